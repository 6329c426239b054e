import { checkMclp } from '@cockpit/domain/allocation/check-mclp'
import { explainSiting, type SiteReason } from '@cockpit/domain/allocation/explain-siting'
import type { SitingProblem, SitingStatus } from '@cockpit/domain/allocation/siting'
import { solveMclp } from '@cockpit/domain/allocation/solve-mclp'
import type { Solver, SolverLimits } from '@cockpit/domain/allocation/solver'

/** A county as demand and as candidate, its residents counted at its centre. */
export interface SitingCounty {
  readonly code: string
  /** Residents to be covered from here; 0 where they are covered already. */
  readonly demand: number
}

export interface SitingOrder {
  readonly counties: readonly SitingCounty[]
  /** Minutes from each county's centre (row) to each other's (column). */
  readonly minutes: readonly (readonly number[])[]
  readonly radius: number
  readonly open: number
}

/** A sentence about a site, with county codes in place of indices. */
export type SiteStatement =
  | { readonly says: 'stands-already' | 'nobody-alone' }
  | { readonly says: 'reaches'; readonly people: number; readonly share: number }
  | { readonly says: 'alone'; readonly people: number; readonly counties: number }
  | { readonly says: 'shared'; readonly people: number; readonly with: readonly string[] }
  | { readonly says: 'replaceable' | 'improvable'; readonly by: string; readonly people: number }
  | { readonly says: 'equally-good'; readonly by: string }

export interface SitingPlan {
  readonly status: SitingStatus
  readonly sites: readonly {
    readonly code: string
    readonly reach: number
    readonly alone: number
    readonly shared: number
    readonly statements: readonly SiteStatement[]
  }[]
  readonly covered: readonly string[]
  readonly coveredDemand: number
  readonly demand: number
  readonly bound: number
  readonly gap: number
  readonly solverSeconds: number
}

/** The solver's answer did not survive the independent check. It is our fault and is never shown. */
export class UnbelievableSiting extends Error {}

/**
 * Solves, checks and explains. Whatever the solver says is recomputed from distances and residents before it goes out.
 * @throws SitingError when the order cannot be fulfilled; SolverError when the solver fails; UnbelievableSiting
 */
export async function runSiting(order: SitingOrder, solver: Solver, limits: SolverLimits): Promise<SitingPlan> {
  const problem: SitingProblem = {
    demand: order.counties.map((county) => county.demand),
    sites: order.counties.map(() => ({ fixed: false })),
    travel: order.minutes,
    radius: order.radius,
    open: order.open,
  }
  const solved = await solveMclp(problem, solver, limits)
  const faults = checkMclp(problem, solved)
  if (faults.length > 0)
    throw new UnbelievableSiting(
      `The siting of ${order.open} among ${order.counties.length} failed its check: ${faults.map(({ message }) => message).join(' ')}`,
    )
  const code = (index: number) => order.counties[index]?.code ?? String(index)
  return {
    status: solved.status,
    sites: explainSiting(problem, solved).map((reason) => ({
      code: code(reason.site),
      reach: reason.reach,
      alone: reason.alone,
      shared: reason.shared,
      statements: reason.sentences.map((sentence) => stateInCodes(sentence, code)),
    })),
    covered: solved.covered.map(code),
    coveredDemand: solved.objective,
    demand: problem.demand.reduce((sum, weight) => sum + weight, 0),
    bound: solved.bound,
    gap: solved.gap,
    solverSeconds: solved.solverSeconds,
  }
}

function stateInCodes(sentence: SiteReason['sentences'][number], code: (index: number) => string): SiteStatement {
  switch (sentence.says) {
    case 'stands-already':
    case 'nobody-alone':
      return { says: sentence.says }
    case 'reaches':
      return sentence
    case 'alone':
      return { says: 'alone', people: sentence.people, counties: sentence.points }
    case 'shared':
      return { says: 'shared', people: sentence.people, with: sentence.sites.map(code) }
    case 'replaceable':
      return { says: 'replaceable', by: code(sentence.site), people: sentence.loss }
    case 'improvable':
      return { says: 'improvable', by: code(sentence.site), people: sentence.gain }
    case 'equally-good':
      return { says: 'equally-good', by: code(sentence.site) }
  }
}
