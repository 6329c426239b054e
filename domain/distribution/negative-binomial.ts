import { incompleteBeta } from './beta'
import { countQuantile } from './count-quantile'
import { poissonQuantile, poissonUpper } from './poisson'

/**
 * Counts with mean μ and variance φμ: negative binomial of size μ/(φ − 1) and probability 1/φ; Poisson where φ = 1.
 */
export interface Dispersed {
  /** From 0. */
  readonly mean: number
  /** φ, variance over mean, from 1. */
  readonly dispersion: number
}

/** Size μ/(φ − 1) above which a negative binomial is told from a Poisson by nothing that a double can hold. */
const NEARLY_POISSON = 1e9

/** P(X >= k), without subtracting from 1 where it is small. */
export function dispersedUpper(k: number, { mean, dispersion }: Dispersed): number {
  if (k <= 0) return 1
  const size = mean / (dispersion - 1)
  if (mean === 0 || size > NEARLY_POISSON) return poissonUpper(k, mean)
  return incompleteBeta(1 - 1 / dispersion, Math.ceil(k), size)
}

/** The smallest count whose distribution function reaches `p`, from 0 up to, not including, 1. */
export function dispersedQuantile(p: number, { mean, dispersion }: Dispersed): number {
  if (!(dispersion >= 1) || !(p >= 0 && p < 1) || !(mean >= 0 && mean < Number.POSITIVE_INFINITY)) return Number.NaN
  const size = mean / (dispersion - 1)
  if (mean === 0 || size > NEARLY_POISSON) return poissonQuantile(p, mean)
  return countQuantile((k) => incompleteBeta(1 / dispersion, size, Math.floor(k) + 1), p, mean)
}
