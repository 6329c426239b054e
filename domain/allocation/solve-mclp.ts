import { greedySwap } from './greedy-swap'
import { coveredBy, decodeMclp, demandOf, mclpText } from './mclp'
import { gapOf, requireProblem, SitingError, type SitingProblem, type SitingSolution } from './siting'
import type { Solver, SolverLimits } from './solver'

export interface SolvedSiting extends SitingSolution {
  /** Time spent in the solver, all calls together. */
  readonly solverSeconds: number
}

/**
 * The best p sites that can be found within the limit, with the bound that says how good they are.
 * Exact by the solver; when its time runs out, the better of its incumbent and greedy-and-swap, with the tightest of the
 * solver's bound, the linear relaxation and the demand that any candidate reaches.
 * The caller passes the answer through `checkMclp` before anyone sees it.
 *
 * @throws SitingError when the problem cannot be asked; SolverError when the solver fails or is cancelled
 */
export async function solveMclp(problem: SitingProblem, solver: Solver, limits: SolverLimits): Promise<SolvedSiting> {
  requireProblem(problem)
  const exact = await solver(mclpText(problem), limits)
  if (exact.status === 'optimal') return { ...decodeMclp(problem, exact), solverSeconds: exact.seconds }
  if (exact.status === 'infeasible')
    throw new SitingError('The solver calls this problem infeasible, which no admissible covering problem is.')

  const found = greedySwap(problem)
  const heuristic = demandOf(problem, coveredBy(problem, found))
  const incumbent = exact.status === 'feasible' ? decodeMclp(problem, exact) : undefined
  const relaxed = await solver(mclpText(problem, true), limits)
  const everyone = demandOf(
    problem,
    coveredBy(
      problem,
      problem.sites.map((_, j) => j),
    ),
  )
  const bound = Math.min(exact.bound, relaxed.status === 'optimal' ? relaxed.objective : everyone, everyone)
  const solverSeconds = exact.seconds + relaxed.seconds
  const finish = (solution: Pick<SitingSolution, 'status' | 'chosen' | 'covered' | 'objective'>): SolvedSiting => {
    // Rounding in a relaxation may put the bound a hair below a cover that exists.
    const safe = Math.max(bound, solution.objective)
    return { ...solution, bound: safe, gap: gapOf(solution.objective, safe), solverSeconds }
  }
  if (incumbent && incumbent.objective >= heuristic) return finish(incumbent)
  return finish({ status: 'heuristic', chosen: found, covered: coveredBy(problem, found), objective: heuristic })
}
