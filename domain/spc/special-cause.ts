import { runEnds, type Side, trendEnds, wholeSevens } from './seven-point-rules'
import { inTwoOfThree } from './two-of-three'
import type { XmrLimits } from './xmr-limits'

/** The four rules of Making Data Count. */
export type XmrRule = 'outside' | 'twoOfThree' | 'run' | 'trend'

export interface Cause {
  readonly rule: XmrRule
  /** Where the point lies; for a trend, which way it goes. */
  readonly side: Side
}

/**
 * Which of the four rules each point of one phase breaks, the plainest first:
 * outside a limit (strictly), two of three close to a limit on one side, a run of seven on one side of the centre, seven rising or falling.
 * Every point of a run or a trend is marked, not only its seventh.
 * @param values of one phase in order of time
 */
export function specialCauses(values: readonly number[], limits: XmrLimits): Cause[][] {
  const places = values.map((value) => signOf(value, limits.centre))
  const outside = values.map((value) => signOf(value, limits.upper) > 0 || signOf(value, limits.lower) < 0)
  const close = values.map(
    (value, i) => !outside[i] && (signOf(value, limits.nearUpper) > 0 || signOf(value, limits.nearLower) < 0),
  )
  const threes = inTwoOfThree(close, places)
  const runs = wholeSevens(runEnds(places))
  const trends = wholeSevens(trendEnds(values))
  return values.map((_, i) => {
    const side: Side = (places[i] ?? 0) > 0 ? 'above' : 'below'
    const run = runs[i]
    const trend = trends[i]
    return [
      ...(outside[i] ? [{ rule: 'outside' as const, side }] : []),
      ...(close[i] && threes[i] ? [{ rule: 'twoOfThree' as const, side }] : []),
      ...(run ? [{ rule: 'run' as const, side: run }] : []),
      ...(trend ? [{ rule: 'trend' as const, side: trend }] : []),
    ]
  })
}

/**
 * Which side of a line a value lies on; 0 on it. A mean of twelve equal values differs from them in the last figure, and that is no run.
 */
function signOf(value: number, line: number): -1 | 0 | 1 {
  const apart = value - line
  if (Math.abs(apart) <= 1e-12 * Math.max(Math.abs(value), Math.abs(line))) return 0
  return apart > 0 ? 1 : -1
}
