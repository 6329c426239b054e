import { normalQuantile } from '../distribution/normal'
import { studentQuantile } from '../distribution/student'
import { shareInterval } from '../quality/interval'
import { poissonInterval } from '../spc/poisson-limits'
import { FEWEST_POINTS } from '../spc/xmr'
import { xmrLimits } from '../spc/xmr-limits'
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

/** d₂: the mean range of two normal draws, in standard deviations. */
const D2 = 1.128379
/** Degrees of freedom that one moving range is worth, overlapping as they do (Wheeler, Advanced Topics in Statistical Process Control). */
const WORTH_OF_A_RANGE = 0.62

/**
 * Of a value that counts no events (a share of income, a mean stay): by the place's own variation from month to month.
 *
 *   σ = mR̄ ÷ d₂,  interval = value ± t·σ ÷ √span
 *
 * with Student's t of 0.62 degrees of freedom for each moving range. No range is screened out, so a leap makes the interval wider. A default of
 * ours, not policy.
 * @param value of the period
 * @param months values of single months in order of time, up to and with the period; fewer than twelve give no interval
 * @param span whole months the period has, from 1
 */
export function monthsIntervalAt(value: number, months: readonly number[], span: number): IntervalAt {
  return (confidence) => {
    if (months.length < FEWEST_POINTS || !(span >= 1)) return null
    const sigma = xmrLimits(months, false).meanRange / D2
    const t = studentQuantile((1 - confidence) / 2, WORTH_OF_A_RANGE * (months.length - 1))
    const reach = (t * sigma) / Math.sqrt(span)
    return { lower: value - reach, upper: value + reach }
  }
}
