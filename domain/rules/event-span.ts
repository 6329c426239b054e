import { type CalendarDate, daysBetween } from '../period/calendar'

/** When something is said to have happened, and when people noticed it without a rule. */
export interface EventSpan {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly noticed?: CalendarDate | undefined
}

export type SpanFault = 'ends-first' | 'too-long' | 'in-the-future' | 'noticed-first'

/** Longer than this is no event but how things are. */
const LONGEST_DAYS = 1100

/** Why such a span cannot be compared with alerts; null where it can. */
export function spanFault({ from, to, noticed }: EventSpan, today: CalendarDate): SpanFault | null {
  if (to < from) return 'ends-first'
  if (daysBetween(from, to) > LONGEST_DAYS) return 'too-long'
  if (from > today || (noticed !== undefined && noticed > today)) return 'in-the-future'
  return noticed !== undefined && noticed < from ? 'noticed-first' : null
}
