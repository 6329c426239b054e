import type { SitingProblem, SitingSolution } from './siting'

export interface SitingFault {
  readonly kind: 'sites' | 'count' | 'fixed' | 'cover' | 'objective' | 'bound' | 'gap' | 'optimality'
  readonly message: string
}

/** Relative; a solver's feasibility tolerance is 1e-7 a row. */
const TOLERANCE = 1e-6

/**
 * Checks a solution against the problem from the first line up: it shares no code with the model, the decoder or the
 * heuristic, and reads nothing but distances, demand and the claim itself.
 *
 * What it proves: the sites are allowed, the cover and the objective are what these sites give, the gap follows from
 * the bound, and the bound is not below a cover that can really be had (its own greedy choice). That a bound is the true
 * bound only the solver can prove; a bound that is too low is caught whenever the greedy choice exceeds it.
 *
 * @returns everything found wrong; empty means believable
 */
export function checkMclp(problem: SitingProblem, solution: SitingSolution): SitingFault[] {
  const faults: SitingFault[] = []
  const fault = (kind: SitingFault['kind'], message: string) => faults.push({ kind, message })
  const { demand, travel, radius, sites } = problem
  const { chosen, covered, objective, bound, gap, status } = solution

  const open = new Set(chosen)
  if (open.size !== chosen.length) fault('sites', 'A site is named twice.')
  for (const j of open)
    if (!Number.isInteger(j) || j < 0 || j >= sites.length) fault('sites', `Site ${j} is not a candidate.`)
  if (open.size !== problem.open) fault('count', `${open.size} sites are open; ${problem.open} were asked for.`)
  for (let j = 0; j < sites.length; j++)
    if (sites[j]?.fixed && !open.has(j)) fault('fixed', `Site ${j} stands already, but is closed in the solution.`)

  const claimed = new Set(covered)
  if (claimed.size !== covered.length) fault('cover', 'A demand point is named twice.')
  let reached = 0
  let conceivable = 0
  for (let i = 0; i < demand.length; i++) {
    const distances = travel[i] ?? []
    let near = Number.POSITIVE_INFINITY
    let nearest = Number.POSITIVE_INFINITY
    for (let j = 0; j < sites.length; j++) {
      const distance = distances[j] ?? Number.POSITIVE_INFINITY
      if (distance < nearest) nearest = distance
      if (open.has(j) && distance < near) near = distance
    }
    if (nearest <= radius) conceivable += demand[i] ?? 0
    if (near <= radius) {
      reached += demand[i] ?? 0
      if (!claimed.has(i))
        fault('cover', `Point ${i} is ${near} from an open site, within ${radius}, yet said to be uncovered.`)
    } else if (claimed.has(i))
      fault('cover', `Point ${i} is said to be covered, but its nearest open site is ${near} away.`)
  }

  const slack = TOLERANCE * Math.max(1, conceivable)
  const differs = (a: number, b: number) => !(Math.abs(a - b) <= slack)
  if (differs(objective, reached))
    fault('objective', `The objective is said to be ${objective}; these sites cover ${reached}.`)
  if (!(bound >= reached - slack)) fault('bound', `The bound ${bound} is below the ${reached} that these sites cover.`)
  if (!(bound <= conceivable + slack))
    fault('bound', `The bound ${bound} is above the ${conceivable} that all candidates together could cover.`)
  const simple = simplyCovered(problem)
  if (!(bound >= simple - slack))
    fault('bound', `The bound ${bound} is below ${simple}, which a simple choice of sites covers.`)

  const expected = bound > 0 ? Math.max(0, (bound - objective) / bound) : 0
  if (!(Math.abs(gap - expected) <= TOLERANCE))
    fault('gap', `The gap is said to be ${gap}; it follows to be ${expected}.`)
  if (status === 'optimal' && !(expected <= TOLERANCE))
    fault('optimality', `Optimality is claimed with a gap of ${expected}.`)
  return faults
}

/** What opening, one after the other, the site that adds most covers. A naive loop, on purpose. */
function simplyCovered({ demand, travel, radius, sites, open }: SitingProblem): number {
  const isOpen = sites.map((site) => site.fixed)
  const near = (i: number, j: number) => (travel[i]?.[j] ?? Number.POSITIVE_INFINITY) <= radius
  const total = () =>
    demand.reduce((sum, weight, i) => (isOpen.some((is, j) => is && near(i, j)) ? sum + weight : sum), 0)
  while (isOpen.filter(Boolean).length < open) {
    let best = -1
    let most = -1
    for (let j = 0; j < sites.length; j++) {
      if (isOpen[j]) continue
      isOpen[j] = true
      const covered = total()
      isOpen[j] = false
      if (covered > most) {
        most = covered
        best = j
      }
    }
    if (best < 0) break
    isOpen[best] = true
  }
  return total()
}
