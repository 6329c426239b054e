import type { SitingProblem, SitingSolution } from './siting'

/** Why one chosen site is among the chosen. Demand in the units of the problem. */
export interface SiteReason {
  readonly site: number
  readonly fixed: boolean
  /** Demand within its radius, whoever else covers it. */
  readonly reach: number
  /** Demand that only this site covers: what is lost if it is removed. */
  readonly alone: number
  readonly alonePoints: readonly number[]
  /** Demand that another chosen site covers too. */
  readonly shared: number
  /** Chosen sites that share demand with it, most shared first. */
  readonly sharesWith: readonly number[]
  /** The closed candidate that would lose least in its place; absent when no candidate is left or the site is fixed. */
  readonly replacement?: { readonly site: number; readonly loss: number }
  /** In the order in which they are said; the screen has one sentence for each, in each language. */
  readonly sentences: readonly SiteSentence[]
}

export type SiteSentence =
  | { readonly says: 'stands-already' }
  | { readonly says: 'reaches'; readonly people: number; readonly share: number }
  | { readonly says: 'alone'; readonly people: number; readonly points: number }
  | { readonly says: 'nobody-alone' }
  | { readonly says: 'shared'; readonly people: number; readonly sites: readonly number[] }
  | { readonly says: 'replaceable'; readonly site: number; readonly loss: number }
  | { readonly says: 'equally-good'; readonly site: number }
  /** Only where optimality was not proved. */
  | { readonly says: 'improvable'; readonly site: number; readonly gain: number }

/**
 * The reason for each chosen site, in the order of the solution. It explains one solution; where a replacement loses
 * nothing there is another solution just as good, and the sentence says so.
 */
export function explainSiting(problem: SitingProblem, solution: SitingSolution): SiteReason[] {
  const near = (i: number, j: number) => (problem.travel[i]?.[j] ?? Number.POSITIVE_INFINITY) <= problem.radius
  const weight = (points: readonly number[]) => points.reduce((sum, i) => sum + (problem.demand[i] ?? 0), 0)
  const points = problem.demand.map((_, i) => i)
  const total = weight(points)
  const closed = problem.sites.flatMap((_, j) => (solution.chosen.includes(j) ? [] : [j]))

  return solution.chosen.map((site) => {
    const others = solution.chosen.filter((other) => other !== site)
    const within = points.filter((i) => near(i, site))
    const alonePoints = within.filter((i) => !others.some((other) => near(i, other)))
    const reach = weight(within)
    const alone = weight(alonePoints)
    const sharesWith = others
      .map((other) => ({ other, people: weight(within.filter((i) => near(i, other))) }))
      .filter(({ people }) => people > 0)
      .sort((a, b) => b.people - a.people || a.other - b.other)
      .map(({ other }) => other)
    const fixed = problem.sites[site]?.fixed ?? false
    const replacement = fixed
      ? undefined
      : closed
          .map((j) => ({
            site: j,
            loss: alone - weight(points.filter((i) => near(i, j) && !others.some((other) => near(i, other)))),
          }))
          .sort((a, b) => a.loss - b.loss || a.site - b.site)[0]
    const shared = reach - alone
    const sentences: SiteSentence[] = []
    if (fixed) sentences.push({ says: 'stands-already' })
    sentences.push({ says: 'reaches', people: reach, share: total > 0 ? reach / total : 0 })
    sentences.push(alone > 0 ? { says: 'alone', people: alone, points: alonePoints.length } : { says: 'nobody-alone' })
    if (shared > 0) sentences.push({ says: 'shared', people: shared, sites: sharesWith })
    if (replacement) sentences.push(sayReplacement(replacement))
    return { site, fixed, reach, alone, alonePoints, shared, sharesWith, replacement, sentences }
  })
}

function sayReplacement({ site, loss }: { site: number; loss: number }): SiteSentence {
  if (loss > 0) return { says: 'replaceable', site, loss }
  return loss === 0 ? { says: 'equally-good', site } : { says: 'improvable', site, gain: -loss }
}
