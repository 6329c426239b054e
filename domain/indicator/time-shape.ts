import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  daysBetween,
  daysInMonth,
  mondayOf,
  moveEnd,
  partsOf,
} from '../period/calendar'
import {
  type Grain,
  isWholeMonths,
  monthsOf,
  type Period,
  previousPeriod,
  sameLastYear,
  yearToDate,
} from '../period/period'

export interface Window {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

/** One point of a line: its step's first day, the days of it that lie in the question and have data, and whether that is all of it. */
export interface Step extends Window {
  readonly at: CalendarDate
  readonly whole: boolean
}

/** The part of a period up to the last day there is data for; null when that lies before the period. `through` null: no end known. */
export function clip(period: Period, through: CalendarDate | null): Window | null {
  if (through === null || through >= period.to) return { from: period.from, to: period.to }
  return through < period.from ? null : { from: period.from, to: through }
}

/** First and last day of the month a day lies in. */
export function monthOf(date: CalendarDate): Window {
  const { year, month } = partsOf(date)
  return { from: calendarDate(year, month, 1), to: calendarDate(year, month, daysInMonth(year, month)) }
}

/** First day of the step a day lies in. */
export function stepStart(date: CalendarDate, grain: Grain): CalendarDate {
  const { year, month } = partsOf(date)
  switch (grain) {
    case 'day':
      return date
    case 'week':
      return mondayOf(date)
    default:
      return calendarDate(year, month - ((month - 1) % MONTHS_IN[grain]), 1)
  }
}

/** Months of the steps that are made of whole months. */
const MONTHS_IN = { month: 1, quarter: 3, half: 6, year: 12 } as const

/** First day of the step `count` steps later (earlier when negative). `at` is itself a step's first day. */
export function moveSteps(at: CalendarDate, grain: Grain, count: number): CalendarDate {
  switch (grain) {
    case 'day':
      return addDays(at, count)
    case 'week':
      return addDays(at, count * 7)
    default:
      return addMonths(at, count * MONTHS_IN[grain])
  }
}

/** The steps a window touches, oldest first; the first and last may be partial. */
export function stepsOf(window: Window, grain: Grain): Step[] {
  const steps: Step[] = []
  for (let at = stepStart(window.from, grain); at <= window.to; at = moveSteps(at, grain, 1)) {
    const end = addDays(moveSteps(at, grain, 1), -1)
    const from = later(at, window.from)
    const to = earlier(end, window.to)
    steps.push({ at, from, to, whole: from === at && to === end })
  }
  return steps
}

/** What a figure may be compared with. `rolling12` takes the last twelve steps together and compares them with the twelve before. */
export type Comparing = 'sameLastYear' | 'previous' | 'yearToDate' | `rolling${number}`

/** The two sides of a comparison. `own` is there where the figure that is compared is not that of the period itself. */
export interface Sides {
  readonly own?: Window
  readonly other: Window
}

/**
 * The spans of a comparison, like for like: when data end inside the period, both sides end at the same point of their own
 * (ten months of this year against ten months of last year, not against all twelve).
 * - `sameLastYear` 同比, `previous` 环比: the figure itself against that of an earlier span.
 * - `yearToDate` 累计同期: from 1 January of the year in which the data of the period end, against the same days of the year before.
 * - `rolling<n>`: the last n steps to where the data of the period end, against the n before. A step is what the period is named by; of a
 *   range it is a month where the range is whole months, else a day.
 */
export function sidesOf(period: Period, clipped: Window, how: Comparing): Sides {
  if (how === 'sameLastYear' || how === 'previous') return { other: comparedWindow(period, clipped, how) }
  if (how === 'yearToDate') {
    const own = yearToDate({ ...clipped, grain: 'range' })
    return { own: windowOf(own), other: windowOf(sameLastYear(own)) }
  }
  const count = Number(how.slice('rolling'.length))
  const grain = period.grain === 'range' ? (isWholeMonths(period) ? 'month' : 'day') : period.grain
  const from = moveSteps(stepStart(clipped.to, grain), grain, 1 - count)
  const to =
    grain === 'day' || grain === 'week'
      ? moveSteps(clipped.to, grain, -count)
      : moveEnd(clipped.to, -count * MONTHS_IN[grain])
  return { own: { from, to: clipped.to }, other: { from: moveSteps(from, grain, -count), to } }
}

/** The span of 同比 or 环比, see `sidesOf`. */
export function comparedWindow(period: Period, clipped: Window, how: 'sameLastYear' | 'previous'): Window {
  const span: Period = { ...clipped, grain: 'range' }
  const whole = clipped.to === period.to
  if (how === 'sameLastYear' && !whole && period.grain !== 'week') return windowOf(sameLastYear(span))
  const before = how === 'sameLastYear' ? sameLastYear(period) : previousPeriod(period)
  if (whole) return windowOf(before)
  const end = isWholeMonths(span)
    ? addDays(addMonths(before.from, monthsOf(span).length), -1)
    : addDays(before.from, daysBetween(clipped.from, clipped.to) - 1)
  return { from: before.from, to: earlier(end, before.to) }
}

function windowOf({ from, to }: Window): Window {
  return { from, to }
}

function earlier(a: CalendarDate, b: CalendarDate): CalendarDate {
  return [a, b].sort()[0] ?? a
}

function later(a: CalendarDate, b: CalendarDate): CalendarDate {
  return [a, b].sort()[1] ?? a
}
