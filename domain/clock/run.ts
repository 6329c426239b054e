import { DAY_MS, dayKind, dayOf, startOfDay } from './calendar'

/** A span of a working day in milliseconds since midnight, its end excluded. */
export interface WorkingSpan {
  readonly from: number
  readonly until: number
}

/** How a clock counts: without a stop, or in working time only. */
export type Counting =
  | { readonly kind: 'always' }
  | { readonly kind: 'working'; readonly spans: readonly WorkingSpan[] }

export const ALWAYS: Counting = { kind: 'always' }

/** What one day is worth, in milliseconds. */
export function dayLength(counting: Counting): number {
  if (counting.kind === 'always') return DAY_MS
  return counting.spans.reduce((sum, { from, until }) => sum + until - from, 0)
}

/** Clock time between two instants; 0 when the second is not later (a machine's clock that jumped back takes nothing away). */
export function elapsed(counting: Counting, from: Date, to: Date): number {
  if (to <= from) return 0
  if (counting.kind === 'always') return to.getTime() - from.getTime()
  let sum = 0
  for (let day = dayOf(from); day <= dayOf(to); day++)
    for (const [start, end] of spansOn(counting.spans, day))
      sum += Math.max(0, Math.min(end, to.getTime()) - Math.max(start, from.getTime()))
  return sum
}

/** The instant at which `ms` of clock time have passed: the end of a working span rather than the beginning of the next. */
export function after(counting: Counting, from: Date, ms: number): Date {
  if (counting.kind === 'always' || ms <= 0) return new Date(from.getTime() + Math.max(0, ms))
  let left = ms
  // A clock runs for weeks; who asks for ten years has set something wrong.
  for (let day = dayOf(from); day <= dayOf(from) + 3_660; day++)
    for (const [start, end] of spansOn(counting.spans, day)) {
      const begin = Math.max(start, from.getTime())
      if (begin >= end) continue
      if (left <= end - begin) return new Date(begin + left)
      left -= end - begin
    }
  throw new RangeError('the clock would run for more than ten years')
}

function spansOn(spans: readonly WorkingSpan[], day: number): [number, number][] {
  if (!dayKind(day).working) return []
  const start = startOfDay(day)
  return spans.map(({ from, until }) => [start + from, start + until])
}
