import type { AreaCode, FacilityId } from '../ids'
import type { Facility, Territory } from '../territory/territory'
import { type Action, type Grant, PERMITTED, SENSITIVITIES, type Sensitivity } from './grant'

/**
 * What a person may see for one action: the union of the grants that allow it, deny by default.
 * Areas cover everything below them; facilities cover themselves alone. Both empty means nothing is visible.
 */
export interface Scope {
  readonly areas: readonly AreaCode[]
  readonly facilities: readonly FacilityId[]
}

export const NOTHING: Scope = { areas: [], facilities: [] }

/** The scope of an action at a sensitivity. A grant counts when its role permits the action and its sensitivity reaches far enough. */
export function scopeOf(grants: readonly Grant[], action: Action, sensitivity: Sensitivity): Scope {
  const areas = new Set<AreaCode>()
  const facilities = new Set<FacilityId>()
  for (const grant of grants) {
    if (!PERMITTED[grant.role].includes(action)) continue
    if (SENSITIVITIES.indexOf(grant.sensitivity) < SENSITIVITIES.indexOf(sensitivity)) continue
    if (grant.territory.kind === 'area') areas.add(grant.territory.code)
    else for (const id of grant.territory.ids) facilities.add(id)
  }
  return { areas: [...areas].sort(), facilities: [...facilities].sort() }
}

export function isNothing(scope: Scope): boolean {
  return scope.areas.length === 0 && scope.facilities.length === 0
}

export function coversArea(scope: Scope, area: AreaCode, territory: Territory): boolean {
  return scope.areas.some((granted) => territory.within(area, granted))
}

export function coversFacility(scope: Scope, facility: Pick<Facility, 'id' | 'county'>, territory: Territory): boolean {
  return scope.facilities.includes(facility.id) || coversArea(scope, facility.county, territory)
}

export type Subject = { area: AreaCode } | { facility: Pick<Facility, 'id' | 'county'> }

/** May someone with these grants do this to that? The one question behind every mutation. */
export function may(
  grants: readonly Grant[],
  action: Action,
  subject: Subject,
  territory: Territory,
  sensitivity: Sensitivity = 'aggregate',
): boolean {
  const scope = scopeOf(grants, action, sensitivity)
  return 'area' in subject
    ? coversArea(scope, subject.area, territory)
    : coversFacility(scope, subject.facility, territory)
}

/** Acts that concern the installation rather than a place (people, displays, audit): any grant of a permitting role will do. */
export function mayAnywhere(grants: readonly Grant[], action: Action): boolean {
  return grants.some((grant) => PERMITTED[grant.role].includes(action))
}
