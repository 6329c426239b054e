import { type Contribution, REST, sum } from './sum-change'

/** Numerator and denominator of one period. */
export interface Sides {
  readonly numerator: number
  /** From 0. */
  readonly denominator: number
}
export interface RatioPart {
  readonly id: string
  readonly before: Sides
  readonly after: Sides
}

/** What one part adds to the change of the ratio: by its own ratio, and by its weight in the whole. */
export interface RatioContribution extends Contribution {
  /** By the change of the part's own ratio, at its mean weight. */
  readonly within: number
  /** By the change of its weight, as far as its ratio is off that of the whole. */
  readonly mix: number
}

export interface RatioChange {
  readonly before: number
  readonly after: number
  readonly change: number
  /** Of the change, what came by the numerators and what by the denominators. */
  readonly byNumerator: number
  readonly byDenominator: number
  /** Sums over the parts: the change had every part kept its weight, and what the weights did. */
  readonly within: number
  readonly mix: number
  readonly parts: readonly RatioContribution[]
}

/**
 * Change of a ratio of sums R = ΣN ÷ ΣD, part by part. With weights w = D_i ÷ ΣD, ratios r = N_i ÷ D_i, and a bar for the mean of the two periods:
 *
 *   contribution_i = Δ(N_i ÷ ΣD) − R̄·Δw_i = w̄·Δr (within) + (r̄ − R̄)·Δw (mix)
 *
 * The contributions add up to ΔR exactly, because ΣΔw = 0; those of a part's own parts add up to its contribution; and with the periods turned
 * round each changes its sign. A part that opened or closed has a ratio in one period only: all it does is mix. The symmetric form is Bennet's (1920).
 *
 * The same change by the two sides: byNumerator = ½·ΔN·(1/D₀ + 1/D₁), byDenominator = ½·(N₀ + N₁)·(1/D₁ − 1/D₀).
 *
 * @param whole the sides as they are shown, where not every part is given (some are withheld): what the parts lack is the part `REST`
 * @returns null where the whole has no denominator in one of the periods
 */
export function changeOfRatio(given: readonly RatioPart[], whole?: Omit<RatioPart, 'id'>): RatioChange | null {
  const parts = whole ? [...given, restOf(given, whole)] : given
  const before = wholeOf(parts.map((part) => part.before))
  const after = wholeOf(parts.map((part) => part.after))
  if (!(before.denominator > 0 && after.denominator > 0)) return null
  const ratios = [before.numerator / before.denominator, after.numerator / after.denominator] as const
  const middle = (ratios[0] + ratios[1]) / 2
  const contributions = parts.map((part) => contributionOf(part, before.denominator, after.denominator, middle))
  return {
    before: ratios[0],
    after: ratios[1],
    change: ratios[1] - ratios[0],
    byNumerator: ((after.numerator - before.numerator) * (1 / before.denominator + 1 / after.denominator)) / 2,
    byDenominator: ((before.numerator + after.numerator) * (1 / after.denominator - 1 / before.denominator)) / 2,
    within: sum(contributions.map((one) => one.within)),
    mix: sum(contributions.map((one) => one.mix)),
    parts: contributions,
  }
}

function contributionOf(
  { id, before, after }: RatioPart,
  whole0: number,
  whole1: number,
  middle: number,
): RatioContribution {
  const [w0, w1] = [before.denominator / whole0, after.denominator / whole1]
  const contribution = after.numerator / whole1 - before.numerator / whole0 - middle * (w1 - w0)
  const own0 = before.denominator > 0 ? before.numerator / before.denominator : null
  const own1 = after.denominator > 0 ? after.numerator / after.denominator : null
  // A numerator without a denominator (an event reported where no case was) is no mix: it is what the part did itself.
  const mean = own0 !== null && own1 !== null ? (own0 + own1) / 2 : (own0 ?? own1)
  // Adding 0 turns −0, which a screen would show, into 0.
  const mix = mean === null ? 0 : (mean - middle) * (w1 - w0) + 0
  return { id, contribution, within: contribution - mix, mix }
}

function restOf(parts: readonly RatioPart[], whole: Omit<RatioPart, 'id'>): RatioPart {
  const lacking = (when: 'before' | 'after'): Sides => {
    const known = wholeOf(parts.map((part) => part[when]))
    return {
      numerator: whole[when].numerator - known.numerator,
      denominator: whole[when].denominator - known.denominator,
    }
  }
  return { id: REST, before: lacking('before'), after: lacking('after') }
}

function wholeOf(sides: readonly Sides[]): Sides {
  return {
    numerator: sum(sides.map((one) => one.numerator)),
    denominator: sum(sides.map((one) => one.denominator)),
  }
}
