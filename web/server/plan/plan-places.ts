import { coversArea, scopeOf } from '@cockpit/domain/access/decide'
import type { Grant } from '@cockpit/domain/access/grant'
import type { Area, AreaLevel, Territory } from '@cockpit/domain/territory/territory'

const RANK: Record<AreaLevel, number> = { province: 0, city: 1, county: 2 }

export interface PlanPlace {
  readonly code: string
  readonly name: Area['name']
  readonly level: AreaLevel
  readonly counties: readonly { readonly code: string; readonly name: Area['name']; readonly at: Area['centre'] }[]
}

/** Territories with something to allocate between: at least two counties, all of them within `plan.simulate`. Widest first. */
export function plannablePlaces(grants: readonly Grant[], territory: Territory): PlanPlace[] {
  const scope = scopeOf(grants, 'plan.simulate', 'aggregate')
  return territory
    .all()
    .filter(({ code, level }) => level !== 'county' && coversArea(scope, code, territory))
    .map((area) => ({
      code: area.code,
      name: area.name,
      level: area.level,
      counties: territory.counties(area.code).map(({ code, name, centre }) => ({ code, name, at: centre })),
    }))
    .filter(({ counties }) => counties.length >= 2)
    .sort((a, b) => RANK[a.level] - RANK[b.level] || a.code.localeCompare(b.code))
}
