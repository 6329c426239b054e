import { gapOf, requireProblem, SitingError, type SitingProblem, type SitingSolution } from './siting'
import type { SolverOutcome } from './solver'

/**
 * Maximal covering location problem (Church & ReVelle 1974).
 *
 *   sets        I demand points, J candidate sites, F ⊆ J sites that stand already
 *               N_i = { j ∈ J : d_ij ≤ S }      sites within the radius S of point i
 *   parameters  a_i demand at i,  p number of open sites
 *   variables   Y_j ∈ {0,1}   site j is open
 *               X_i ∈ [0,1]   point i is covered
 *
 *   max   Σ_i a_i X_i
 *   s.t.  X_i ≤ Σ_{j ∈ N_i} Y_j      ∀ i        no cover without an open site in reach
 *         Σ_j Y_j = p
 *         Y_j = 1                    ∀ j ∈ F
 *
 * X need not be declared whole: with Y whole and a_i > 0 the best X_i is min(1, Σ Y_j), which is 0 or 1. Points that no
 * site reaches, or with a_i = 0, have no X: they add nothing to the objective.
 *
 * @param relax leaves Y between 0 and 1: the optimum of that is an upper bound
 * @returns the model in CPLEX LP text; columns are `y<j>` and `x<i>`
 * @throws SitingError when the problem cannot be asked
 */
export function mclpText(problem: SitingProblem, relax = false): string {
  requireProblem(problem)
  const reachable: { point: number; sites: number[] }[] = []
  for (const [i, row] of problem.travel.entries()) {
    if ((problem.demand[i] as number) === 0) continue
    const sites = row.flatMap((value, j) => (value <= problem.radius ? [j] : []))
    if (sites.length > 0) reachable.push({ point: i, sites })
  }
  const names = problem.sites.map((_, j) => `y${j}`)
  const objective = reachable.map(({ point }) => `+ ${decimal(problem.demand[point] as number)} x${point}`)
  const fixed = problem.sites.flatMap((site, j) => (site.fixed ? [` stands${j}: y${j} = 1`] : []))
  return [
    'Maximize',
    ` covered: ${wrapped(objective.length > 0 ? objective : ['0 y0'])}`,
    'Subject To',
    ...reachable.map(
      ({ point, sites }) => ` reach${point}: ${wrapped([`x${point}`, ...sites.map((j) => `- y${j}`)])} <= 0`,
    ),
    ` open: ${wrapped(names.map((name) => `+ ${name}`))} = ${problem.open}`,
    ...fixed,
    'Bounds',
    ...reachable.map(({ point }) => ` 0 <= x${point} <= 1`),
    ...(relax ? names.map((name) => ` 0 <= ${name} <= 1`) : ['Binary', ` ${wrapped(names)}`]),
    'End',
    '',
  ].join('\n')
}

const WHOLE = 1e-6

/**
 * Reads the solver's columns back into sites. The claimed objective is kept as claimed where optimality is claimed, so
 * that the check compares two independent numbers; when time ran out, X may lag behind Y, and the cover of Y counts.
 * @throws SitingError when a site is neither open nor closed, or the solver found nothing
 */
export function decodeMclp(problem: SitingProblem, outcome: SolverOutcome): SitingSolution {
  if (outcome.status !== 'optimal' && outcome.status !== 'feasible')
    throw new SitingError(`The solver ended with "${outcome.status}"; there is no solution to read.`)
  const chosen = problem.sites.flatMap((_, j) => {
    const value = outcome.columns[`y${j}`]
    if (value === undefined) throw new SitingError(`The solution says nothing of site ${j}.`)
    if (Math.abs(value) > WHOLE && Math.abs(value - 1) > WHOLE)
      throw new SitingError(`Site ${j} is neither open nor closed in the solution (${value}).`)
    return value > 0.5 ? [j] : []
  })
  const covered = coveredBy(problem, chosen)
  const reached = demandOf(problem, covered)
  const objective = outcome.status === 'optimal' ? outcome.objective : reached
  const bound = Math.max(outcome.bound, objective)
  return { status: outcome.status, chosen, covered, objective, bound, gap: gapOf(objective, bound) }
}

/** Demand points within the radius of any of the sites, ascending. */
export function coveredBy(problem: SitingProblem, sites: readonly number[]): number[] {
  return problem.travel.flatMap((row, i) => (sites.some((j) => (row[j] as number) <= problem.radius) ? [i] : []))
}

export function demandOf(problem: SitingProblem, points: readonly number[]): number {
  return points.reduce((sum, i) => sum + (problem.demand[i] as number), 0)
}

/** LP text knows no exponent without a digit before it and no locale; 12 significant digits keep residents exact. */
function decimal(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(12)
}

/** Long lines are legal to us but not to every reader (CPLEX stops at 560 characters). */
function wrapped(terms: readonly string[]): string {
  const lines: string[] = []
  for (let at = 0; at < terms.length; at += 20) lines.push(terms.slice(at, at + 20).join(' '))
  return lines.join('\n   ')
}
