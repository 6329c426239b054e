'use client'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { languageOf } from '../../i18n/locale'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { Withheld } from '../states/Withheld'
import { Panel } from './Panel'
import { Provenance } from './Provenance'
import styles from './rank-panel.module.css'
import { rankView } from './rank-view'
import { ChangeMark } from './Tile'
import type { AddressBar } from './useAddress'
import { type Questions, rankQuestion, useAsk } from './useQuestions'

/** The level below in the order in which to look at it. Without intervals this is not a judgement, and the panel says so. */
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
  const { chosen, compare, place } = questions
  const language = languageOf(useLocale())
  const question = rankQuestion(questions)
  const { data, error, stale, refetch } = useAsk(question)
  const rows = useMemo(
    () => data && rankView(chosen, data, compare, language, (key) => names.get(key)),
    [data, chosen, compare, language, names],
  )
  const open = (key: string) => {
    const area = AreaCode.safeParse(key)
    if (place.childAreas.length > 0 && area.success) bar.go({ area: area.data, facility: null })
    else bar.go({ area: AreaCode.parse(place.area.code), facility: FacilityId.parse(key) })
  }
  return (
    <Panel
      className={className}
      stale={stale}
      testId="rank"
      title={t(place.childAreas.length > 0 ? 'areas' : 'facilities')}
      note={chosen[language]}
      tools={<Provenance definition={chosen} cell={undefined} answer={data} />}
    >
      {error ? (
        <Failure error={error} onRetry={refetch} />
      ) : question === null ? (
        <Empty>{t('areaOnly')}</Empty>
      ) : !rows ? (
        <Skeleton lines={8} />
      ) : rows.length === 0 ? (
        <Empty>{t('empty')}</Empty>
      ) : (
        <>
          <p className={styles.caution}>{t(chosen.direction === 'monitor' ? 'cautionMonitor' : 'caution')}</p>
          <ol className={styles.rank}>
            {rows.map((row) => (
              <li key={row.key} data-testid={`rank-row-${row.key}`} data-state={row.state}>
                <button
                  type="button"
                  onClick={() => open(row.key)}
                  aria-current={row.key === place.facility?.id ? 'true' : undefined}
                >
                  <span className={styles.rankPlace}>{row.place ?? '·'}</span>
                  <span className={styles.rankName}>{row.name}</span>
                  <span className={styles.rankValue}>
                    {row.text ?? (row.state !== 'shown' && <Withheld reason={row.state} />)}
                  </span>
                  <span className={styles.rankChange}>
                    {row.change && typeof row.change !== 'string' && <ChangeMark change={row.change} />}
                  </span>
                  <i
                    className={styles.rankBar}
                    data-standing={row.standing ?? undefined}
                    style={{ width: `${(row.share * 100).toFixed(1)}%` }}
                    aria-hidden="true"
                  />
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
    </Panel>
  )
}
