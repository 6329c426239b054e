import { z } from 'zod'

/** A date without time or zone, `yyyy-mm-dd`. The province's calendar is Asia/Shanghai; no arithmetic here needs a clock. */
export const CalendarDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is yyyy-mm-dd')
  .refine(isRealDate, 'there is no such day')
  .brand<'CalendarDate'>()
export type CalendarDate = z.infer<typeof CalendarDate>

function isRealDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text
}

export function calendarDate(year: number, month: number, day: number): CalendarDate {
  return CalendarDate.parse(
    `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  )
}

export function partsOf(date: CalendarDate): { year: number; month: number; day: number } {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return { year, month, day }
}

/** Days in a month, `month` 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  const { year, month, day } = partsOf(date)
  return CalendarDate.parse(new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10))
}

/** Moves by whole months; a day the target month lacks becomes its last day (31 March − 1 month = 28 or 29 February). */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = partsOf(date)
  const index = year * 12 + (month - 1) + months
  const toYear = Math.floor(index / 12)
  const toMonth = (index % 12) + 1
  return calendarDate(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))
}

/** Whole days from `a` to `b`, inclusive of both ends. */
export function daysBetween(a: CalendarDate, b: CalendarDate): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000) + 1
}

/** Monday of the week a day lies in. A week is Monday to Sunday (GB/T 7408, ISO 8601). */
export function mondayOf(date: CalendarDate): CalendarDate {
  return addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7))
}

/** Number of the week a day lies in, and the year it is counted in: that of its Thursday, so the first days of January may belong to the year before. */
export function weekOf(date: CalendarDate): { year: number; week: number } {
  const thursday = addDays(mondayOf(date), 3)
  const { year } = partsOf(thursday)
  return { year, week: Math.ceil(daysBetween(calendarDate(year, 1, 1), thursday) / 7) }
}

/** Monday of a numbered week; the week of 4 January is the first. */
export function mondayOfWeek(year: number, week: number): CalendarDate {
  return addDays(mondayOf(calendarDate(year, 1, 4)), (week - 1) * 7)
}

/** 52 or 53: the last week is that of 28 December. */
export function weeksInYear(year: number): number {
  return weekOf(calendarDate(year, 12, 28)).week
}

/** Is it the last day of its month? */
export function isMonthEnd(date: CalendarDate): boolean {
  const { year, month, day } = partsOf(date)
  return day === daysInMonth(year, month)
}

/** Moves the end of a span by whole months: the end of a month becomes the end of a month (28 February + 1 month = 31 March). */
export function moveEnd(date: CalendarDate, months: number): CalendarDate {
  const moved = addMonths(date, months)
  if (!isMonthEnd(date)) return moved
  const { year, month } = partsOf(moved)
  return calendarDate(year, month, daysInMonth(year, month))
}

/** Saturday or Sunday. Says nothing of public holidays and the working weekends around them. */
export function isWeekend(date: CalendarDate): boolean {
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
}

/** The calendar day in Asia/Shanghai (UTC+8 all year since 1992) at an instant. */
export function shanghaiDate(at: Date): CalendarDate {
  return CalendarDate.parse(new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10))
}
