import type { Period } from '@cockpit/domain/period/period'
import type { CubeFilter } from '@cockpit/semantic-layer/client/cube-query'
import { numberIn, type ScopedRows } from './scoped-rows'

/** What came for one facility, table and day of data. Days without anything have no entry. */
export interface DayMark {
  readonly facility: string
  readonly table: string
  readonly day: string
  readonly standing: number
  readonly open: number
  readonly late: boolean
}

/** The coverage calendar: day by day what stands, what is still rejected, and whether it came late. */
export async function dayMarks(
  rows: ScopedRows,
  filters: readonly CubeFilter[],
  period: Pick<Period, 'from' | 'to'>,
): Promise<DayMark[]> {
  const found = await rows.load({
    measures: ['quality.standing', 'quality.open', 'quality.timed', 'quality.timely'],
    dimensions: ['quality.facilityId', 'quality.table'],
    timeDimensions: [{ dimension: 'quality.date', dateRange: [period.from, period.to], granularity: 'day' }],
    filters,
  })
  return found.map((row) => {
    const timed = numberIn(row, 'quality.timed') ?? 0
    return {
      facility: String(row['quality.facilityId']),
      table: String(row['quality.table']),
      day: String(row['quality.date.day']).slice(0, 10),
      standing: numberIn(row, 'quality.standing') ?? 0,
      open: numberIn(row, 'quality.open') ?? 0,
      // Half of a day's rows decide: a correction of three does not make the day late.
      late: timed > 0 && (numberIn(row, 'quality.timely') ?? 0) * 2 < timed,
    }
  })
}
