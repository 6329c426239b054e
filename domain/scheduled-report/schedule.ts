import { z } from 'zod'
import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  daysInMonth,
  mondayOf,
  partsOf,
  shanghaiDate,
} from '../period/calendar'

/** A time of day on the province's clock, `08:00`. */
const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is written 08:00')
/** A day the month lacks is its last day. */
const MonthDay = z.int().min(1).max(31)

/** When a report falls due. A week begins on Monday (1); a quarter's day is one of its first month. */
export const Schedule = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day'), at: ClockTime }),
  z.strictObject({ every: z.literal('week'), weekday: z.int().min(1).max(7), at: ClockTime }),
  z.strictObject({ every: z.literal('month'), day: MonthDay, at: ClockTime }),
  z.strictObject({ every: z.literal('quarter'), day: MonthDay, at: ClockTime }),
])
export type Schedule = z.infer<typeof Schedule>

/** The first due instant after `after`. Pure; UTC+8 has had no summer time since 1992. */
export function nextDue(schedule: Schedule, after: Date): Date {
  const today = shanghaiDate(after)
  const [first, second] = [0, 1].map((turn) => instantOf(dueDay(schedule, today, turn), schedule.at)) as [Date, Date]
  return first > after ? first : second
}

/** The due instants after `after` up to and including `until`, oldest first, at most `most` of them: what a pause of the machine left undone. */
export function duesAfter(schedule: Schedule, after: Date, until: Date, most: number): Date[] {
  const dues: Date[] = []
  for (let due = nextDue(schedule, after); due <= until && dues.length < most; due = nextDue(schedule, due))
    dues.push(due)
  return dues
}

/** The due day of the day, week, month or quarter that `today` lies in (`turn` 0), or of the one after it (1). */
function dueDay(schedule: Schedule, today: CalendarDate, turn: number): CalendarDate {
  if (schedule.every === 'day') return addDays(today, turn)
  if (schedule.every === 'week') return addDays(mondayOf(today), schedule.weekday - 1 + 7 * turn)
  const months = schedule.every === 'quarter' ? 3 : 1
  const { year, month } = partsOf(today)
  const start = calendarDate(year, Math.floor((month - 1) / months) * months + 1, 1)
  const at = partsOf(addMonths(start, months * turn))
  return calendarDate(at.year, at.month, Math.min(schedule.day, daysInMonth(at.year, at.month)))
}

function instantOf(day: CalendarDate, at: string): Date {
  return new Date(`${day}T${at}:00+08:00`)
}
