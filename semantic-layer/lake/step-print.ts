import { addDays, type CalendarDate } from '@cockpit/domain/period/calendar'
import type { WarehouseTable } from '../packs/contract'
import type { Manifest } from './manifest'

/** Days after a step whose rows may still count in it: a stay is a readmission's first up to a month later, and that month is whole. */
const LOOKED_AHEAD = 62

/** Tables every number is placed by: which institution, in which county, of which tier. */
export const PLACING = ['area', 'facility'] as const

/**
 * What the numbers of a step can stand on, in a line for each table: equal prints, equal numbers. What came before a step counts, for a stock is what was
 * last said of it; what came long after does not. A table without dates, and one whose row stands for a year, counts as a whole.
 * Merging files changes neither newest version nor rows, so that a print outlives it where all merged rows are inside.
 *
 * @param tables those of the indicators; `PLACING` are added
 */
export function stepPrint(
  manifest: Manifest,
  known: ReadonlyMap<string, WarehouseTable>,
  tables: readonly string[],
  lastDay: CalendarDate,
): string {
  const end = addDays(lastDay, LOOKED_AHEAD)
  return [...new Set([...PLACING, ...tables])]
    .sort()
    .map((name) => {
      const version = manifest.tables[name]?.version ?? 0
      const table = known.get(name)
      if (!table?.dateColumn || table.owedEvery === 'year') return `${name}@${version}`
      const inside = manifest.partitions.filter((part) => part.table === name && (part.from ?? '') <= end)
      const newest = Math.max(0, ...inside.map((part) => part.version ?? version))
      const rows = inside.reduce((sum, part) => sum + part.rows, 0)
      return `${name}@${newest}:${rows}`
    })
    .join(' ')
}
