import { addDays, addMonths, type CalendarDate, calendarDate, partsOf, shanghaiDate } from '../period/calendar'

/** How often a table is owed. */
export type OwedEvery = 'day' | 'month' | 'year'

/** First day of the day, month or year a row's day lies in. */
export function periodStart(day: CalendarDate, every: OwedEvery): CalendarDate {
  const { year, month } = partsOf(day)
  if (every === 'day') return day
  return calendarDate(year, every === 'year' ? 1 : month, 1)
}

/** Last day of the day, month or year a row's day lies in. */
export function periodEnd(day: CalendarDate, every: OwedEvery): CalendarDate {
  return addDays(nextPeriod(periodStart(day, every), every), -1)
}

/** First day of the period after the one a day lies in. */
export function nextPeriod(day: CalendarDate, every: OwedEvery): CalendarDate {
  const start = periodStart(day, every)
  return every === 'day' ? addDays(start, 1) : addMonths(start, every === 'month' ? 1 : 12)
}

/** The last day on which a row is still on time: `dueDays` after its period's end. With 0 days it is due on that very day. */
export function dueDay(day: CalendarDate, every: OwedEvery, dueDays: number): CalendarDate {
  return addDays(periodEnd(day, every), dueDays)
}

/** Received before midnight of the due day in Asia/Shanghai; the first instant of the next day is late. */
export function isOnTime(received: Date, due: CalendarDate): boolean {
  return shanghaiDate(received) <= due
}
