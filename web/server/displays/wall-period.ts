import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  daysInMonth,
  partsOf,
} from '@cockpit/domain/period/calendar'
import { monthPeriod, type Period } from '@cockpit/domain/period/period'

/** The last month that is whole on a day: the day's own month when the day ends it, else the one before. */
export function lastWholeMonth(through: CalendarDate): Period {
  const { year, month, day } = partsOf(through)
  if (day === daysInMonth(year, month)) return monthPeriod(year, month)
  const before = partsOf(addMonths(calendarDate(year, month, 1), -1))
  return monthPeriod(before.year, before.month)
}

/** `count` months that end with the month of `through`, as query text, and each of them as `yyyy-mm`. */
export function monthsEnding(through: CalendarDate, count: number): { text: string; months: string[] } {
  const { year, month } = partsOf(through)
  const last = calendarDate(year, month, 1)
  const months = Array.from({ length: count }, (_, index) => addMonths(last, index + 1 - count).slice(0, 7))
  return { text: `${months[0]}..${months.at(-1)}`, months }
}

/** The fortnight that ends on a day, as query text, and its days. */
export function fortnightEnding(day: CalendarDate): { text: string; days: string[] } {
  const days = Array.from({ length: 14 }, (_, index) => addDays(day, index - 13))
  return { text: `${days[0]}..${day}`, days }
}
