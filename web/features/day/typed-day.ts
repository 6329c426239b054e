import { addDays, CalendarDate, calendarDate, daysInMonth, mondayOf, partsOf } from '@cockpit/domain/period/calendar'

/** Digits apart by anything that people write between them, or eight digits at once. */
const APART = /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/
const AT_ONCE = /^(\d{4})(\d{2})(\d{2})$/

/** The day that somebody typed: `2026-11-22`, `2026/11/22`, `20261122`, `2026年11月22日`; null where it is none. */
export function typedDay(text: string): CalendarDate | null {
  const [, year = '', month = '', day = ''] = APART.exec(text.trim()) ?? AT_ONCE.exec(text.trim()) ?? []
  return CalendarDate.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`).data ?? null
}

/** The time of day that somebody typed, as `hh:mm`: `8:05`, `08：05`, `0805`, `8点5分`; null where it is none. */
export function typedClock(text: string): string | null {
  const said = text.trim()
  const [, hour = '', minute = ''] = /^(\d{1,2})\D(\d{1,2})\D?$/.exec(said) ?? /^(\d{2})(\d{2})$/.exec(said) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return null
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}

/** The weeks, Monday first, that hold a month: whole ones, so with days of the months beside it. */
export function weeksOf(year: number, month: number): CalendarDate[][] {
  const last = calendarDate(year, month, daysInMonth(year, month))
  const weeks: CalendarDate[][] = []
  for (let monday = mondayOf(calendarDate(year, month, 1)); monday <= last; monday = addDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, day) => addDays(monday, day)))
  return weeks
}

/** Is the day in the month? */
export function isIn(day: CalendarDate, year: number, month: number): boolean {
  const parts = partsOf(day)
  return parts.year === year && parts.month === month
}
