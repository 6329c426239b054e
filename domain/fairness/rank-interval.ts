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
  /** Whether all of `a` lies on the better side of all of `b`; touching is not. */
  const beats = (a: Interval, b: Interval) => (better === 'lower' ? a.upper < b.lower : a.lower > b.upper)
  return intervals.map((own) => ({
    best: 1 + intervals.filter((other) => beats(other, own)).length,
    worst: intervals.length - intervals.filter((other) => beats(own, other)).length,
  }))
}
