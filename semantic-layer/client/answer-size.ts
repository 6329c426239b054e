import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { daysBetween } from '@cockpit/domain/period/calendar'
import type { Breakdown } from './breakdown'

/** Cells a line of answers may have: every day of four years for each of 300 places. More would be drawn by nobody and held by no process. */
export const MOST_CELLS = 500_000
/** Rows expected of a breakdown by something that is no place: DRGs, diseases, departments. */
const DIMENSION_ROWS = 300
/** Days in the shortest step. */
const SHORTEST = { day: 1, week: 7, month: 28, quarter: 90, half: 181, year: 365 } as const

/**
 * Cells of the answer to a question with a series, from above; 0 without a series, where indicators and places bound it.
 * Known before anything is asked: one question about every day since 1949 for every facility would end the process.
 */
export function cellsOfSeries(query: IndicatorQuery, breakdown: Breakdown): number {
  if (!query.series) return 0
  const steps = Math.ceil(daysBetween(query.period.from, query.period.to) / SHORTEST[query.series]) + 1
  return steps * rowsOf(breakdown) * query.indicators.length
}

function rowsOf(breakdown: Breakdown): number {
  switch (breakdown.kind) {
    case 'total':
      return 1
    case 'areas':
      return breakdown.areas.length
    case 'facilities':
      return breakdown.facilities.length
    case 'dimension':
      return DIMENSION_ROWS
  }
}
