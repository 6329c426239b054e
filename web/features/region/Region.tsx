'use client'
import { AreaCode, IndicatorId } from '@cockpit/domain/ids'
import { parsePeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { languageOf } from '../../i18n/locale'
import { type Comparing, HOME, writeAddress } from '../cockpit/address'
import { Breadcrumb } from '../cockpit/Breadcrumb'
import { PeriodPicker } from '../cockpit/PeriodPicker'
import { PlaceAwaited } from '../cockpit/PlaceAwaited'
import { territoryOf } from '../cockpit/place'
import { useHref } from '../cockpit/useHref'
import { type PlaceAt, usePlaceAt } from '../cockpit/usePlaceAt'
import { compareHref, MOST_COMPARED } from '../compare/compare-address'
import { explainHref } from '../explain/explain-address'
import { ExportMenu } from '../export/ExportMenu'
import { PlaceOfNumbersProvider } from '../lineage/place-of-numbers'
import { useTRPC } from '../queries/trpc'
import { rankingHref } from '../ranking/ranking-address'
import headStyles from '../shell/board-head.module.css'
import { Page } from '../shell/Page'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { BoardTiles } from './BoardTiles'
import { CareFlow } from './CareFlow'
import { RegionProcess } from './RegionProcess'
import styles from './region.module.css'
import { type RegionAddress, regionHref, regionReader } from './region-address'

/** 区域画像: what the packs say of one area, board by board, and where its residents go for care. */
export function Region({ code, mapboxToken }: { code: string; mapboxToken?: string }) {
  const t = useTranslations('region')
  const area = AreaCode.safeParse(code).data ?? null
  const { at, ...asked } = usePlaceAt({ area })
  const foreign = area === null || asked.outside
  if (area === null || !at || asked.error)
    return <PlaceAwaited title={t('title')} foreign={t('outside')} asked={{ ...asked, outside: foreign }} />
  return <RegionAt at={at} code={area} mapboxToken={mapboxToken} />
}

function RegionAt({ at, code, mapboxToken }: { at: PlaceAt; code: AreaCode; mapboxToken?: string | undefined }) {
  const t = useTranslations('region')
  const tile = useTranslations('cockpit.tile')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const read = useMemo(() => regionReader(code), [code])
  const { address, go } = useHref<RegionAddress>(read, regionHref)
  const boards = useQuery(trpc.boards.list.queryOptions())
  const { place, latest, definitionOf } = at
  const period = address.period ?? latest
  const toCockpit = (indicator: string) =>
    `/${writeAddress({ ...HOME, area: code, period, compare: address.compare, indicator: IndicatorId.parse(indicator) })}`
  if (boards.error)
    return (
      <Page title={t('title')}>
        <Failure error={boards.error} onRetry={boards.refetch} />
      </Page>
    )
  return (
    <PlaceOfNumbersProvider value={territoryOf(place)}>
      <div className={styles.page}>
        <header className={headStyles.head}>
          <h1>{place.area.name[language]}</h1>
          {place.path.length > 1 && (
            <Breadcrumb
              place={place}
              bar={{
                hrefTo: ({ area }) => regionHref({ ...address, code: area }),
                // Another area is another page: the link itself is followed.
                go: ({ area }) => window.location.assign(regionHref({ ...address, code: area })),
              }}
            />
          )}
          <span className={styles.about}>
            {t(`level.${place.area.level}`)} · {t('facilities', { count: place.area.facilities })}
          </span>
          <nav className={headStyles.links} aria-label={t('further')}>
            <Link href={`/${writeAddress({ ...HOME, area: code, period: address.period })}`}>{t('cockpit')}</Link>
            <Link href={rankingHref({ area: code, period: address.period })}>{t('ranking')}</Link>
            <Link href={explainHref({ area: code, to: address.period })}>{t('explain')}</Link>
            <Link
              href={compareHref({
                kind: place.childAreas.length > 0 ? 'areas' : 'facilities',
                subjects: place.childAreas.slice(0, MOST_COMPARED).map((child) => child.code),
                area: code,
                period: address.period,
              })}
            >
              {t('compare')}
            </Link>
          </nav>
          <div className={headStyles.tools}>
            <Segmented<Comparing>
              value={address.compare}
              onChange={(compare) => go({ compare })}
              options={[
                { value: 'sameLastYear', label: tile('sameLastYear') },
                { value: 'previous', label: tile('previous') },
              ]}
            />
            <PeriodPicker period={period} latest={latest} onPick={(next) => go({ period: next })} />
            <ExportMenu question={null} name={place.area.name[language]} page />
          </div>
        </header>
        <CareFlow
          place={place}
          definition={definitionOf('careFlow.visitShare')}
          period={period}
          of={address.flow}
          onOf={(flow) => go({ flow })}
          hrefOf={(other) => regionHref({ ...address, code: other })}
          {...(mapboxToken ? { mapboxToken } : {})}
        />
        <RegionProcess
          place={place}
          period={period}
          definitionOf={definitionOf}
          onMonth={(month) => go({ period: parsePeriod(month) })}
        />
        {boards.data ? (
          <BoardTiles
            boards={boards.data}
            place={place}
            period={period}
            compare={address.compare}
            definitionOf={definitionOf}
            hrefOf={toCockpit}
          />
        ) : (
          <Skeleton lines={16} />
        )}
      </div>
    </PlaceOfNumbersProvider>
  )
}
