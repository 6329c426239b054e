import { basename } from 'node:path'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'

/** Tables that others lean on without a declared reference; they come before the facts that are read with them. */
const LEANED_ON = ['area', 'facility', 'population', 'drg_reference']

/**
 * Puts files in the order in which they can be checked: a table after those its columns refer to, then by file name.
 * Files of unknown tables come last.
 */
export function byDependency(
  files: readonly string[],
  tables: readonly WarehouseTable[],
  tableOf: (file: string) => string,
): string[] {
  const depth = new Map<string, number>()
  const depthOf = (name: string, above: readonly string[]): number => {
    const known = depth.get(name)
    if (known !== undefined) return known
    const table = tables.find((candidate) => candidate.name === name)
    if (!table) return Number.MAX_SAFE_INTEGER
    // A circle of references cannot be ordered; it is entered once and not followed round.
    const below = table.columns.flatMap(({ references }) =>
      references && ![...above, name].includes(references.table) ? [depthOf(references.table, [...above, name])] : [],
    )
    const own = LEANED_ON.includes(name) ? LEANED_ON.indexOf(name) : LEANED_ON.length
    const found = Math.max(own, ...below.filter(Number.isSafeInteger).map((d) => d + (d >= own ? 1 : 0)))
    depth.set(name, found)
    return found
  }
  return [...files].sort(
    (a, b) =>
      depthOf(tableOf(a), []) - depthOf(tableOf(b), []) ||
      (basename(a) < basename(b) ? -1 : basename(a) > basename(b) ? 1 : 0),
  )
}
