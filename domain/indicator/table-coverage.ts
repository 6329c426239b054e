import type { Answer, Coverage } from './envelope'

/** The indicator that, asked by the dimension `table`, says how much of each table has come. */
export const COVERAGE_QUESTION = { indicators: ['reporting.coverage'], by: 'table' } as const

/**
 * How much of what is owed has come, of any tables together, out of the answer to `COVERAGE_QUESTION`: facility-days, a monthly return as the days of
 * its month. Null where nobody owes any of the tables there, or none of it may be read.
 */
export function coverageOfTables(answer: Answer): (tables: readonly string[]) => Coverage | null {
  const byTable = new Map(answer.rows.map((row) => [row.key, row.cells[COVERAGE_QUESTION.indicators[0]]]))
  return (tables) => {
    const owed = [...new Set(tables)].flatMap((table) => {
      const { numerator, denominator = 0 } = byTable.get(table) ?? {}
      return numerator !== undefined && denominator > 0 ? [{ reported: numerator, expected: denominator }] : []
    })
    if (owed.length === 0) return null
    const total = (of: 'reported' | 'expected') => owed.reduce((sum, one) => sum + one[of], 0)
    return { reported: total('reported'), expected: total('expected'), every: 'day' }
  }
}
