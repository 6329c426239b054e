import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { Column } from '@cockpit/semantic-layer/packs/contract'
import { highest, lowest } from './faults'
import type { Session } from './session'

/**
 * Whether the values that were written keep the bounds of their columns, by the statistics of the Parquet file: to compare every fee of every case
 * with two bounds costs as much as reading three of them. A row group with NaN or infinity in a column says nothing of it, and counts as beyond.
 * @param columns decimals
 */
export async function withinBounds(session: Session, file: string, columns: readonly Column[]): Promise<boolean> {
  if (columns.length === 0) return true
  const bounds = columns.map(
    (column) => `(${quoteText(column.name)}, ${lowest(column)}::DOUBLE, ${highest(column)}::DOUBLE)`,
  )
  return (
    (await session.count(`SELECT count(*) FROM parquet_metadata(${quoteText(file)})
      JOIN (VALUES ${bounds.join(', ')}) bound(name, low, high) ON name = path_in_schema
      WHERE stats_null_count IS DISTINCT FROM num_values
        AND NOT coalesce(stats_min_value::DOUBLE >= low AND stats_max_value::DOUBLE <= high, false)`)) === 0
  )
}
