import { sampleQuantile } from '../distribution/sample-quantile'

/**
 * With fewer, a band would tell one neighbour's number. So many must also lie beyond what the asker may read anyway (or none): who knows all
 * peers but one could work that one out.
 */
export const FEWEST_PEERS = 5

/** The middle half of a peer group. Not a target and not a rank. */
export interface Quartiles {
  readonly lower: number
  readonly median: number
  readonly upper: number
}

/**
 * Quartiles of the peers' values (type 7); null where they would give a single peer's number away.
 * @param beyond how many of the values the asker may not read
 */
export function peerQuartiles(values: readonly number[], beyond: number): Quartiles | null {
  if (values.length < FEWEST_PEERS || (beyond > 0 && beyond < FEWEST_PEERS)) return null
  const sorted = [...values].sort((a, b) => a - b)
  return {
    lower: sampleQuantile(sorted, 0.25),
    median: sampleQuantile(sorted, 0.5),
    upper: sampleQuantile(sorted, 0.75),
  }
}
