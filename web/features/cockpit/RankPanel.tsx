'use client'
import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { FACILITY_TIERS, type FacilityTier } from '@cockpit/domain/territory/territory'
import { Segmented } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { languageOf } from '../../i18n/locale'
import { explainHref } from '../explain/explain-address'
import { IntervalBar } from '../ranking/IntervalBar'
import { rankingHref } from '../ranking/ranking-address'
import { type RankingRow, rankingView } from '../ranking/ranking-view'
import { useRanking } from '../ranking/useRanking'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { Withheld } from '../states/Withheld'
import { ChartPanel } from './ChartPanel'
import styles from './rank-panel.module.css'
import { ChangeMark } from './Tile'
import type { AddressBar } from './useAddress'
import { type Questions, rankedBy, rankQuestion } from './useQuestions'

/** More rows than anybody reads beside a map; the whole list stands on its own page. */
const MOST_ROWS = 200

/** The level below with intervals, ranked as far as that is fair; else by name, with the reason. A click goes there. */
export function RankPanel({
  questions,
  bar,
  names,
  className,
}: {
  questions: Questions
  bar: AddressBar
  names: ReadonlyMap<string, string>
  className?: string
}) {
  const t = useTranslations('cockpit.rank')
  const words = useTranslations('ranking')
  const { chosen, compare, place, period, tier } = questions
  const language = languageOf(useLocale())
  const by = rankedBy(questions)
  const question = rankQuestion(questions)
  const { data, error, stale, refetch } = useRanking(
    by && { indicator: chosen.id, territory: place.area.code, by, tier, period, compare },
  )
  const view = useMemo(
    () => data && rankingView(chosen, data, compare, language, (key) => names.get(key)),
    [data, chosen, compare, language, names],
  )
  const chosenId = IndicatorId.parse(chosen.id)
  const placeOf = (key: string) =>
    by === 'facility'
      ? { area: AreaCode.parse(place.area.code), facility: FacilityId.parse(key) }
      : { area: AreaCode.parse(key), facility: null }
  const page = rankingHref({
    indicator: chosenId,
    area: AreaCode.parse(place.area.code),
    period,
    by: by === 'children' ? null : by,
    tier,
  })
  return (
    <ChartPanel
      className={className}
      stale={stale}
      testId="rank"
      title={t(by === 'facility' ? 'facilities' : 'areas')}
      note={chosen[language]}
      name={chosen[language]}
      question={question}
      chart={false}
      about={{ definition: chosen, cell: undefined, answer: data && { ...data.about, rows: [] } }}
    >
      {error ? (
        <Failure error={error} onRetry={refetch} />
      ) : by === null ? (
        <Empty>{t('areaOnly')}</Empty>
      ) : !view ? (
        <Skeleton lines={8} />
      ) : view.rows.length === 0 ? (
        <Empty>{t('empty')}</Empty>
      ) : (
        <>
          <div className={styles.gate}>
            {by === 'facility' && (
              <Segmented<FacilityTier | 'all'>
                size="small"
                value={tier ?? 'all'}
                onChange={(next) => bar.go({ tier: next === 'all' ? null : next })}
                options={[
                  { value: 'all', label: words('tier.all') },
                  ...FACILITY_TIERS.map((value) => ({ value, label: words(`tier.${value}`) })),
                ]}
              />
            )}
            <p data-testid={view.withheld ? 'rank-withheld' : 'rank-offered'}>
              {view.withheld ?? (view.group && words(`group.${view.group}`, { count: view.rows.length }))}{' '}
              <Link href={page} data-testid="ranking-page">
                {words('panel.all')} →
              </Link>
            </p>
          </div>
          <ol className={styles.rank}>
            {view.rows.slice(0, MOST_ROWS).map((row) => (
              <li
                key={row.key}
                data-testid={`rank-row-${row.key}`}
                data-state={row.state}
                data-failing={row.failing || undefined}
              >
                <button
                  type="button"
                  onClick={() => bar.go(placeOf(row.key))}
                  title={row.unranked ?? undefined}
                  aria-current={row.key === place.facility?.id ? 'true' : undefined}
                >
                  <RowText row={row} ranked={view.withheld === null} />
                  <IntervalBar row={row} marks={view.marks} />
                </button>
                <Link
                  className={styles.explain}
                  href={explainHref({ indicator: chosenId, ...placeOf(row.key), to: period })}
                  aria-label={words('panel.explainRow', { name: row.name })}
                  title={words('panel.explain')}
                >
                  Δ
                </Link>
              </li>
            ))}
          </ol>
        </>
      )}
    </ChartPanel>
  )
}

function RowText({ row, ranked }: { row: RankingRow; ranked: boolean }) {
  return (
    <span className={styles.words} data-ranked={ranked || undefined}>
      {ranked && <span className={styles.rankPlace}>{row.rank ?? '·'}</span>}
      <span className={styles.rankName}>{row.name}</span>
      <span className={styles.rankValue} data-standing={row.standing ?? undefined}>
        {row.text ?? (row.state !== 'shown' && <Withheld reason={row.state} />)}
      </span>
      <span className={styles.rankChange}>
        {row.change && typeof row.change !== 'string' && <ChangeMark change={row.change} />}
      </span>
    </span>
  )
}
