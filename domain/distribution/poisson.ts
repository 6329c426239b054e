import { countQuantile } from './count-quantile'
import { incompleteGamma } from './gamma'

/** P(X <= k) of a Poisson count with the given mean (from 0). */
export function poissonCdf(k: number, mean: number): number {
  if (k < 0) return 0
  return mean === 0 ? 1 : incompleteGamma(Math.floor(k) + 1, mean).upper
}

/** P(X >= k), without subtracting from 1 where it is small. */
export function poissonUpper(k: number, mean: number): number {
  if (k <= 0) return 1
  return mean === 0 ? 0 : incompleteGamma(Math.ceil(k), mean).lower
}

/** The smallest count whose distribution function reaches `p`, from 0 up to, not including, 1. */
export function poissonQuantile(p: number, mean: number): number {
  if (!(p >= 0 && p < 1) || !(mean >= 0 && mean < Number.POSITIVE_INFINITY)) return Number.NaN
  return countQuantile((k) => poissonCdf(k, mean), p, mean)
}
