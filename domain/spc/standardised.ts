import { FEWEST_EXPECTED, type Sample } from './funnel'
import { FUNNEL_LEVELS, type Limits } from './funnel-level'
import { poissonInterval } from './poisson-limits'

/** Cases and events of one hospital in one stratum. */
export interface StratumCount {
  readonly stratum: string
  readonly cases: number
  readonly observed: number
}

export interface StratumShare extends StratumCount {
  /** Rate of the reference, 0..1; null where the reference does not know the stratum. */
  readonly rate: number | null
  /** cases × rate. */
  readonly expected: number | null
  /** Observed less expected: what the stratum adds to the difference. The strata's add up to the whole's. */
  readonly excess: number | null
}

export interface StandardisedRatio {
  /** Events and expected events of the strata that the reference knows. */
  readonly observed: number
  readonly expected: number
  /** `small` and `none` have no ratio: too few are expected to say anything. */
  readonly sample: Sample
  /** Observed ÷ expected; 1 is the reference. */
  readonly ratio: number | null
  readonly interval: Limits | null
  readonly strata: readonly StratumShare[]
  /** Cases and events in strata that the reference does not know. They are in neither sum. */
  readonly unmatched: { readonly cases: number; readonly observed: number }
}

/**
 * Indirectly standardised ratio (标化死亡比): what happened over what would have happened at the reference's rates with this hospital's cases.
 *
 *   E = Σ n_s·r_s,  SMR = O ÷ E,  interval = exact Poisson interval of O over E
 *
 * Two hospitals' ratios stand on different cases: each compares with the reference, strictly not with the other.
 * @param rates of the reference by stratum, 0..1
 * @param tail share outside the interval on each side; 0.025 for 95 %
 */
export function standardisedRatio(
  strata: readonly StratumCount[],
  rates: ReadonlyMap<string, number>,
  { fewest = FEWEST_EXPECTED, tail = FUNNEL_LEVELS.attention.tail }: { fewest?: number; tail?: number } = {},
): StandardisedRatio {
  const shares = strata.map((count): StratumShare => {
    const rate = rates.get(count.stratum) ?? null
    const expected = rate === null ? null : count.cases * rate
    return { ...count, rate, expected, excess: expected === null ? null : count.observed - expected }
  })
  const known = shares.filter((share) => share.rate !== null)
  const strange = shares.filter((share) => share.rate === null)
  const observed = sum(known.map((share) => share.observed))
  const expected = sum(known.map((share) => share.expected ?? 0))
  const sample: Sample = expected < 1 ? 'none' : expected < fewest ? 'small' : 'enough'
  const { lower, upper } = poissonInterval(observed, tail)
  const enough = sample === 'enough'
  return {
    observed,
    expected,
    sample,
    ratio: enough ? observed / expected : null,
    interval: enough ? { lower: lower / expected, upper: upper / expected } : null,
    strata: shares,
    unmatched: {
      cases: sum(strange.map((share) => share.cases)),
      observed: sum(strange.map((share) => share.observed)),
    },
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
