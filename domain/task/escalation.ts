import { scopeOf } from '../access/decide'
import type { Action, Grant, Sensitivity } from '../access/grant'
import type { AreaCode } from '../ids'
import type { Territory } from '../territory/territory'

/** The authorities a task may be taken up to, nearest first: what stands above its own area. */
export function authoritiesOver(area: AreaCode, territory: Territory): AreaCode[] {
  const above: AreaCode[] = []
  for (let at = territory.get(area)?.parent; at; at = territory.get(at)?.parent) above.push(at)
  return above
}

/**
 * Whom an escalation calls: those who sit at the authority it reached, and at no other. Where nobody sits there it goes on up, so that it is heard; where nobody sits
 * above at all, everyone who may deal with it is called.
 *
 * @param people who may deal with it there at all
 * @param reached how many authorities above the task's own area, from 1
 */
export function calledBy<P extends { readonly grants: readonly Grant[] }>(
  people: readonly P[],
  { action, sensitivity }: { readonly action: Action; readonly sensitivity: Sensitivity },
  area: AreaCode,
  reached: number,
  territory: Territory,
): readonly P[] {
  for (const authority of authoritiesOver(area, territory).slice(Math.max(0, reached - 1))) {
    const seated = people.filter(({ grants }) => scopeOf(grants, action, sensitivity).areas.includes(authority))
    if (seated.length > 0) return seated
  }
  return people
}
