import { incompleteGamma } from './gamma'

/** Φ(z): the share of the standard normal distribution below z. Exact in both tails. */
export function normalShareBelow(z: number): number {
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2)
  return z < 0 ? upper / 2 : 0.5 + lower / 2
}

/**
 * z with Φ(z) = p. Begins at Abramowitz and Stegun 26.2.23 (within 4.5e-4) and is improved by Halley's step on the tail itself.
 * @param p above 0 and below 1
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1))
    throw new RangeError(`A quantile of the normal distribution is asked at ${p}; give a share between 0 and 1.`)
  if (p === 0.5) return 0
  // 1 − p is exact from a half upwards.
  const tail = Math.min(p, 1 - p)
  const t = Math.sqrt(-2 * Math.log(tail))
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  for (let step = 0; step < 4; step += 1) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    const miss = (normalShareBelow(-z) - tail) / density
    z += miss / (1 + (z * miss) / 2)
  }
  return p < 0.5 ? -z : z
}
