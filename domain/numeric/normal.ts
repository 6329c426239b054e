import { incompleteGamma } from './gamma'

/** P(Z <= z) of the standard normal, to about 15 digits in both tails. */
export function normalCdf(z: number): number {
  return z <= 0 ? normalUpper(-z) : 1 - normalUpper(z)
}

/** P(Z > z) of the standard normal, without subtracting from 1 where it is small. */
export function normalUpper(z: number): number {
  return z >= 0 ? incompleteGamma(0.5, (z * z) / 2).upper / 2 : 1 - normalUpper(-z)
}

/**
 * The z below which a standard normal lies with probability `p`: 1.959964 for 0.975. A rough start (Abramowitz and Stegun 26.2.23) and Halley's
 * steps, each of which triples the digits.
 *
 * @param p from 0 to 1; 0 gives −∞ and 1 gives ∞, anything else outside gives NaN
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  return p > 0.5 ? upperQuantile(1 - p) : -upperQuantile(p)
}

/** z >= 0 with P(Z > z) = tail, for tail up to a half. */
function upperQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail))
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  for (let step = 0; step < 3; step++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    const newton = (normalUpper(z) - tail) / density
    z += newton / (1 - (newton * z) / 2)
  }
  return z
}
