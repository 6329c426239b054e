import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { AnswerRow } from '@cockpit/domain/indicator/envelope'

/**
 * Orders rows by the first indicator, largest first, where the rows come from the data or only the first `limit` are wanted; places
 * keep the order of the territory otherwise. The limit counts keys, so a line is never cut.
 */
export function topRows(
  rows: readonly AnswerRow[],
  definitions: readonly IndicatorDefinition[],
  fromData: boolean,
  limit: number | undefined,
): AnswerRow[] {
  const first = definitions[0]?.id ?? ''
  const keys = [...new Set(rows.map((row) => row.key))]
  if (!fromData && (limit === undefined || keys.length <= limit)) return [...rows]
  const size = new Map<string, number>()
  for (const row of rows) {
    const value = row.cells[first]?.value
    if (value !== undefined) size.set(row.key, (size.get(row.key) ?? 0) + value)
  }
  const rank = new Map(
    keys
      .sort((a, b) => (size.get(b) ?? -Infinity) - (size.get(a) ?? -Infinity) || (a < b ? -1 : 1))
      .slice(0, limit ?? keys.length)
      .map((key, index) => [key, index]),
  )
  return rows
    .filter((row) => rank.has(row.key))
    .sort((a, b) => (rank.get(a.key) ?? 0) - (rank.get(b.key) ?? 0) || ((a.at ?? '') < (b.at ?? '') ? -1 : 1))
}
