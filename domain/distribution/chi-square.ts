import { incompleteGamma, poissonMass } from './gamma'
import { normalQuantile } from './normal'

/** Halving alone needs this many steps to the last figure. */
const MOST_STEPS = 200

/**
 * x below which the share p of the chi-square distribution lies. Newton's steps from Wilson and Hilferty (1931), held between bounds that
 * close in, on the smaller of the two tails.
 * @param p above 0 and below 1
 * @param degrees of freedom, above 0; need not be whole
 */
export function chiSquareQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1))
    throw new RangeError(`A quantile of the chi-square distribution is asked at ${p}; give a share between 0 and 1.`)
  if (!(degrees > 0))
    throw new RangeError(`A chi-square distribution has ${degrees} degrees of freedom; give a number above 0.`)
  const a = degrees / 2
  let from = 0
  let to = Number.POSITIVE_INFINITY
  let x = start(p, a)
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { lower, upper } = incompleteGamma(a, x)
    const miss = p < 0.5 ? lower - p : 1 - p - upper
    if (miss === 0) break
    if (miss > 0) to = x
    else from = x
    const density = (poissonMass(a, x) * a) / x
    const newton = x - miss / density
    const inside = newton > from && newton < to
    const next = inside ? newton : to === Number.POSITIVE_INFINITY ? 2 * x : (from + to) / 2
    const still = Math.abs(next - x) <= 1e-15 * next
    x = next
    if (still) break
  }
  return 2 * x
}

function start(p: number, a: number): number {
  const spread = 1 / (9 * a)
  const cube = 1 - spread + normalQuantile(p) * Math.sqrt(spread)
  // Few degrees and a share near nothing bring the cube below 0; from there the bounds do the work.
  return cube > 0.05 ? a * cube ** 3 : a * 0.05 ** 3
}
