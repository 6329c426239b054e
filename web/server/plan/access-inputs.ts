import type { Area } from '@cockpit/domain/territory/territory'
import { approximateMinutes } from '@cockpit/geo/travel-time'
import type { ListedFacility } from '../territory/facility-directory'
import type { CountyLevelRow } from './county-levels'
import type { PlanNote } from './plan-note'
import { travelNote } from './travel-note'

/** Minutes beyond which no catchment of the page looks. */
export const REACH = 60

/**
 * Residents at county centres, beds at facilities, and every journey within reach. Times to a tenth of a minute, so that
 * 90 counties and 2,000 facilities stay under 300 KB. Counties without known residents and facilities without known beds
 * are left out and told.
 */
export function accessInputs(
  levels: readonly CountyLevelRow[],
  areas: readonly Pick<Area, 'code' | 'centre'>[],
  facilities: readonly ListedFacility[],
) {
  const centres = new Map<string, Area['centre']>(areas.map(({ code, centre }) => [code, centre]))
  const counties = levels.flatMap(({ code, name, value }) => (value === null ? [] : [{ code, name, residents: value }]))
  const sites = facilities.flatMap(({ id, name, beds, at, tier }) =>
    beds === null || beds === 0 ? [] : [{ id: String(id), name, beds, at, tier }],
  )
  const journeys = { county: [] as number[], site: [] as number[], minutes: [] as number[] }
  for (const [i, { code }] of counties.entries()) {
    const from = centres.get(code)
    if (!from) continue
    for (const [j, { at }] of sites.entries()) {
      const minutes = approximateMinutes(from, at)
      if (minutes > REACH) continue
      journeys.county.push(i)
      journeys.site.push(j)
      journeys.minutes.push(Math.round(minutes * 10) / 10)
    }
  }
  const withoutBeds = facilities.filter(({ beds }) => beds === null).length
  const notes: PlanNote[] = [{ says: 'centre' }, travelNote(), { says: 'border' }, { says: 'authorisedBeds' }]
  if (withoutBeds > 0) notes.push({ says: 'withoutBeds', values: { count: withoutBeds } })
  if (counties.length < levels.length)
    notes.push({ says: 'unknownResidents', values: { count: levels.length - counties.length } })
  return { counties, sites, journeys, reach: REACH, notes, demo: facilities.some(({ demo }) => demo) }
}
