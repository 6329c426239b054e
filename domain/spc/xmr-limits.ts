/** 3 ÷ d₂ for moving ranges of two, as the NHS and Wheeler use it. */
const LIMIT_FACTOR = 2.66
/** D₄ for moving ranges of two: a range beyond it times their mean is screened out. */
const SCREEN_FACTOR = 3.267

/** Centre and natural process limits of one phase of an XmR chart, in the unit of the values. */
export interface XmrLimits {
  readonly centre: number
  readonly lower: number
  readonly upper: number
  /** Two thirds of the way from the centre to each limit. */
  readonly nearLower: number
  readonly nearUpper: number
  /** Mean moving range after screening. */
  readonly meanRange: number
  /** Upper limit of the moving ranges: 3.267 × their mean. */
  readonly rangeLimit: number
  /** How many moving ranges were screened out. */
  readonly screened: number
}

/**
 * Limits of an XmR chart (individual values and moving range):
 *
 *   mR_t = |y_t − y_{t−1}|,  centre = ȳ,  limits = ȳ ± 2.66·mR̄
 *
 * With `screen`, ranges above 3.267·mR̄ are left out once and mR̄ is taken anew, so that one leap does not widen the limits that
 * should show it. Source: NHS England, Making Data Count; Wheeler, Understanding Variation.
 * @param values of one phase in order of time; at least two
 */
export function xmrLimits(values: readonly number[], screen = true): XmrLimits {
  if (values.length < 2) throw new RangeError(`An XmR chart needs at least two values and got ${values.length}.`)
  const centre = mean(values)
  const ranges = movingRanges(values)
  const raw = mean(ranges)
  const kept = screen ? ranges.filter((range) => range <= SCREEN_FACTOR * raw) : ranges
  // Where all that is left is no change at all there is nothing to measure by: then the leaps are the variation.
  const screened = kept.some((range) => range > 0) ? kept : ranges
  const meanRange = mean(screened)
  const reach = LIMIT_FACTOR * meanRange
  return {
    centre,
    lower: centre - reach,
    upper: centre + reach,
    nearLower: centre - (2 * reach) / 3,
    nearUpper: centre + (2 * reach) / 3,
    meanRange,
    rangeLimit: SCREEN_FACTOR * meanRange,
    screened: ranges.length - screened.length,
  }
}

/** |y_t − y_{t−1}|, one fewer than the values. */
export function movingRanges(values: readonly number[]): number[] {
  return values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? value)))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
