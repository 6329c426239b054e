import { studentUpper } from '../distribution/student'
import { type CountSeries, dateAt, requireSeries, SurveillanceError } from './series'
import type { Verdict } from './verdict'

export const EARS_METHODS = ['C1', 'C2', 'C3'] as const
export type EarsMethod = (typeof EARS_METHODS)[number]

export interface EarsSettings {
  readonly method: EarsMethod
  /** How many steps make the baseline: the ones just before (C1), or those before a gap of two (C2, C3). */
  readonly baseline: number
  /** How many of them have to be reported. Equal to `baseline`, no gap is allowed. */
  readonly fewest: number
  /** C1 and C2 alarm above so many standard deviations, C3 above this sum. */
  readonly threshold: number
  /** The standard deviation is taken to be at least this, so that a flat baseline does not make one case an alarm. */
  readonly floor: number
  /** C3 only: the two steps before do not count where C2 was above 3 in them, so that an old alarm does not sound on (CDC's practice). */
  readonly leaveOutAlarms: boolean
}

/** Customary settings: seven steps, three deviations (C3: a sum of two); the floor of half a case is ours. */
export function earsSettings(method: EarsMethod): EarsSettings {
  return { method, baseline: 7, fewest: 7, threshold: method === 'C3' ? 2 : 3, floor: 0.5, leaveOutAlarms: false }
}

/** C2 and C3 leave two steps between the baseline and the one judged, so that the first days of an outbreak do not raise their own baseline. */
const GAP = 2
/** Steps that C3 adds up. */
const SPAN = 3
/** From this C2 on a step was itself an alarm. */
const C2_ALARM = 3

/**
 * EARS C1, C2 and C3: each count against the mean x̄ and the deviation s of a short baseline just before it.
 *
 *   C1_t = (y_t − x̄) ÷ max(s, floor), baseline t−7 .. t−1; C2_t the same with t−9 .. t−3; alarm above 3
 *   C3_t = Σ_{i=t−2..t} max(0, C2_i − 1); alarm above 2
 *
 * `chance` of C1 and C2 is that of Student's distribution for one more count after n of a baseline, t = C ÷ √(1 + 1/n) with n − 1 degrees of
 * freedom; it does not take the floor for knowledge of s. C3 has none.
 *
 * @param range only these steps, by their place in the series; all of them without it
 * @returns a verdict for every step asked for; a step whose count or baseline is missing is not judged, and C3 needs three C2
 * @throws SurveillanceError for a series or settings that cannot be used
 * @see Hutwagner et al. 2003, doi:10.1007/PL00022319; Fricker et al. 2008, doi:10.1002/sim.3197
 */
export function ears(
  series: CountSeries,
  settings: EarsSettings,
  range: { readonly from: number; readonly to: number } = { from: 0, to: series.counts.length - 1 },
): readonly Verdict[] {
  requireSeries(series)
  requireSettings(settings)
  // C3 adds up the steps just before as well.
  const first = Math.max(0, range.from - (SPAN - 1))
  const steps = series.counts.map((_, index) =>
    index < first || index > range.to ? 'history-short' : standing(series, index, settings),
  )
  return steps
    .map((step, index) => ({ step, index }))
    .slice(range.from, range.to + 1)
    .map(({ step, index }) =>
      settings.method === 'C3' ? summed(series, steps, index, settings) : single(series, step, index, settings),
    )
}

/** Mean and deviation before a step, and its count in deviations. */
interface Standing {
  readonly observed: number
  readonly mean: number
  readonly deviation: number
  readonly excess: number
  readonly size: number
}
type Unknown = 'not-reported' | 'history-short' | 'history-gap'

function standing({ counts }: CountSeries, index: number, settings: EarsSettings): Standing | Unknown {
  const end = index - (settings.method === 'C1' ? 0 : GAP)
  const start = end - settings.baseline
  if (start < 0) return 'history-short'
  const observed = counts[index] ?? null
  if (observed === null) return 'not-reported'
  const known = counts.slice(start, end).filter((count) => count !== null)
  if (known.length < settings.fewest) return 'history-gap'
  const mean = known.reduce((sum, count) => sum + count, 0) / known.length
  const squares = known.reduce((sum, count) => sum + (count - mean) ** 2, 0)
  const deviation = Math.max(Math.sqrt(squares / (known.length - 1)), settings.floor)
  return { observed, mean, deviation, excess: inDeviations(observed - mean, deviation), size: known.length }
}

/** With a floor of 0 a flat baseline makes any case above it infinitely many deviations. */
function inDeviations(difference: number, deviation: number): number {
  return difference === 0 ? 0 : difference / deviation
}

function single(series: CountSeries, at: Standing | Unknown, index: number, { threshold }: EarsSettings): Verdict {
  const date = dateAt(series, index)
  if (typeof at === 'string') return { kind: 'not-judged', date, observed: series.counts[index] ?? null, why: at }
  const { observed, mean, deviation, excess, size } = at
  return {
    kind: 'judged',
    date,
    observed,
    expected: mean,
    limit: mean + threshold * deviation,
    score: excess,
    alarm: excess > threshold,
    chance: studentUpper(excess / Math.sqrt(1 + 1 / size), size - 1),
  }
}

function summed(
  series: CountSeries,
  steps: readonly (Standing | Unknown)[],
  index: number,
  { threshold, leaveOutAlarms }: EarsSettings,
): Verdict {
  const date = dateAt(series, index)
  const observed = series.counts[index] ?? null
  const at = steps[index] ?? 'history-short'
  if (typeof at === 'string') return { kind: 'not-judged', date, observed, why: at }
  const before = Array.from({ length: SPAN - 1 }, (_, back) => steps[index - 1 - back] ?? 'history-short')
  const unknown = before.find((one) => typeof one === 'string')
  if (unknown !== undefined)
    return { kind: 'not-judged', date, observed, why: unknown === 'history-short' ? unknown : 'history-gap' }
  const past = before.reduce((sum, one) => {
    if (typeof one === 'string' || (leaveOutAlarms && one.excess > C2_ALARM)) return sum
    return sum + Math.max(0, one.excess - 1)
  }, 0)
  const score = past + Math.max(0, at.excess - 1)
  return {
    kind: 'judged',
    date,
    observed: at.observed,
    expected: at.mean,
    limit: past > threshold ? null : at.mean + (1 + threshold - past) * at.deviation,
    score,
    alarm: score > threshold,
    chance: null,
  }
}

function requireSettings({ baseline, fewest, threshold, floor }: EarsSettings): void {
  if (!Number.isInteger(baseline) || baseline < 3)
    throw new SurveillanceError(`A baseline of ${baseline} steps is too short; give a whole number from 3.`)
  if (!Number.isInteger(fewest) || fewest < 3 || fewest > baseline)
    throw new SurveillanceError(
      `${fewest} reported steps cannot be asked of a baseline of ${baseline}; give a whole number from 3 to ${baseline}.`,
    )
  if (!(threshold > 0)) throw new SurveillanceError(`A threshold of ${threshold} is not above 0.`)
  if (!(floor >= 0)) throw new SurveillanceError(`A floor of ${floor} is not a number from 0.`)
}
