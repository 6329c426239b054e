/** A covering problem as the planner states it. Indices of `demand` and `sites` are used everywhere below. */
export interface SitingProblem {
  /** Residents (or uncovered residents) of each demand point; whole or not, never negative. */
  readonly demand: readonly number[]
  /** `fixed` facilities stand already: they are open in every solution and count among the `open`. */
  readonly sites: readonly { readonly fixed: boolean }[]
  /** Distance or time from demand point (row) to site (column); `Infinity` where there is no way. */
  readonly travel: readonly (readonly number[])[]
  /** A point is covered when a chosen site is at most this far, in the unit of `travel`. */
  readonly radius: number
  /** How many sites are open in all, fixed ones included. */
  readonly open: number
}

/** `optimal`: proved best. `feasible`: the best found when time ran out. `heuristic`: found by greedy and swap. */
export type SitingStatus = 'optimal' | 'feasible' | 'heuristic'

export interface SitingSolution {
  readonly status: SitingStatus
  /** Open sites, ascending. */
  readonly chosen: readonly number[]
  /** Demand points within the radius of an open site, ascending. */
  readonly covered: readonly number[]
  /** Demand covered. */
  readonly objective: number
  /** No choice of sites can cover more than this. */
  readonly bound: number
  /** (bound − objective) ÷ bound: at most this share of the best conceivable coverage is missed. 0 when the bound is 0. */
  readonly gap: number
}

/** Reported and refused: the problem cannot be asked, or the answer cannot be believed. */
export class SitingError extends Error {}

export function gapOf(objective: number, bound: number): number {
  return bound > 0 ? Math.max(0, (bound - objective) / bound) : 0
}

/** @throws SitingError that names what is wrong with the problem */
export function requireProblem(problem: SitingProblem): void {
  const { demand, sites, travel, radius, open } = problem
  if (demand.length === 0 || sites.length === 0)
    throw new SitingError(`Siting needs demand and candidates; there are ${demand.length} and ${sites.length}.`)
  if (travel.length !== demand.length || travel.some((row) => row.length !== sites.length))
    throw new SitingError(`The travel table must have ${demand.length} rows of ${sites.length} values.`)
  if (!Number.isFinite(radius) || radius < 0)
    throw new SitingError(`A radius of ${radius} cannot be used; give 0 or more.`)
  const wrong = demand.findIndex((weight) => !Number.isFinite(weight) || weight < 0)
  if (wrong >= 0) throw new SitingError(`Demand point ${wrong} has ${demand[wrong]}; give a finite number, 0 or more.`)
  for (const [i, row] of travel.entries())
    for (const [j, value] of row.entries())
      if (!(value >= 0))
        throw new SitingError(`The travel value from point ${i} to site ${j} is ${value}; give 0 or more.`)
  const fixed = sites.filter((site) => site.fixed).length
  if (!Number.isInteger(open) || open < Math.max(1, fixed) || open > sites.length)
    throw new SitingError(
      `${open} sites cannot be open: choose a whole number from ${Math.max(1, fixed)} (${fixed} stand already) to ${sites.length}.`,
    )
}
