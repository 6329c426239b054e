import type { Area, Facility } from '@cockpit/domain/territory/territory'
import { approximateMinutes } from '@cockpit/geo/travel-time'
import type { CountyLevelRow } from './county-levels'
import type { PlanNote } from './plan-note'
import type { SitingCounty } from './run-siting'
import { travelNote } from './travel-note'

export interface SitingDemandInput {
  /** Residents by county, in the order of `counties`. */
  readonly levels: readonly CountyLevelRow[]
  readonly counties: readonly Pick<Area, 'code' | 'centre'>[]
  readonly facilities: readonly Pick<Facility, 'tier' | 'at'>[]
  readonly minutes: readonly (readonly number[])[]
  readonly radius: number
  readonly demand: 'residents' | 'uncovered'
}

/**
 * Who is to be covered from each county: its residents, or nobody where a tertiary hospital is within the radius already.
 * A county whose residents are not known counts as 0 and is told.
 */
export function sitingDemand(input: SitingDemandInput): { demand: SitingCounty[]; notes: PlanNote[] } {
  const { levels, counties, facilities, minutes, radius } = input
  const tertiary = facilities.filter(({ tier }) => tier === 'tertiary')
  const served = (county: Pick<Area, 'centre'>) =>
    tertiary.some(({ at }) => approximateMinutes(county.centre, at) <= radius)
  const demand = counties.map((county, i) => ({
    code: county.code,
    demand: input.demand === 'uncovered' && served(county) ? 0 : (levels[i]?.value ?? 0),
  }))
  const unknown = levels.filter(({ value }) => value === null).length
  const nearest = Math.min(...minutes.flatMap((row) => row.filter((time) => time > 0)))
  const notes: PlanNote[] = [{ says: 'centre' }, travelNote(), { says: 'border' }, { says: 'capacity' }]
  if (unknown > 0) notes.push({ says: 'unknownResidents', values: { count: unknown } })
  if (radius < nearest) notes.push({ says: 'shortRadius', values: { minutes: Math.ceil(nearest) } })
  if (input.demand === 'uncovered') notes.push({ says: 'tertiary', values: { count: tertiary.length } })
  return { demand, notes }
}
