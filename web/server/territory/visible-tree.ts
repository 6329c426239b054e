import { coversArea, coversFacility, type Scope } from '@cockpit/domain/access/decide'
import type { AreaCode } from '@cockpit/domain/ids'
import type { Area, AreaLevel, Territory } from '@cockpit/domain/territory/territory'
import type { FacilityDirectory, ListedFacility } from './facility-directory'

/** An area of the tree as one person sees it. `readable` is false for the ancestors that only say where one is. */
export interface VisibleArea {
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly level: AreaLevel
  readonly parent: string | null
  readonly readable: boolean
  /** Facilities of the person's scope at or below. */
  readonly facilities: number
}

export interface VisibleTree {
  readonly areas: readonly VisibleArea[]
  /** Where this person begins: the topmost area of the scope, or the only facility and its county. */
  readonly start: { readonly area: string; readonly facility: string | null } | null
}

/** The areas within the scope and the names of those above them; everything else does not exist for the caller. */
export function visibleTree(scope: Scope, territory: Territory, directory: FacilityDirectory): VisibleTree {
  const facilities = visibleFacilities(scope, territory, directory)
  const counts = new Map<AreaCode, number>()
  for (const facility of facilities)
    for (const area of territory.path(facility.county)) counts.set(area.code, (counts.get(area.code) ?? 0) + 1)

  const shown = new Map<AreaCode, Area>()
  for (const area of territory.all())
    if (coversArea(scope, area.code, territory))
      for (const step of territory.path(area.code)) shown.set(step.code, step)
  for (const facility of facilities) for (const step of territory.path(facility.county)) shown.set(step.code, step)

  const areas = [...shown.values()]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((area) => ({
      code: area.code,
      name: area.name,
      level: area.level,
      parent: area.parent,
      readable: coversArea(scope, area.code, territory),
      facilities: counts.get(area.code) ?? 0,
    }))
  return { areas, start: startOf(areas, facilities, territory) }
}

export function visibleFacilities(scope: Scope, territory: Territory, directory: FacilityDirectory): ListedFacility[] {
  return directory.all().filter((facility) => coversFacility(scope, facility, territory))
}

function startOf(
  areas: readonly VisibleArea[],
  facilities: readonly ListedFacility[],
  territory: Territory,
): VisibleTree['start'] {
  const rank: Record<AreaLevel, number> = { province: 0, city: 1, county: 2 }
  const top = areas.filter((area) => area.readable).sort((a, b) => rank[a.level] - rank[b.level])[0]
  if (top) return { area: top.code, facility: null }
  const own = facilities[0]
  if (!own || !territory.get(own.county)) return null
  return { area: own.county, facility: own.id }
}
