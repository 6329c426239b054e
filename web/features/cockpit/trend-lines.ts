import type { Answer } from '@cockpit/domain/indicator/envelope'
import { readingOf } from './reading'

export interface TrendLines {
  /** `yyyy-mm`, oldest first. */
  readonly months: readonly string[]
  readonly values: readonly (number | null)[]
  /** The same months one year earlier; null where the answer does not reach. */
  readonly lastYear: readonly (number | null)[]
}

/** Cuts an answer by month into the last `shown` months and the same months of the year before. A gap stays a gap. */
export function trendLines(answer: Answer, indicator: string, shown: number): TrendLines {
  const byMonth = new Map<string, number | null>()
  for (const row of answer.rows) if (row.at) byMonth.set(row.at.slice(0, 7), readingOf(row.cells[indicator]).value)
  const months = [...byMonth.keys()].sort().slice(-shown)
  const yearEarlier = (month: string) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`
  return {
    months,
    values: months.map((month) => byMonth.get(month) ?? null),
    lastYear: months.map((month) => byMonth.get(yearEarlier(month)) ?? null),
  }
}
