import {
  addDays,
  addMonths,
  CalendarDate,
  calendarDate,
  daysBetween,
  daysInMonth,
  isMonthEnd,
  mondayOfWeek,
  moveEnd,
  partsOf,
  weekOf,
  weeksInYear,
} from './calendar'

/** What a period is named by and a line steps by, shortest first. A fiscal and a statistical year is the calendar year in China. */
export const GRAINS = ['day', 'week', 'month', 'quarter', 'half', 'year'] as const
export type Grain = (typeof GRAINS)[number]

/** A closed span of days. `grain` says what it was named by; `range` is anything else. */
export interface Period {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly grain: Grain | 'range'
}

export class PeriodError extends Error {}

/**
 * Reads a period from a URL or a command line.
 * `2026` a year · `2026-H1` a half year · `2026-Q3` a quarter · `2026-10` a month · `2026-W41` a week (Monday to Sunday) · `2026-10-05` a
 * day · `A..B` from the start of A to the end of B.
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
    `"${text.slice(0, 40)}" is not a period. Write 2026, 2026-H1, 2026-Q3, 2026-10, 2026-W41, 2026-10-05 or a range such as 2026-01..2026-10.`,
  )
}

function parseNamed(text: string): Period | undefined {
  const match = /^(\d{4})(?:-(?:(?<part>[HQW])(?<number>\d{1,2})|(?<month>\d{2})(?:-(?<day>\d{2}))?))?$/.exec(text)
  if (!match) return undefined
  const year = Number(match[1])
  if (year < 1949 || year > 2999) return undefined
  const { part, number = '', month, day } = match.groups ?? {}
  if (part) return parseNumbered(year, part as 'H' | 'Q' | 'W', number)
  if (!month) return { from: calendarDate(year, 1, 1), to: calendarDate(year, 12, 31), grain: 'year' }
  if (!day) return Number(month) >= 1 && Number(month) <= 12 ? monthPeriod(year, Number(month)) : undefined
  const date = CalendarDate.safeParse(text)
  return date.success ? { from: date.data, to: date.data, grain: 'day' } : undefined
}

/** A half year, a quarter or a week of a year; a week is written with two digits. */
function parseNumbered(year: number, part: 'H' | 'Q' | 'W', digits: string): Period | undefined {
  const number = Number(digits)
  if (digits.length !== (part === 'W' ? 2 : 1) || number < 1) return undefined
  if (part === 'W') {
    if (number > weeksInYear(year)) return undefined
    const from = mondayOfWeek(year, number)
    return { from, to: addDays(from, 6), grain: 'week' }
  }
  const months = part === 'H' ? 6 : 3
  if (number > 12 / months) return undefined
  const last = number * months
  return {
    from: calendarDate(year, last - months + 1, 1),
    to: calendarDate(year, last, daysInMonth(year, last)),
    grain: part === 'H' ? 'half' : 'quarter',
  }
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
    case 'week': {
      const { year, week } = weekOf(period.from)
      return `${year}-W${String(week).padStart(2, '0')}`
    }
    case 'month':
      return period.from.slice(0, 7)
    case 'half':
      return `${year}-H${month > 6 ? 2 : 1}`
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
  return partsOf(period.from).day === 1 && isMonthEnd(period.to)
}

/**
 * 同比: the same span one year earlier; a whole-month span stays whole in a leap year. A week is compared with the week of the same number,
 * so that weekdays stand against weekdays; week 53 with the last week of a year that has 52.
 */
export function sameLastYear(period: Period): Period {
  if (period.grain === 'week') {
    const { year, week } = weekOf(period.from)
    const from = mondayOfWeek(year - 1, Math.min(week, weeksInYear(year - 1)))
    return { from, to: addDays(from, 6), grain: 'week' }
  }
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
  return { from, to: isWholeMonths(period) ? moveEnd(period.to, months) : addMonths(period.to, months) }
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
