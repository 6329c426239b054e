/**
 * The smallest whole number whose distribution function reaches `p`. Doubles a step until it is passed and then halves, so that a mean of a million
 * costs no more than twenty-odd looks.
 *
 * @param cdf P(X <= k), rising with k
 * @param p from 0 up to, not including, 1
 * @param near where to begin, any whole number from 0
 */
export function countQuantile(cdf: (k: number) => number, p: number, near: number): number {
  // Probabilities are good to some 1e-12: a quantile that is met exactly must not be missed by the last digit.
  const reached = (k: number) => cdf(k) >= p * (1 - 1e-12)
  if (reached(0)) return 0
  let low = 0
  let high = Math.max(1, Math.floor(near))
  for (let step = 1; !reached(high); step *= 2) {
    low = high
    high += step
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (reached(middle)) high = middle
    else low = middle
  }
  return high
}
