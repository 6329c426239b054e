import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  daysBetween,
  daysInMonth,
  partsOf,
} from '../period/calendar'
import { type Grain, isWholeMonths, monthsOf, type Period, previousPeriod, sameLastYear } from '../period/period'

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
    case 'month':
      return calendarDate(year, month, 1)
    case 'quarter':
      return calendarDate(year, month - ((month - 1) % 3), 1)
    case 'year':
      return calendarDate(year, 1, 1)
  }
}

/** First day of the step `count` steps later (earlier when negative). `at` is itself a step's first day. */
export function moveSteps(at: CalendarDate, grain: Grain, count: number): CalendarDate {
  switch (grain) {
    case 'day':
      return addDays(at, count)
    case 'month':
      return addMonths(at, count)
    case 'quarter':
      return addMonths(at, count * 3)
    case 'year':
      return addMonths(at, count * 12)
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

/**
 * The span to compare with, like for like: when data end inside the period, the compared span ends at the same point of its own
 * (ten months of this year against ten months of last year, not against all twelve).
 */
export function comparedWindow(period: Period, clipped: Window, how: 'sameLastYear' | 'previous'): Window {
  const span: Period = { ...clipped, grain: 'range' }
  if (how === 'sameLastYear') {
    const { from, to } = sameLastYear(clipped.to === period.to ? period : span)
    return { from, to }
  }
  const before = previousPeriod(period)
  if (clipped.to === period.to) return { from: before.from, to: before.to }
  const end = isWholeMonths(span)
    ? addDays(addMonths(before.from, monthsOf(span).length), -1)
    : addDays(before.from, daysBetween(clipped.from, clipped.to) - 1)
  return { from: before.from, to: earlier(end, before.to) }
}

function earlier(a: CalendarDate, b: CalendarDate): CalendarDate {
  return [a, b].sort()[0] ?? a
}

function later(a: CalendarDate, b: CalendarDate): CalendarDate {
  return [a, b].sort()[1] ?? a
}
