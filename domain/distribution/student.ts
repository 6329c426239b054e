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
