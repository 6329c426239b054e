import { addDays, addMonths, CalendarDate, calendarDate, daysBetween, daysInMonth, partsOf } from './calendar'

export type Grain = 'day' | 'month' | 'quarter' | 'year'

/** A closed span of days. `grain` says what it was named by; `range` is anything else. */
export interface Period {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly grain: Grain | 'range'
}

export class PeriodError extends Error {}

/**
 * Reads a period from a URL or a command line.
 * `2026` a year · `2026-Q3` a quarter · `2026-10` a month · `2026-10-05` a day · `A..B` from the start of A to the end of B.
 * @throws PeriodError naming the accepted forms.
 */
export function parsePeriod(text: string): Period {
  const span = text.split('..')
  if (span.length === 2) {
    const first = parseNamed(span[0] as string)
    const last = parseNamed(span[1] as string)
    if (!first || !last) throw unreadable(text)
    if (first.from > last.to)
      throw new PeriodError(`The period ${text} ends before it starts; write the earlier part first.`)
    return { from: first.from, to: last.to, grain: 'range' }
  }
  const named = parseNamed(text)
  if (!named) throw unreadable(text)
  return named
}

function unreadable(text: string): PeriodError {
  return new PeriodError(
    `"${text.slice(0, 40)}" is not a period. Write 2026, 2026-Q3, 2026-10, 2026-10-05 or a range such as 2026-01..2026-10.`,
  )
}

function parseNamed(text: string): Period | undefined {
  const match = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/.exec(text)
  if (!match) return undefined
  const year = Number(match[1])
  if (year < 1949 || year > 2999) return undefined
  if (match[2]) {
    const month = Number(match[2]) * 3
    return {
      from: calendarDate(year, month - 2, 1),
      to: calendarDate(year, month, daysInMonth(year, month)),
      grain: 'quarter',
    }
  }
  if (!match[3]) return { from: calendarDate(year, 1, 1), to: calendarDate(year, 12, 31), grain: 'year' }
  const month = Number(match[3])
  if (month < 1 || month > 12) return undefined
  if (!match[4]) return monthPeriod(year, month)
  const day = CalendarDate.safeParse(text)
  return day.success ? { from: day.data, to: day.data, grain: 'day' } : undefined
}

export function monthPeriod(year: number, month: number): Period {
  return { from: calendarDate(year, month, 1), to: calendarDate(year, month, daysInMonth(year, month)), grain: 'month' }
}

/** The text `parsePeriod` reads back to the same period. */
export function formatPeriod(period: Period): string {
  const { year, month } = partsOf(period.from)
  switch (period.grain) {
    case 'day':
      return period.from
    case 'month':
      return period.from.slice(0, 7)
    case 'quarter':
      return `${year}-Q${Math.ceil(month / 3)}`
    case 'year':
      return String(year)
    case 'range':
      return isWholeMonths(period)
        ? `${period.from.slice(0, 7)}..${period.to.slice(0, 7)}`
        : `${period.from}..${period.to}`
  }
}

export function isWholeMonths(period: Period): boolean {
  const end = partsOf(period.to)
  return partsOf(period.from).day === 1 && end.day === daysInMonth(end.year, end.month)
}

/** 同比: the same span one year earlier; a whole-month span stays whole in a leap year. */
export function sameLastYear(period: Period): Period {
  return { ...period, ...shiftMonths(period, -12) }
}

/** 环比: the span of equal length just before. Whole-month spans move by months, others by days. */
export function previousPeriod(period: Period): Period {
  if (isWholeMonths(period)) return { ...period, ...shiftMonths(period, -monthsOf(period).length) }
  const days = daysBetween(period.from, period.to)
  return { ...period, from: addDays(period.from, -days), to: addDays(period.to, -days) }
}

/** 累计同期: from 1 January of the year in which the period ends, to its end. */
export function yearToDate(period: Period): Period {
  const { year } = partsOf(period.to)
  return { from: calendarDate(year, 1, 1), to: period.to, grain: 'range' }
}

function shiftMonths(period: Period, months: number): { from: CalendarDate; to: CalendarDate } {
  const from = addMonths(period.from, months)
  if (!isWholeMonths(period)) return { from, to: addMonths(period.to, months) }
  const { year, month } = partsOf(addMonths(calendarDate(partsOf(period.to).year, partsOf(period.to).month, 1), months))
  return { from, to: calendarDate(year, month, daysInMonth(year, month)) }
}

/** Every month the period touches, `yyyy-mm`, oldest first. */
export function monthsOf(period: Period): string[] {
  const months: string[] = []
  let at = calendarDate(partsOf(period.from).year, partsOf(period.from).month, 1)
  while (at <= period.to) {
    months.push(at.slice(0, 7))
    at = addMonths(at, 1)
  }
  return months
}

/** The months that end with `period`'s last month, `count` of them: the window of a trend line. */
export function trailingMonths(period: Period, count: number): Period {
  const { year, month } = partsOf(period.to)
  const from = addMonths(calendarDate(year, month, 1), 1 - count)
  return { from, to: calendarDate(year, month, daysInMonth(year, month)), grain: 'range' }
}
