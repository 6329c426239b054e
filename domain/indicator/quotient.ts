/**
 * The one way a ratio or rate is made: a sum over a sum, times `per`. Null where there is nothing to divide by. Never a mean of ratios: for a
 * whole of several parts, add up tops and bottoms first.
 */
export function quotient(top: number, bottom: number, per = 1): number | null {
  return bottom === 0 ? null : (top / bottom) * per
}
