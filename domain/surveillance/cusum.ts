import { type CountSeries, dateAt, requireSeries, SurveillanceError } from './series'
import type { Verdict } from './verdict'

/** What stands in a sum before a step, after it, and whether it passed the limit. */
export interface CusumStep {
  readonly sum: number
  readonly alarm: boolean
}

export interface CusumLimits {
  /** k: what a value may be above its mean without adding to the sum; half of the shift to be found, in deviations. */
  readonly reference: number
  /** h: above this there is an alarm. */
  readonly decision: number
  /** Whether the sum begins at 0 again after an alarm. */
  readonly restart: boolean
}

/** Looks for a shift of one deviation; a false alarm in 930 steps where nothing changes (335 with a decision limit of 4). */
export const CUSUM_LIMITS: CusumLimits = { reference: 0.5, decision: 5, restart: true }

/**
 * Upper cumulative sum of standardised values: S = max(0, S + z − k), alarm above h.
 *
 * @param values z, oldest first; `null` (not reported) leaves the sum as it is and is no alarm
 * @see Page 1954; Montgomery, Statistical Quality Control, 9.1
 */
export function upperCusum(values: readonly (number | null)[], limits: CusumLimits): readonly CusumStep[] {
  const { reference, decision, restart } = limits
  if (!(reference >= 0)) throw new SurveillanceError(`A reference value of ${reference} is not a number from 0.`)
  if (!(decision > 0)) throw new SurveillanceError(`A decision limit of ${decision} is not a number above 0.`)
  let carried = 0
  return values.map((value) => {
    if (value === null) return { sum: carried, alarm: false }
    const sum = Math.max(0, carried + value - reference)
    const alarm = sum > decision
    carried = restart && alarm ? 0 : sum
    return { sum, alarm }
  })
}

/**
 * standard: (y − μ) ÷ √μ. rossi: (y − 3μ + 2√(yμ)) ÷ (2√μ), nearer to a normal for small counts (Rossi, Lampugnani and Marchi 1999,
 * doi:10.1002/(SICI)1097-0258(19990830)18:16<2111::AID-SIM171>3.0.CO;2-Q).
 */
export const COUNT_SCALES = ['standard', 'rossi'] as const
export type CountScale = (typeof COUNT_SCALES)[number]

export interface CountCusumSettings extends CusumLimits {
  readonly scale: CountScale
  /** μ where it is known (a target, a mean per step of another year); null: the mean of the first `baseline` steps, which are then not judged. */
  readonly expected: number | readonly number[] | null
  readonly baseline: number
}

export const COUNT_CUSUM: CountCusumSettings = { ...CUSUM_LIMITS, scale: 'rossi', expected: null, baseline: 24 }

/**
 * CUSUM of counts. The limit of a step is the count that would bring the sum to h, given what it carries; the score is the sum.
 *
 * @returns a verdict for every step; a step that was not reported, or belongs to the baseline, is not judged
 * @throws SurveillanceError for a series or settings that cannot be used
 */
export function countCusum(series: CountSeries, settings: CountCusumSettings): readonly Verdict[] {
  requireSeries(series)
  const { counts } = series
  const start = settings.expected === null ? settings.baseline : 0
  const means = expectedCounts(counts, settings)
  const steps = upperCusum(
    counts.map((count, at) => (at < start || count === null ? null : scaled(count, means[at] ?? 0, settings.scale))),
    settings,
  )
  return counts.map((observed, at): Verdict => {
    const date = dateAt(series, at)
    if (at < start) return { kind: 'not-judged', date, observed, why: 'history-short' }
    if (observed === null) return { kind: 'not-judged', date, observed, why: 'not-reported' }
    const { sum, alarm } = steps[at] ?? { sum: Number.NaN, alarm: false }
    const before = steps[at - 1]
    const carried = !before || (settings.restart && before.alarm) ? 0 : before.sum
    const mean = means[at] ?? 0
    const limit = countAt(settings.decision + settings.reference - carried, mean, settings.scale)
    return { kind: 'judged', date, observed, expected: mean, limit, score: sum, alarm, chance: null }
  })
}

function scaled(count: number, mean: number, scale: CountScale): number {
  if (scale === 'standard') return (count - mean) / Math.sqrt(mean)
  return (count - 3 * mean + 2 * Math.sqrt(count * mean)) / (2 * Math.sqrt(mean))
}

/** The count whose scaled value is `value`; null where every count from 0 lies above it. */
function countAt(value: number, mean: number, scale: CountScale): number | null {
  if (scale === 'standard') {
    const count = mean + value * Math.sqrt(mean)
    return count < 0 ? null : count
  }
  // With s = √y: s² + 2√μ s − 3μ − 2√μ·value = 0.
  const inside = 4 * mean + 2 * Math.sqrt(mean) * value
  const root = Math.sqrt(Math.max(0, inside)) - Math.sqrt(mean)
  return inside < 0 || root < 0 ? null : root * root
}

function expectedCounts(counts: readonly (number | null)[], settings: CountCusumSettings): readonly number[] {
  const { expected, baseline } = settings
  if (typeof expected === 'number') return requireMeans(counts.map(() => expected))
  if (expected !== null) {
    if (expected.length !== counts.length)
      throw new SurveillanceError(
        `There are ${expected.length} expected values for ${counts.length} counts; give one each.`,
      )
    return requireMeans(expected)
  }
  if (!Number.isInteger(baseline) || baseline < 2)
    throw new SurveillanceError(`A baseline of ${baseline} steps is too short; give a whole number from 2.`)
  const known = counts.slice(0, baseline).filter((count) => count !== null)
  const mean = known.reduce((sum, count) => sum + count, 0) / known.length
  if (!(mean > 0))
    throw new SurveillanceError(
      `The first ${baseline} steps have no case to take a mean of; give expected, or a longer baseline.`,
    )
  return counts.map(() => mean)
}

function requireMeans(means: readonly number[]): readonly number[] {
  const wrong = means.findIndex((mean) => !(Number.isFinite(mean) && mean > 0))
  if (wrong >= 0) throw new SurveillanceError(`Expected value ${wrong + 1} is ${means[wrong]}; give a number above 0.`)
  return means
}
