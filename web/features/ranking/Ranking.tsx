'use client'
import { AreaCode, IndicatorId } from '@cockpit/domain/ids'
import { formatPeriod } from '@cockpit/domain/period/period'
import { FACILITY_TIERS, type FacilityTier } from '@cockpit/domain/territory/territory'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { periodText } from '../../format/time'
import { languageOf } from '../../i18n/locale'
import { Breadcrumb } from '../cockpit/Breadcrumb'
import { ChartTools } from '../cockpit/ChartPanel'
import { IndicatorSelect } from '../cockpit/IndicatorSelect'
import { PeriodPicker } from '../cockpit/PeriodPicker'
import { PlaceAwaited } from '../cockpit/PlaceAwaited'
import { useHref } from '../cockpit/useHref'
import { type PlaceAt, usePlaceAt } from '../cockpit/usePlaceAt'
import { compareHref, MOST_COMPARED } from '../compare/compare-address'
import { ExportMenu } from '../export/ExportMenu'
import { useTRPC } from '../queries/trpc'
import headStyles from '../shell/board-head.module.css'
import { Page } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { StaleMark } from '../states/StaleMark'
import { GateNotice } from './GateNotice'
import { LimitsMeaning } from './LimitsMeaning'
import { RankingTable } from './RankingTable'
import styles from './ranking.module.css'
import { type RankedBy, type RankingAddress, rankingHref, readRanking } from './ranking-address'
import { rankingView } from './ranking-view'
import { useRanking } from './useRanking'

/** 排序: units of an area by one indicator, as far as an order is fair. Everything it shows follows from the URL and the person's authority. */
export function Ranking() {
  const t = useTranslations('ranking')
  const bar = useHref<RankingAddress>(readRanking, rankingHref)
  const { at, ...asked } = usePlaceAt({ area: bar.address.area })
  if (!at || asked.error) return <PlaceAwaited title={t('title')} foreign={t('outside')} asked={asked} />
  return <RankingOf at={at} bar={bar} />
}

function RankingOf({ at, bar }: { at: PlaceAt; bar: ReturnType<typeof useHref<RankingAddress>> }) {
  const t = useTranslations('ranking')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const { place, latest, board, definitionOf } = at
  const { address, go, hrefTo } = bar
  const definition = definitionOf(address.indicator ?? '') ?? definitionOf(board.choices[0] ?? board.tiles[0] ?? '')
  const period = address.period ?? latest
  const levels = levelsOf(place.area.level, place.childAreas.length > 0, definition?.scope === 'area')
  const by = levels.find((one) => one === address.by) ?? levels[0] ?? null
  const facilities = useQuery({
    ...trpc.territory.facilities.queryOptions({ area: place.area.code }),
    enabled: by === 'facility',
  })
  const tier = by === 'facility' ? address.tier : null
  const { data, error, stale, refetch } = useRanking(
    definition && by ? { indicator: definition.id, territory: place.area.code, by, tier, period } : null,
  )
  const names = useMemo(() => {
    const tree = new Map(at.areas.map((area) => [area.code, area.name[language]]))
    for (const one of facilities.data ?? []) tree.set(one.id, one.name[language])
    return tree
  }, [at.areas, facilities.data, language])
  const view = useMemo(
    () => definition && data && rankingView(definition, data, null, language, (key) => names.get(key)),
    [definition, data, language, names],
  )
  const links = {
    hrefTo: ({ area }: { area: RankingAddress['area'] }) => hrefTo({ area }),
    go: ({ area }: { area: RankingAddress['area'] }) => go({ area }),
  }
  if (!definition)
    return (
      <Page title={t('title')}>
        <Empty>{t('noIndicators')}</Empty>
      </Page>
    )
  return (
    <div className={styles.page}>
      <header className={headStyles.head}>
        <h1>{t('heading', { name: definition[language] })}</h1>
        <Breadcrumb place={place} bar={links} />
        <span className={styles.when}>{periodText(period, language)}</span>
        <StaleMark since={stale} />
        <ChartTools
          name={t('heading', { name: definition[language] })}
          question={
            by && {
              indicators: [definition.id],
              territory: place.area.code,
              by,
              period: formatPeriod(period),
              limit: 5000,
              ...(tier ? { filters: [{ dimension: 'tier', values: [tier] }] } : {}),
            }
          }
          chart={false}
          about={{ definition, cell: undefined, answer: data && { ...data.about, rows: [] } }}
        />
        <div className={headStyles.tools}>
          <IndicatorSelect
            value={definition.id}
            choices={board.choices}
            definitionOf={definitionOf}
            onChoose={(id) => go({ indicator: IndicatorId.parse(id) })}
          />
          {levels.length > 1 && by && (
            <Segmented<RankedBy>
              value={by}
              onChange={(next) => go({ by: next === levels[0] ? null : next, tier: null })}
              options={levels.map((value) => ({ value, label: t(`by.${value}`) }))}
              data-testid="ranked-by"
            />
          )}
          {by === 'facility' && (
            <Segmented<FacilityTier | 'all'>
              value={tier ?? 'all'}
              onChange={(next) => go({ tier: next === 'all' ? null : next })}
              options={[
                { value: 'all', label: t('tier.all') },
                ...FACILITY_TIERS.map((value) => ({ value, label: t(`tier.${value}`) })),
              ]}
              data-testid="ranked-tier"
            />
          )}
          <PeriodPicker period={period} latest={latest} onPick={(next) => go({ period: next })} />
          {view && view.rows.length > 1 && (
            <Link
              className={styles.compare}
              href={compareHref({
                kind: by === 'facility' ? 'facilities' : 'areas',
                subjects: view.rows.slice(0, MOST_COMPARED).map(({ key }) => key),
                area: AreaCode.parse(place.area.code),
                indicator: IndicatorId.parse(definition.id),
                period,
              })}
            >
              {t('compareFirst', { most: MOST_COMPARED })}
            </Link>
          )}
          <ExportMenu question={null} name={t('title')} page />
        </div>
      </header>
      {by === null ? (
        <Empty>{t('areaOnly')}</Empty>
      ) : error || facilities.error ? (
        <Failure
          error={error ?? facilities.error}
          onRetry={() => void Promise.all([refetch(), ...(facilities.error ? [facilities.refetch()] : [])])}
        />
      ) : !view || !data ? (
        <Skeleton lines={16} />
      ) : view.rows.length === 0 ? (
        <Empty>{t('empty')}</Empty>
      ) : (
        <div className={styles.body}>
          <section className={styles.main}>
            <GateNotice view={view} />
            <RankingTable
              view={view}
              definition={definition}
              by={by}
              period={period}
              area={place.area.code}
              label={t('heading', { name: definition[language] })}
            />
          </section>
          <LimitsMeaning sampling={data.sampling} />
        </div>
      )}
    </div>
  )
}

/** What may be ranked here, the usual first: the next level; counties where that is not the next; facilities where the indicator knows them. */
function levelsOf(level: 'province' | 'city' | 'county', hasChildren: boolean, areaOnly: boolean): RankedBy[] {
  const areas: RankedBy[] = hasChildren ? (level === 'province' ? ['children', 'county'] : ['children']) : []
  return areaOnly ? areas : [...areas, 'facility']
}
