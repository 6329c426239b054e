'use client'
import { useTranslations } from 'next-intl'
import { useAsk } from '../cockpit/useQuestions'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './catalogue.module.css'
import { useOwnPlace } from './useOwnPlace'

/** Targets in force for an indicator within the reader's own area, by the document they come from. */
export function EntryTargets({ id }: { id: string }) {
  const t = useTranslations('catalogue')
  const { place } = useOwnPlace()
  // Targets are set for areas; who sees one facility sees none of them.
  const asked = place !== null && place.facility === undefined
  const { data, error, refetch, isLoading } = useAsk(
    asked
      ? {
          indicators: ['targets.set'],
          territory: place.territory,
          period: place.latest,
          by: 'source',
          filters: [{ dimension: 'indicator', values: [id] }],
        }
      : null,
  )
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (isLoading) return <Skeleton lines={1} />
  const rows = (data?.rows ?? []).filter((row) => (row.cells['targets.set']?.value ?? 0) > 0)
  if (rows.length === 0) return <span className={styles.muted}>{t('noTargets')}</span>
  return (
    <ul className={styles.plain} data-testid="entry-targets">
      {rows.map((row) => (
        <li key={row.key}>{t('targetsFrom', { source: row.key, count: row.cells['targets.set']?.value ?? 0 })}</li>
      ))}
    </ul>
  )
}
