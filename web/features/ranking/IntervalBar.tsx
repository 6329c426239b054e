import styles from './interval-bar.module.css'
import type { RankingRow } from './ranking-view'

const PERCENT = (at: number) => `${(at * 100).toFixed(2)}%`

/** A value with its interval on the scale all rows share; lines where the target ends. The words beside it say the same. */
export function IntervalBar({ row, marks }: { row: RankingRow; marks: readonly number[] }) {
  return (
    <span className={styles.bar} aria-hidden="true" data-place={row.place ?? undefined}>
      {marks.map((at) => (
        <i key={at} className={styles.mark} style={{ left: PERCENT(at) }} />
      ))}
      {row.from !== null && row.to !== null && (
        <i className={styles.reach} style={{ left: PERCENT(row.from), width: PERCENT(row.to - row.from) }} />
      )}
      {row.at !== null && <i className={styles.value} style={{ left: PERCENT(row.at) }} />}
    </span>
  )
}
