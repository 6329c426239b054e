import { requireProblem, type SitingProblem } from './siting'

/**
 * A good choice of sites without a proof: open the site that adds most until p are open, then exchange one open for one
 * closed site as long as that covers more (Teitz & Bart 1968). Deterministic: the lower index wins a tie.
 * Greedy alone reaches 1 − 1/e of the best (Nemhauser 1978). Fixed sites are open from the start and never exchanged.
 *
 * @returns the open sites, ascending
 * @throws SitingError when the problem cannot be asked
 */
export function greedySwap(problem: SitingProblem): number[] {
  requireProblem(problem)
  const reach = problem.sites.map((_, j) =>
    problem.travel.flatMap((row, i) => ((row[j] as number) <= problem.radius ? [i] : [])),
  )
  /** How many open sites reach each point. */
  const times = new Int32Array(problem.demand.length)
  const open = new Set<number>()
  const set = (site: number, change: 1 | -1) => {
    for (const i of reach[site] as number[]) times[i] = (times[i] as number) + change
    if (change === 1) open.add(site)
    else open.delete(site)
  }
  const gain = (site: number) => sum(reach[site] as number[], (i) => times[i] === 0)
  const loss = (site: number) => sum(reach[site] as number[], (i) => times[i] === 1)
  const sum = (points: readonly number[], counts: (i: number) => boolean) => {
    let total = 0
    for (const i of points) if (counts(i)) total += problem.demand[i] as number
    return total
  }
  const best = () => {
    let found = { site: -1, gain: -1 }
    for (let j = 0; j < problem.sites.length; j++) {
      if (open.has(j)) continue
      const candidate = gain(j)
      if (candidate > found.gain) found = { site: j, gain: candidate }
    }
    return found
  }

  for (const [j, site] of problem.sites.entries()) if (site.fixed) set(j, 1)
  while (open.size < problem.open) set(best().site, 1)

  // Each exchange strictly covers more, so this ends.
  for (let improved = true; improved; ) {
    improved = false
    for (const out of [...open].sort((a, b) => a - b)) {
      if (problem.sites[out]?.fixed || open.size === problem.sites.length) continue
      const lost = loss(out)
      set(out, -1)
      const candidate = best()
      if (candidate.gain > lost) {
        set(candidate.site, 1)
        improved = true
      } else set(out, 1)
    }
  }
  return [...open].sort((a, b) => a - b)
}
