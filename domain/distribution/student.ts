import { incompleteBeta } from './beta'

/**
 * P(T > t) of Student's distribution.
 *
 * @param df degrees of freedom, above 0
 */
export function studentUpper(t: number, df: number): number {
  const tails = incompleteBeta(df / (df + t * t), df / 2, 0.5)
  return t >= 0 ? tails / 2 : 1 - tails / 2
}

/**
 * The t that T exceeds with the chance `upper`, by halving: studentUpper(t, df) = upper.
 *
 * @param upper above 0, at most 0.5
 * @param df degrees of freedom, above 0; need not be whole
 */
export function studentQuantile(upper: number, df: number): number {
  if (!(upper > 0 && upper <= 0.5)) throw new RangeError(`A tail is above 0 and at most 0.5, and this is ${upper}.`)
  let low = 0
  let high = 1
  while (studentUpper(high, df) > upper) high *= 2
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2
    if (studentUpper(middle, df) > upper) low = middle
    else high = middle
  }
  return (low + high) / 2
}
