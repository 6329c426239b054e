import { addDays, CalendarDate, daysBetween } from '../period/calendar'
import type { Suppression } from './definition'
import { lunarNewYear } from './lunar-new-year'

/** Why a step is left out: the holiday, or the reason somebody wrote beside the span. */
export interface SuppressedBy {
  readonly kind: 'newYear' | 'span'
  readonly reason: string
}

/**
 * Whether a step (first to last day) lies in a suppression window: at least half of its days do. A week or a day is in or out; of the months the one that holds
 * most of the holiday is.
 */
export function suppressedBy(
  suppress: Suppression | undefined,
  from: CalendarDate,
  to: CalendarDate,
): SuppressedBy | null {
  if (!suppress) return null
  const half = daysBetween(from, to) / 2
  const covers = (first: string, last: string) => {
    const start = first > from ? first : from
    const end = last < to ? last : to
    return start <= end && daysBetween(CalendarDate.parse(start), CalendarDate.parse(end)) >= half
  }
  const span = suppress.spans?.find((one) => covers(one.from, one.to))
  if (span) return { kind: 'span', reason: span.reason }
  if (!suppress.newYear) return null
  const { before, after } = suppress.newYear
  for (const year of new Set([Number(from.slice(0, 4)), Number(to.slice(0, 4))])) {
    const day = lunarNewYear(year)
    if (!day) continue
    const first = CalendarDate.parse(day)
    if (covers(addDays(first, -before), addDays(first, after))) return { kind: 'newYear', reason: '' }
  }
  return null
}
