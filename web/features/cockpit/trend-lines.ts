import type { Answer } from '@cockpit/domain/indicator/envelope'
import { monthPeriod, type Period } from '@cockpit/domain/period/period'
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

/** The period of a run of months that was drawn over; null where the run lies beside the months. */
export function brushedPeriod(
  months: readonly string[],
  run: { readonly first: number; readonly last: number },
): Period | null {
  const [from, to] = [months[Math.max(0, run.first)], months[Math.min(months.length - 1, run.last)]].map((month) =>
    month === undefined ? null : monthPeriod(Number(month.slice(0, 4)), Number(month.slice(5, 7))),
  )
  if (!from || !to) return null
  return from.from === to.from ? from : { from: from.from, to: to.to, grain: 'range' }
}
