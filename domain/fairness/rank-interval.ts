/** A facility's value may lie anywhere in it. */
export interface Interval {
  readonly lower: number
  readonly upper: number
}

/** Ranks a facility may have; 1 is best. */
export interface RankInterval {
  readonly best: number
  readonly worst: number
}

/**
 * Confidence that each of so many independent intervals needs for all of them to hold together (Šidák 1967): γ^(1/n). With intervals of 95 % each,
 * one facility in twenty would stand beside its true value and drag ranks with it.
 * @param together such as 0.95
 */
export function confidenceOfEach(count: number, together: number): number {
  return together ** (1 / Math.max(1, count))
}

/**
 * The ranks that the intervals leave open. A facility is certainly better than another only where its whole interval is; who is neither
 * certainly better nor certainly worse may stand on either side.
 *
 *   best = 1 + facilities certainly better,  worst = n − facilities certainly worse
 *
 * With intervals that hold together at 95 % all rank intervals hold together at 95 % or more: Klein, Wright and Wieczorek, A joint confidence region
 * for an overall ranking of populations, JRSS C 69 (2020) 589.
 * @param better which values are better
 */
export function rankIntervals(intervals: readonly Interval[], better: 'higher' | 'lower'): RankInterval[] {
  const lowers = intervals.map((one) => one.lower).sort((a, b) => a - b)
  const uppers = intervals.map((one) => one.upper).sort((a, b) => a - b)
  const n = intervals.length
  return intervals.map((own) => {
    // Touching is not apart: below means whole intervals below, strictly.
    const below = countBelow(uppers, own.lower)
    const above = n - countUpTo(lowers, own.upper)
    return better === 'lower' ? { best: 1 + below, worst: n - above } : { best: 1 + above, worst: n - below }
  })
}

/** How many of the ascending values are below the limit. */
function countBelow(sorted: readonly number[], limit: number): number {
  return firstPlace(sorted, (value) => value >= limit)
}

/** How many of the ascending values are at most the limit. */
function countUpTo(sorted: readonly number[], limit: number): number {
  return firstPlace(sorted, (value) => value > limit)
}

/** First place from which on the condition holds, by halving. */
function firstPlace(sorted: readonly number[], holds: (value: number) => boolean): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (holds(sorted[middle] ?? Number.NaN)) to = middle
    else from = middle + 1
  }
  return from
}
