import { requireShares, type Share } from './share'

export interface TheilDecomposition {
  readonly total: number
  readonly between: number
  readonly within: number
}

/**
 * Theil's L (mean log deviation) of a resource over people, natural logarithm:
 *
 *   T = Σ P_i ln(P_i / Y_i)      P_i, Y_i: shares of people and resource
 *
 * Zero when every group has its share. A group with people and none of the resource makes it infinite, which is
 * the honest answer: returns `Infinity`.
 *
 * @throws EquityError as `requireShares`
 */
export function theil(groups: readonly Share[]): number {
  const total = requireShares(groups)
  let sum = 0
  for (const group of groups) {
    if (group.people === 0) continue
    const people = group.people / total.people
    const resource = group.resource / total.resource
    if (resource === 0) return Number.POSITIVE_INFINITY
    sum += people * Math.log(people / resource)
  }
  return Math.max(0, sum)
}

/**
 * How much of the inequality lies between regions (cities) and how much inside them:
 *
 *   T = T_between + Σ_g P_g T_g
 *
 * @param groups each with the region it belongs to
 */
export function decomposeTheil(groups: readonly (Share & { readonly region: string })[]): TheilDecomposition {
  const total = theil(groups)
  const regions = new Map<string, Share[]>()
  for (const group of groups) {
    const members = regions.get(group.region)
    if (members) members.push(group)
    else regions.set(group.region, [group])
  }
  const sums = [...regions.values()].map(
    (members): Share => ({
      people: members.reduce((sum, member) => sum + member.people, 0),
      resource: members.reduce((sum, member) => sum + member.resource, 0),
    }),
  )
  const between = theil(sums)
  return { total, between, within: Number.isFinite(between) ? total - between : Number.NaN }
}
