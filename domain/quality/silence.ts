import type { CalendarDate } from '../period/calendar'
import { dueDay, nextPeriod, type OwedEvery, periodEnd, periodStart } from './due-day'

/**
 * Where an institution stands with a table it owes.
 * current: everything due has come · waiting: the next period has ended and may still come in time · overdue: it is late ·
 * never: nothing has ever come, and something was due.
 */
export type Standing = 'current' | 'waiting' | 'overdue' | 'never'

export interface Silence {
  readonly standing: Standing
  /** First day of the oldest period that is missing since the last report; null while nothing is due. */
  readonly since: CalendarDate | null
  /** Periods after the last report whose due day has passed. */
  readonly missed: number
}

export interface Obligation {
  readonly every: OwedEvery
  readonly dueDays: number
  /** The day the institution began to owe the table: its opening or the table's first day in the province. */
  readonly from: CalendarDate
}

/** More periods than this are told as this many: two years and a bit of days. */
const MOST = 800

/**
 * Judges silence by what is due today, so that nobody is blamed before the due day has passed.
 * @param last the newest day the institution has a valid row for; null when it has none
 */
export function silenceOf(
  last: CalendarDate | null,
  { every, dueDays, from }: Obligation,
  today: CalendarDate,
): Silence {
  const first = last === null || last < from ? periodStart(from, every) : nextPeriod(last, every)
  let missed = 0
  for (let at = first; missed < MOST && dueDay(at, every, dueDays) < today; at = nextPeriod(at, every)) missed++
  if (missed > 0) return { standing: last === null ? 'never' : 'overdue', since: first, missed }
  return periodEnd(first, every) < today
    ? { standing: 'waiting', since: first, missed: 0 }
    : { standing: 'current', since: null, missed: 0 }
}
