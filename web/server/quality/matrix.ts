import type { Period } from '@cockpit/domain/period/period'
import type { CubeFilter } from '@cockpit/semantic-layer/client/cube-query'
import { MARK_MEASURES, type Marks, marksOf, type Share } from './marks'
import { numberIn, type ScopedRows } from './scoped-rows'

/** One institution and one table in a period. */
export interface MatrixCell extends Marks {
  readonly facility: string
  readonly table: string
  readonly coverage: Share | null
  /** Unit of `coverage`. */
  readonly every: 'day' | 'month'
}

/** Institution by table, over whole months: what of the owed has come, and what it is like. A table nobody there owes has no cell. */
export async function matrixCells(
  rows: ScopedRows,
  filtersOf: (cube: string) => Promise<CubeFilter[]>,
  period: Period,
): Promise<MatrixCell[]> {
  const dateRange = [period.from, period.to] as const
  const [reporting, quality] = await Promise.all([
    rows.load({
      measures: ['reporting.reported', 'reporting.expected'],
      dimensions: ['reporting.facilityId', 'reporting.table', 'reporting.every'],
      timeDimensions: [{ dimension: 'reporting.date', dateRange }],
      filters: await filtersOf('reporting'),
    }),
    rows.load({
      measures: MARK_MEASURES,
      dimensions: ['quality.facilityId', 'quality.table'],
      timeDimensions: [{ dimension: 'quality.date', dateRange }],
      filters: await filtersOf('quality'),
    }),
  ])
  const marks = new Map(quality.map((row) => [`${row['quality.facilityId']} ${row['quality.table']}`, row]))
  const cells = reporting.map((row): MatrixCell => {
    const facility = String(row['reporting.facilityId'])
    const table = String(row['reporting.table'])
    const own = marks.get(`${facility} ${table}`)
    marks.delete(`${facility} ${table}`)
    return {
      facility,
      table,
      every: row['reporting.every'] === 'day' ? 'day' : 'month',
      coverage: { part: numberIn(row, 'reporting.reported') ?? 0, whole: numberIn(row, 'reporting.expected') ?? 0 },
      ...marksOf(own ?? {}),
    }
  })
  // Sent without being owed: no coverage, but what came is judged all the same.
  const unowed = [...marks.values()].map(
    (row): MatrixCell => ({
      facility: String(row['quality.facilityId']),
      table: String(row['quality.table']),
      every: 'month',
      coverage: null,
      ...marksOf(row),
    }),
  )
  return [...cells, ...unowed]
}
