import { normalQuantile } from '../distribution/normal'
import { shareInterval } from '../quality/interval'
import { poissonInterval } from '../spc/poisson-limits'
import type { Interval } from './rank-interval'

/** Interval of a value at a confidence; null where there is nothing to divide by. */
export type IntervalAt = (confidence: number) => Interval | null

/** Of events over expected events or exposure: the exact Poisson interval of the events, over the base. */
export function ratioIntervalAt(observed: number, base: number): IntervalAt {
  return (confidence) => {
    if (!(base > 0)) return null
    const { lower, upper } = poissonInterval(observed, (1 - confidence) / 2)
    return { lower: lower / base, upper: upper / base }
  }
}

/** Of a share of cases: Wilson's score interval. */
export function shareIntervalAt(part: number, whole: number): IntervalAt {
  return (confidence) => {
    const found = shareInterval(part, whole, normalQuantile((1 + confidence) / 2))
    return found && { lower: found.from, upper: found.to }
  }
}
