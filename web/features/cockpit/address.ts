import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { formatPeriod, type Period, PeriodError, parsePeriod } from '@cockpit/domain/period/period'

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
  plainMap: false,
  unread: [],
}

/** Reads the query of a URL. What cannot be read is named in `unread` and left at its default, never an error page. */
export function readAddress(query: { get(name: string): string | null }): CockpitAddress {
  const unread: string[] = []
  function read<T>(name: string, parse: (text: string) => T | undefined): T | null {
    const text = query.get(name)
    if (text === null || text === '') return null
    const value = parse(text)
    if (value === undefined) unread.push(name)
    return value ?? null
  }
  const address = {
    area: read('t', (text) => AreaCode.safeParse(text).data),
    facility: read('f', (text) => FacilityId.safeParse(text).data),
    period: read('p', periodOrNothing),
    indicator: read('i', (text) => IndicatorId.safeParse(text).data),
    compare:
      read('cmp', (text) => (({ yoy: 'sameLastYear', mom: 'previous' }) as const)[text as 'yoy' | 'mom']) ??
      'sameLastYear',
    counties: read('by', (text) => (text === 'county' ? true : undefined)) ?? false,
    plainMap: read('map', (text) => (text === 'plain' ? true : undefined)) ?? false,
  }
  return { ...address, unread }
}

function periodOrNothing(text: string): Period | undefined {
  try {
    return parsePeriod(text)
  } catch (error) {
    if (error instanceof PeriodError) return undefined
    throw error
  }
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
  if (address.plainMap) query.set('map', 'plain')
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
