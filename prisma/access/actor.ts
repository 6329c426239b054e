import { coversArea, may, scopeOf } from '@cockpit/domain/access/decide'
import type { Action, Grant } from '@cockpit/domain/access/grant'
import { AreaCode, FacilityId, type PersonId } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'

/** Who asks, with what they were granted. Every use case decides by this and nothing else. */
export interface Actor {
  readonly id: PersonId
  readonly grants: readonly Grant[]
}

/** An area, or a facility in a county. */
export interface Place {
  readonly areaCode: string
  readonly facilityId: string | null
}

/** What an alert or a task is about. It says how close to persons it comes; null: as close as its place. */
export interface FindingPlace extends Place {
  readonly sensitivity: string | null
}

type Finding = Extract<Action, `alert.${string}` | `task.${string}`>

/**
 * One facility's finding asks for the sensitivity `facility`, an area's for `aggregate`, and one that says a sensitivity of its own for `case`.
 * The kind of act decides what a place must say, so that no path to an alert or a task leaves it out.
 */
export function permitted(actor: Actor, action: Exclude<Action, Finding>, place: Place, territory: Territory): boolean
export function permitted(actor: Actor, action: Action, place: FindingPlace, territory: Territory): boolean
export function permitted(actor: Actor, action: Action, place: Place | FindingPlace, territory: Territory): boolean {
  const area = AreaCode.parse(place.areaCode)
  const restricted = 'sensitivity' in place && isRestricted(place)
  const grants = restricted ? personal(actor.grants) : actor.grants
  if (place.facilityId === null) return may(grants, action, { area }, territory, restricted ? 'case' : 'aggregate')
  const facility = { id: FacilityId.parse(place.facilityId), county: area }
  return may(grants, action, { facility }, territory, restricted ? 'case' : 'facility')
}

/** Whether it is for grants of the sensitivity `case` alone. A word that is not known is read as the strictest. */
export function isRestricted({ sensitivity }: Pick<FindingPlace, 'sensitivity'>): boolean {
  return sensitivity !== null
}

/** A wall is looked at by everyone who passes: its grant never comes as close as a case, whatever is written in it. */
function personal(grants: readonly Grant[]): readonly Grant[] {
  return grants.filter(({ role }) => role !== 'display')
}

/** Whether figures of everywhere that stand on single cases may be shown to someone: what a rule about them raised, and its backtests. */
export function readsCasesEverywhere(actor: Actor, territory: Territory): boolean {
  const scope = scopeOf(personal(actor.grants), 'alert.read', 'case')
  return territory.roots.length > 0 && territory.roots.every(({ code }) => coversArea(scope, code, territory))
}

/** The condition under which alerts and tasks are within an actor's reach: `permitted`, as a filter. */
export function withinReach(actor: Actor, action: Finding, territory: Territory) {
  const cases = scopeOf(personal(actor.grants), action, 'case')
  return {
    OR: [
      { sensitivity: null, ...placesWithinReach(actor, action, territory) },
      { sensitivity: { not: null }, areaCode: { in: codesUnder(cases.areas, territory) } },
      { sensitivity: { not: null }, facilityId: { in: [...cases.facilities] } },
    ],
  }
}

/** The condition under which rows that have a place and nothing closer are within an actor's reach. */
export function placesWithinReach(actor: Actor, action: Action, territory: Territory) {
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
