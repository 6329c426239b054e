import { EquityError, requireShares, type Share } from './share'

/**
 * Gini coefficient of a resource over people (or land): 0 when everyone has the same, towards 1 when one has all.
 *
 *   G = 1 − Σ_k (X_k − X_{k−1}) (Y_k + Y_{k−1}),  X_0 = Y_0 = 0
 *
 * with X, Y the cumulative shares of people and resource, groups ordered by resource per head, fewest first.
 * Inequality inside a group is not seen: a county counts as equal within itself, so this is a lower bound.
 * Groups without people carry no weight in the order and must hold no resource.
 *
 * @param groups people and resource of each group, any units, at least one with people and some resource in all
 * @throws EquityError naming the group whose numbers cannot be used
 * @see Kakwani 1980; Brown's trapezoid formula
 */
export function gini(groups: readonly Share[]): number {
  const { people, resource } = requireShares(groups)
  let x = 0
  let y = 0
  let twiceArea = 0
  for (const group of byResourcePerHead(groups)) {
    const nextX = x + group.people / people
    const nextY = y + group.resource / resource
    twiceArea += (nextX - x) * (nextY + y)
    x = nextX
    y = nextY
  }
  return Math.max(0, 1 - twiceArea)
}

/** Points of the Lorenz curve from (0,0) to (1,1): cumulative share of people, cumulative share of resource. */
export function lorenzCurve(groups: readonly Share[]): { people: number; resource: number }[] {
  const total = requireShares(groups)
  const points = [{ people: 0, resource: 0 }]
  let people = 0
  let resource = 0
  for (const group of byResourcePerHead(groups)) {
    people += group.people
    resource += group.resource
    points.push({ people: people / total.people, resource: resource / total.resource })
  }
  return points
}

export const GINI_BANDS = ['veryEqual', 'equal', 'moderate', 'unequal', 'veryUnequal'] as const
export type GiniBand = (typeof GINI_BANDS)[number]

/** Customary reading: below 0.2, 0.3, 0.4, 0.5 and above. A band begins at its limit. Convention, not policy. */
export function giniBand(value: number): GiniBand {
  if (!Number.isFinite(value)) throw new EquityError(`A Gini coefficient is a number from 0 to 1, not ${value}.`)
  return value < 0.2
    ? 'veryEqual'
    : value < 0.3
      ? 'equal'
      : value < 0.4
        ? 'moderate'
        : value < 0.5
          ? 'unequal'
          : 'veryUnequal'
}

function byResourcePerHead(groups: readonly Share[]): Share[] {
  return groups.filter((group) => group.people > 0).sort((a, b) => a.resource / a.people - b.resource / b.people)
}
