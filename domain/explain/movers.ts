import { type Contribution, sum } from './sum-change'

export interface Movers<Part extends Contribution> {
  /** The largest first, whichever way they move. */
  readonly movers: readonly Part[]
  /** What all others do together, and how many they are. */
  readonly rest: { readonly parts: number; readonly contribution: number }
  /** Of the movement in the direction of the change, the share of the movers in that direction, 0..1; null where nothing changed. */
  readonly share: number | null
}

/**
 * The parts that move a change most. What they and the rest add is the whole change. Parts that move against each other may each be larger than the
 * change itself, so a share is of what moved with the change, never of the change.
 */
export function largestMovers<Part extends Contribution>(parts: readonly Part[], most: number): Movers<Part> {
  const sorted = [...parts].sort(
    (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.id < b.id ? -1 : 1),
  )
  const movers = sorted.slice(0, most)
  const others = sorted.slice(most)
  const together = (all: readonly Part[]) => sum(all.map((part) => part.contribution))
  const change = together(parts)
  const along = (all: readonly Part[]) =>
    together(all.filter((part) => Math.sign(part.contribution) === Math.sign(change)))
  return {
    movers,
    rest: { parts: others.length, contribution: together(others) },
    share: change === 0 ? null : along(movers) / along(sorted),
  }
}
