import type { AreaCode, Bilingual, FacilityId } from '@cockpit/domain/ids'
import type { FacilityCategory, FacilityTier } from '@cockpit/domain/territory/territory'
import type { VisibleArea, VisibleTree } from '../../server/territory/visible-tree'
import type { CockpitAddress } from './address'

export interface PlaceFacility {
  readonly id: string
  readonly name: Bilingual
  readonly county: string
  readonly tier: FacilityTier
  readonly category: FacilityCategory
  readonly at: readonly [number, number]
  readonly beds: number | null
}

/** Where the cockpit stands: an area of the tree with the way to it, and possibly one facility in it. */
export interface Place {
  readonly area: VisibleArea
  readonly path: readonly VisibleArea[]
  readonly facility: PlaceFacility | null
  /** The level below: areas, or facilities when there are none. */
  readonly childAreas: readonly VisibleArea[]
}

/** The area and facility of an address, with the person's starting place for what it leaves open; null for an empty tree. */
export function startingAt(
  tree: VisibleTree,
  address: Pick<CockpitAddress, 'area' | 'facility'>,
): { area: string; facility: string | null } | null {
  if (address.area || address.facility) return { area: address.area ?? '', facility: address.facility }
  return tree.start && { area: tree.start.area, facility: tree.start.facility }
}

/** Null when the area does not exist within the person's authority. */
export function placeOf(tree: VisibleTree, code: string, facility: PlaceFacility | null): Place | null {
  const byCode = new Map(tree.areas.map((area) => [area.code, area]))
  const area = byCode.get(code)
  if (!area) return null
  const path: VisibleArea[] = []
  for (let at: VisibleArea | undefined = area; at; at = at.parent ? byCode.get(at.parent) : undefined) path.unshift(at)
  return { area, path, facility, childAreas: tree.areas.filter(({ parent }) => parent === code) }
}

/** The question's territory, and its facility where one is chosen. */
export function territoryOf(place: Place): { territory: AreaCode; facility?: FacilityId } {
  const territory = place.area.code as AreaCode
  return place.facility ? { territory, facility: place.facility.id as FacilityId } : { territory }
}
