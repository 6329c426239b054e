import type { Coverage, TableCoverage } from '@cockpit/domain/indicator/envelope'

/** One table under one row and step: in its own unit, and in days. */
export interface Counted {
  readonly table: string
  readonly every: 'day' | 'month'
  readonly reported: number
  readonly expected: number
  readonly reportedDays: number
  readonly expectedDays: number
}

/**
 * Adds coverage up. Tables of one unit keep it; facility-days and facility-months are only added as days.
 * @returns null when nobody owes any of it
 */
export function sumCoverage(counted: readonly Counted[]): Coverage | null {
  const owed = counted.filter((one) => one.expected > 0)
  const [first] = owed
  if (!first) return null
  const mixed = owed.some((one) => one.every !== first.every)
  const total = (of: (one: Counted) => number) => owed.reduce((sum, one) => sum + of(one), 0)
  return {
    reported: total((one) => (mixed ? one.reportedDays : one.reported)),
    expected: total((one) => (mixed ? one.expectedDays : one.expected)),
    every: mixed ? 'day' : first.every,
  }
}

/** Table by table over all rows and steps, the least covered first. */
export function coverageByTable(counted: readonly Counted[]): TableCoverage[] {
  const tables = [...new Set(counted.map((one) => one.table))]
  return tables
    .flatMap((table): TableCoverage[] => {
      const sum = sumCoverage(counted.filter((one) => one.table === table))
      return sum ? [{ table, every: sum.every ?? 'month', reported: sum.reported, expected: sum.expected }] : []
    })
    .sort((a, b) => a.reported / a.expected - b.reported / b.expected || (a.table < b.table ? -1 : 1))
}
