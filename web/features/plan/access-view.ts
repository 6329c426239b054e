import { accessibility, enhancedSteps, type TravelMatrix } from '@cockpit/domain/allocation/accessibility'

/** What the server sends once for a territory; every catchment is then computed here. */
export interface AccessInputs {
  readonly counties: readonly { readonly code: string; readonly name: string; readonly residents: number }[]
  readonly sites: readonly { readonly id: string; readonly name: string; readonly beds: number }[]
  /** Journeys of at most `reach` minutes; all others are out of reach of every catchment offered. */
  readonly journeys: {
    readonly county: readonly number[]
    readonly site: readonly number[]
    readonly minutes: readonly number[]
  }
  readonly reach: number
}

export const CATCHMENTS = [30, 45, 60] as const
export type Catchment = (typeof CATCHMENTS)[number]

export interface CountyAccess {
  readonly code: string
  readonly name: string
  /** Beds per 1,000 residents within reach, competition counted. */
  readonly bedsPerThousand: number
}

export interface AccessView {
  readonly counties: readonly CountyAccess[]
  /** Beds within somebody's reach ÷ all residents, per 1,000: what everyone would have if access were equal. */
  readonly mean: number
  /** Residents of counties with less than half the mean. */
  readonly poorlyServed: number
  readonly residents: number
  /** Counties whose centre reaches no bed at all. */
  readonly unreached: readonly string[]
  /** Beds no county centre reaches. */
  readonly strandedBeds: number
}

/** Dense times from the sparse journeys; done once for a territory. */
export function travelMatrix(inputs: AccessInputs): TravelMatrix {
  const places = inputs.counties.length
  const sites = inputs.sites.length
  const minutes = new Float64Array(places * sites).fill(Number.POSITIVE_INFINITY)
  const { county, site, minutes: times } = inputs.journeys
  for (const [at, time] of times.entries()) minutes[(county[at] as number) * sites + (site[at] as number)] = time
  return { places, sites, minutes }
}

/** E2SFCA with the three steps stretched to the catchment. 90 counties x 2,000 sites take a few milliseconds. */
export function accessView(inputs: AccessInputs, travel: TravelMatrix, catchment: number): AccessView {
  const beds = inputs.sites.map((site) => site.beds)
  const { access, stranded } = accessibility(
    inputs.counties.map((county) => county.residents),
    beds,
    travel,
    enhancedSteps(catchment),
  )
  const residents = inputs.counties.reduce((sum, county) => sum + county.residents, 0)
  const strandedBeds = stranded.reduce((sum, site) => sum + (beds[site] as number), 0)
  const total = beds.reduce((sum, one) => sum + one, 0)
  const mean = residents > 0 ? ((total - strandedBeds) * 1000) / residents : 0
  const counties = inputs.counties.map(({ code, name }, i) => ({
    code,
    name,
    bedsPerThousand: (access[i] as number) * 1000,
  }))
  return {
    counties,
    mean,
    residents,
    poorlyServed: inputs.counties.reduce(
      (sum, county, i) => ((counties[i]?.bedsPerThousand ?? 0) < mean / 2 ? sum + county.residents : sum),
      0,
    ),
    unreached: counties.filter(({ bedsPerThousand }) => bedsPerThousand === 0).map(({ code }) => code),
    strandedBeds,
  }
}
