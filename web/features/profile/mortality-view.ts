import type { Answer, Envelope } from '@cockpit/domain/indicator/envelope'
import type { Sample } from '@cockpit/domain/spc/funnel'
import { FEWEST_EXPECTED } from '@cockpit/domain/spc/funnel'
import { FUNNEL_LEVELS, type Limits } from '@cockpit/domain/spc/funnel-level'
import { poissonInterval } from '@cockpit/domain/spc/poisson-limits'

export interface MortalityStratum {
  readonly key: string
  readonly cases: number
  readonly observed: number
  readonly expected: number
  /** Observed less expected; the strata's add up to the whole's. */
  readonly excess: number
  /** Of all expected deaths, 0..1. */
  readonly share: number
}

export interface MortalityView {
  readonly observed: number
  readonly expected: number
  readonly sample: Sample
  /** Null with fewer than five expected: too few to say anything. */
  readonly ratio: number | null
  readonly interval: Limits | null
  /** Groups with their figures, the largest excess first. */
  readonly strata: readonly MortalityStratum[]
  /** What the groups that may not be shown hold together; null where none is withheld or only one is. */
  readonly rest: Omit<MortalityStratum, 'key' | 'cases'> | null
  readonly withheld: number
}

/**
 * Observed and expected deaths of a facility with the groups they come from. Both are sums over cases, so that the groups and what is withheld
 * add up to the whole.
 * @param total the ratio of the facility, @param by the same by group; numerator observed, denominator expected
 * @returns null where the facility has no such figure
 */
export function mortalityView(
  total: Answer,
  by: Answer,
  ids: { readonly ratio: string; readonly cases: string },
): MortalityView | null {
  const whole = sides(total.rows[0]?.cells[ids.ratio])
  if (!whole) return null
  const strata = by.rows
    .flatMap((row) => {
      const found = sides(row.cells[ids.ratio])
      const cases = row.cells[ids.cases]
      if (!found || cases?.value === undefined) return []
      return [stratum(row.key, cases.value, found, whole.expected)]
    })
    .sort((a, b) => b.excess - a.excess || (a.key < b.key ? -1 : 1))
  const withheld = by.rows.filter((row) => row.cells[ids.ratio]?.state === 'suppressed').length
  const { observed, expected } = whole
  const sample: Sample = expected < 1 ? 'none' : expected < FEWEST_EXPECTED ? 'small' : 'enough'
  const bounds = poissonInterval(observed, FUNNEL_LEVELS.attention.tail)
  return {
    observed,
    expected,
    sample,
    ratio: sample === 'enough' ? observed / expected : null,
    interval: sample === 'enough' ? { lower: bounds.lower / expected, upper: bounds.upper / expected } : null,
    strata,
    rest: withheld > 1 ? restOf(whole, strata) : null,
    withheld,
  }
}

interface Sides {
  readonly observed: number
  readonly expected: number
}

function sides(cell: Envelope | undefined): Sides | null {
  if (cell?.state !== 'shown' || cell.numerator === undefined || cell.denominator === undefined) return null
  return { observed: cell.numerator, expected: cell.denominator }
}

function stratum(key: string, cases: number, { observed, expected }: Sides, whole: number): MortalityStratum {
  return { key, cases, observed, expected, excess: observed - expected, share: whole === 0 ? 0 : expected / whole }
}

function restOf(whole: Sides, strata: readonly MortalityStratum[]): NonNullable<MortalityView['rest']> {
  const observed = whole.observed - strata.reduce((sum, one) => sum + one.observed, 0)
  const expected = Math.max(0, whole.expected - strata.reduce((sum, one) => sum + one.expected, 0))
  return {
    observed,
    expected,
    excess: observed - expected,
    share: whole.expected === 0 ? 0 : expected / whole.expected,
  }
}
