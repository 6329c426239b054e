import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { formatPeriod, type Period } from '@cockpit/domain/period/period'
import { FACILITY_TIERS, type FacilityTier } from '@cockpit/domain/territory/territory'
import { oneOf, periodOrNothing, type Query, queryReader } from './read-query'

export type Comparing = 'sameLastYear' | 'previous'

/** Everything the cockpit shows follows from this, and this stands in the URL: a link shows the same thing to whoever may see it. */
export interface CockpitAddress {
  /** Area, `?t=`. Absent: where the person's authority begins. */
  readonly area: AreaCode | null
  /** Facility, `?f=`. */
  readonly facility: FacilityId | null
  /** `?p=`. Absent: the last month that the data reach. */
  readonly period: Period | null
  /** Indicator of map, trend and list, `?i=`. Absent: the first of the board. */
  readonly indicator: IndicatorId | null
  /** `?cmp=` `yoy` (同比, the default) or `mom` (环比). */
  readonly compare: Comparing
  /** What the map shows, `?by=county`: all counties instead of the next level. */
  readonly counties: boolean
  /** `?tier=`: the facilities of the list, because only peers are compared. Absent: all. */
  readonly tier: FacilityTier | null
  /** `?rt=`: the tier whose facilities an area's radar is about. Absent: tertiary hospitals. */
  readonly radarTier: FacilityTier | null
  /** `?map=plain`: the map without WebGL. */
  readonly plainMap: boolean
  /** Names of parameters that could not be read; the rest of the address still holds. */
  readonly unread: readonly string[]
}

export const HOME: CockpitAddress = {
  area: null,
  facility: null,
  period: null,
  indicator: null,
  compare: 'sameLastYear',
  counties: false,
  tier: null,
  radarTier: null,
  plainMap: false,
  unread: [],
}

/** Reads the query of a URL. What cannot be read is named in `unread` and left at its default, never an error page. */
export function readAddress(query: Query): CockpitAddress {
  const { read, unread } = queryReader(query)
  const address = {
    area: read('t', (text) => AreaCode.safeParse(text).data),
    facility: read('f', (text) => FacilityId.safeParse(text).data),
    period: read('p', periodOrNothing),
    indicator: read('i', (text) => IndicatorId.safeParse(text).data),
    compare:
      read('cmp', (text) => (({ yoy: 'sameLastYear', mom: 'previous' }) as const)[text as 'yoy' | 'mom']) ??
      'sameLastYear',
    counties: read('by', (text) => (text === 'county' ? true : undefined)) ?? false,
    tier: read('tier', oneOf(FACILITY_TIERS)),
    radarTier: read('rt', oneOf(FACILITY_TIERS)),
    plainMap: read('map', (text) => (text === 'plain' ? true : undefined)) ?? false,
  }
  return { ...address, unread }
}

/** The query that `readAddress` reads back to the same address; defaults are left out, so the shortest link wins. */
export function writeAddress(address: CockpitAddress): string {
  const query = new URLSearchParams()
  if (address.area) query.set('t', address.area)
  if (address.facility) query.set('f', address.facility)
  if (address.period) query.set('p', formatPeriod(address.period))
  if (address.indicator) query.set('i', address.indicator)
  if (address.compare === 'previous') query.set('cmp', 'mom')
  if (address.counties) query.set('by', 'county')
  if (address.tier) query.set('tier', address.tier)
  if (address.radarTier) query.set('rt', address.radarTier)
  if (address.plainMap) query.set('map', 'plain')
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
