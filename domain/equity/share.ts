/** What one group (a county) has: people, or land where equity over land is asked, and the resource. Same units in all groups. */
export interface Share {
  readonly people: number
  readonly resource: number
}

export class EquityError extends Error {}

/**
 * Totals of the groups.
 * @throws EquityError when a number is negative or not finite, when a group has resource but no people, or a total is zero
 */
export function requireShares(groups: readonly Share[]): Share {
  let people = 0
  let resource = 0
  for (const [index, group] of groups.entries()) {
    for (const [name, value] of [
      ['people', group.people],
      ['resource', group.resource],
    ] as const)
      if (!Number.isFinite(value) || value < 0)
        throw new EquityError(`Group ${index} has ${name} ${value}; give a finite number that is not negative.`)
    if (group.people === 0 && group.resource > 0)
      throw new EquityError(
        `Group ${index} has ${group.resource} of the resource and nobody to use it; leave it out or correct its population.`,
      )
    people += group.people
    resource += group.resource
  }
  if (people === 0) throw new EquityError('Nobody lives in any of the groups; equity needs a population.')
  if (resource === 0) throw new EquityError('None of the groups has any of the resource; equity is not defined.')
  return { people, resource }
}
