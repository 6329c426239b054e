import { addDays, type CalendarDate } from '@cockpit/domain/period/calendar'
import type { OwedEvery } from '@cockpit/domain/quality/due-day'
import { periodEnd } from '@cockpit/domain/quality/due-day'

/** What one day of a coverage calendar says. `future`: not over yet. `off`: nothing was owed. */
export type DayState = 'good' | 'late' | 'open' | 'missing' | 'future' | 'off'

export interface StripMark {
  readonly day: string
  readonly standing: number
  readonly open: number
  readonly late: boolean
}

export interface StripDay {
  readonly day: CalendarDate
  readonly state: DayState
  readonly rows: number
}

/**
 * The days of a span. A table owed by the day is judged day by day; of any other a day without rows is simply a day without rows, because
 * the month or year is what is owed.
 */
export function stripDays(
  marks: readonly StripMark[],
  span: { readonly from: CalendarDate; readonly to: CalendarDate },
  every: OwedEvery | null,
  today: CalendarDate,
): StripDay[] {
  const byDay = new Map(marks.map((mark) => [mark.day, mark]))
  const days: StripDay[] = []
  for (let day = span.from; day <= span.to; day = addDays(day, 1)) {
    const mark = byDay.get(day)
    days.push({ day, state: stateOf(mark, day, every, today), rows: mark?.standing ?? 0 })
  }
  return days
}

function stateOf(
  mark: StripMark | undefined,
  day: CalendarDate,
  every: OwedEvery | null,
  today: CalendarDate,
): DayState {
  if (mark && mark.open > 0) return 'open'
  if (mark && mark.standing > 0) return mark.late ? 'late' : 'good'
  if (periodEnd(day, 'day') >= today) return 'future'
  return every === 'day' ? 'missing' : 'off'
}
