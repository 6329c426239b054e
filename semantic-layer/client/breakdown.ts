import { coversArea, coversFacility, isNothing, type Scope } from '@cockpit/domain/access/decide'
import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import type { Area, AreaLevel, Facility, Territory } from '@cockpit/domain/territory/territory'

export const DIMENSION_OF_LEVEL = {
  province: 'provinceCode',
  city: 'cityCode',
  county: 'countyCode',
} as const satisfies Record<AreaLevel, string>

export type FacilityMap = ReadonlyMap<FacilityId, Facility>

/** What the rows of an answer are about. */
export type Breakdown =
  | { readonly kind: 'total' }
  /** Areas of one or two levels (a province with counties directly below it has both); one Cube query a level. */
  | { readonly kind: 'areas'; readonly areas: readonly Area[] }
  | { readonly kind: 'facilities'; readonly facilities: readonly Facility[] }
  | { readonly kind: 'dimension'; readonly dimension: string }

/** Resolves `by` against the territory; undefined when it cannot stand (a facility has nothing territorial below it). */
export function breakdownOf(
  query: IndicatorQuery,
  territory: Territory,
  facilities: FacilityMap,
  definitions: readonly IndicatorDefinition[],
): Breakdown | undefined {
  const inside = () =>
    [...facilities.values()]
      .filter((facility) => territory.within(facility.county, query.territory))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  const byFacility = (): Breakdown | undefined =>
    definitions.some((definition) => definition.scope === 'facility' && definition.kind !== 'rate')
      ? { kind: 'facilities', facilities: inside() }
      : undefined
  switch (query.by) {
    case undefined:
      return { kind: 'total' }
    case 'children': {
      if (query.facility) return undefined
      const children = territory.children(query.territory)
      return children.length > 0 ? { kind: 'areas', areas: children } : byFacility()
    }
    case 'county':
      return query.facility ? undefined : { kind: 'areas', areas: territory.counties(query.territory) }
    case 'facility':
      return query.facility ? undefined : byFacility()
    default: {
      const dimension = query.by
      return definitions.some((definition) => definition.dimensions.includes(dimension))
        ? { kind: 'dimension', dimension }
        : undefined
    }
  }
}

export type Permission = 'all' | 'part' | 'none'

/**
 * What of a question its asker may see. Breakdowns by place lose the places outside the scope; a sum over a place needs the
 * whole place, because a part of it would be read as all of it ('part': the asker sees some of the place, but not its sum).
 */
export function permit(
  query: IndicatorQuery,
  breakdown: Breakdown,
  scope: Scope,
  territory: Territory,
  facilities: FacilityMap,
): { permission: Permission; visible: Breakdown } {
  if (isNothing(scope)) return { permission: 'none', visible: breakdown }
  if (breakdown.kind === 'areas') {
    const areas = breakdown.areas.filter((area) => coversArea(scope, area.code, territory))
    return { permission: areas.length > 0 ? 'all' : 'none', visible: { kind: 'areas', areas } }
  }
  if (breakdown.kind === 'facilities') {
    const seen = breakdown.facilities.filter((facility) => coversFacility(scope, facility, territory))
    // An area in scope without a facility is seen, and is empty.
    const whole = coversArea(scope, query.territory, territory)
    return { permission: seen.length > 0 || whole ? 'all' : 'none', visible: { kind: 'facilities', facilities: seen } }
  }
  const facility = query.facility ? facilities.get(query.facility) : undefined
  const whole = facility ? coversFacility(scope, facility, territory) : coversArea(scope, query.territory, territory)
  if (whole) return { permission: 'all', visible: breakdown }
  if (facility || breakdown.kind === 'dimension') return { permission: 'none', visible: breakdown }
  return { permission: touches(scope, query.territory, territory, facilities) ? 'part' : 'none', visible: breakdown }
}

function touches(scope: Scope, area: AreaCode, territory: Territory, facilities: FacilityMap): boolean {
  return (
    scope.areas.some((granted) => territory.within(granted, area)) ||
    scope.facilities.some((id) => {
      const facility = facilities.get(id)
      return facility !== undefined && territory.within(facility.county, area)
    })
  )
}

/** Cube dimensions and place filters by which a breakdown is asked: one entry a Cube query. */
export interface Part {
  /** Without the cube's name; undefined for a total. */
  readonly dimension?: string
  /** The rows' keys, where they are places. */
  readonly keys?: readonly string[]
}

export function partsOf(breakdown: Breakdown): Part[] {
  switch (breakdown.kind) {
    case 'total':
      return [{}]
    case 'dimension':
      return [{ dimension: breakdown.dimension }]
    case 'facilities':
      return [{ dimension: 'facilityId', keys: breakdown.facilities.map((facility) => facility.id) }]
    case 'areas': {
      const levels = [...new Set(breakdown.areas.map((area) => area.level))]
      return levels.map((level) => ({
        dimension: DIMENSION_OF_LEVEL[level],
        keys: breakdown.areas.filter((area) => area.level === level).map((area) => area.code),
      }))
    }
  }
}

/** Keys and names of the rows that stand whether there is data or not. */
export function placesOf(breakdown: Breakdown): { key: string; name?: string }[] | undefined {
  switch (breakdown.kind) {
    case 'total':
      return [{ key: '' }]
    case 'areas':
      return breakdown.areas.map((area) => ({ key: area.code, name: area.name.zh }))
    case 'facilities':
      return breakdown.facilities.map((facility) => ({ key: facility.id, name: facility.name.zh }))
    case 'dimension':
      return undefined
  }
}
