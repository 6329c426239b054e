import type { DemoPlaces as PeoplePlaces } from '@cockpit/db/people/demo-people'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { DemoRegion } from '@cockpit/geo/demo/demo-region'
import type { DemoPlaces as WorldPlaces } from '@cockpit/semantic-layer/demo/world'
import type { DemoWorld } from '@cockpit/semantic-layer/packs/contract'

/** The region's rows as the packs' generators want them, with the newest population. */
export function worldPlaces(region: DemoRegion): WorldPlaces {
  const newest = Math.max(...region.population.map((row) => row.year))
  const residents = new Map(
    region.population.filter((row) => row.year === newest).map((row) => [row.code, row.residents]),
  )
  const cities = new Set(region.areas.filter((area) => area.level === 'city').map((area) => area.code))
  return {
    counties: region.areas
      .filter((area) => area.level === 'county')
      .map((area) => ({
        code: area.code,
        name: area.name.zh,
        population: residents.get(area.code) ?? 0,
        cityCode: area.parent && cities.has(area.parent) ? area.parent : null,
      })),
    facilities: region.institutions.map((one) => ({
      id: one.id,
      name: one.name.zh,
      countyCode: one.county,
      tier: one.tier,
      category: one.category,
      beds: one.beds,
    })),
  }
}

/**
 * Where the demo's people stand: the hospital whose drug share rises works with the account `hospital`, and its county
 * is the one with a virtual platform, so that the main job can be played from alert to closure.
 * @throws Error when the world has no such story: the demo would not show what it is for
 */
export function peoplePlaces(region: DemoRegion, world: DemoWorld): PeoplePlaces {
  const hospital = world.facilities.find((one) => one.story === 'rising-drug-share')
  if (!hospital)
    throw new Error('the demonstration has no hospital with a rising drug share; see semantic-layer/demo/stories.ts')
  return {
    province: AreaCode.parse(region.root.code),
    county: AreaCode.parse(hospital.countyCode),
    facility: FacilityId.parse(hospital.id),
  }
}
