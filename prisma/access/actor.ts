import { may, scopeOf } from '@cockpit/domain/access/decide'
import type { Action, Grant } from '@cockpit/domain/access/grant'
import { AreaCode, FacilityId, type PersonId } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'

/** Who asks, with what they were granted. Every use case decides by this and nothing else. */
export interface Actor {
  readonly id: PersonId
  readonly grants: readonly Grant[]
}

/** What an alert or a task is about: an area, or a facility in a county. */
export interface Place {
  readonly areaCode: string
  readonly facilityId: string | null
}

/** One facility's finding asks for the sensitivity `facility`; an area's asks for `aggregate`. */
export function permitted(actor: Actor, action: Action, place: Place, territory: Territory): boolean {
  const area = AreaCode.parse(place.areaCode)
  if (place.facilityId === null) return may(actor.grants, action, { area }, territory, 'aggregate')
  const facility = { id: FacilityId.parse(place.facilityId), county: area }
  return may(actor.grants, action, { facility }, territory, 'facility')
}

/** The condition under which rows that have a place are within an actor's reach: `permitted`, as a filter. */
export function withinReach(actor: Actor, action: Action, territory: Territory) {
  const areas = scopeOf(actor.grants, action, 'aggregate')
  const facilities = scopeOf(actor.grants, action, 'facility')
  return {
    OR: [
      { facilityId: null, areaCode: { in: codesUnder(areas.areas, territory) } },
      { facilityId: { not: null }, areaCode: { in: codesUnder(facilities.areas, territory) } },
      { facilityId: { in: [...facilities.facilities] } },
    ],
  }
}

/** The areas and everything below them, as codes; unknown areas cover nothing. */
export function codesUnder(areas: readonly AreaCode[], territory: Territory): string[] {
  const under = (code: AreaCode): AreaCode[] => [
    code,
    ...territory.children(code).flatMap((child) => under(child.code)),
  ]
  return [...new Set(areas.filter((code) => territory.get(code) !== undefined).flatMap(under))]
}
