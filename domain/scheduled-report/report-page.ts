import { AreaCode, type FacilityId } from '../ids'
import { formatPeriod, type Period, previousPeriod } from '../period/period'

/** A page that may be a report, and where its address says place and period. */
interface ReportPage {
  readonly is: (path: string) => boolean
  readonly periods: (period: Period) => Readonly<Record<string, string>>
  /** Puts a place into the address; absent: the page cannot be about each recipient's own place. */
  readonly place?: (url: URL, place: OwnPlace) => boolean
}

export interface OwnPlace {
  readonly area: AreaCode
  readonly facility: FacilityId | null
}

const asP = (period: Period) => ({ p: formatPeriod(period) })

function setPlace(area: string, facility: string | null) {
  return (url: URL, place: OwnPlace): boolean => {
    if (place.facility && !facility) return false
    url.searchParams.set(area, place.area)
    if (facility) url.searchParams.delete(facility)
    if (facility && place.facility) url.searchParams.set(facility, place.facility)
    return true
  }
}

/** Pages of figures. Single cases, tasks, alerts and the administration are none: they speak of persons, or of a moment. */
const PAGES: Readonly<Record<'cockpit' | 'region' | 'facility' | 'ranking' | 'compare' | 'explain', ReportPage>> = {
  cockpit: { is: (path) => path === '/', periods: asP, place: setPlace('t', 'f') },
  region: {
    is: (path) => /^\/region\/\d{6}$/.test(path),
    periods: asP,
    place: (url, place) => {
      url.pathname = `/region/${place.area}`
      return place.facility === null
    },
  },
  facility: {
    is: (path) => /^\/facility\/[^/]+$/.test(path),
    periods: asP,
    place: (url, place) => {
      if (place.facility) url.pathname = `/facility/${encodeURIComponent(place.facility)}`
      return place.facility !== null
    },
  },
  ranking: {
    is: (path) => path === '/ranking',
    periods: (period) => ({ period: formatPeriod(period) }),
    place: setPlace('area', null),
  },
  compare: { is: (path) => path === '/compare', periods: asP },
  explain: {
    is: (path) => path === '/explain',
    periods: (period) => ({ from: formatPeriod(previousPeriod(period)), to: formatPeriod(period) }),
    place: setPlace('area', 'f'),
  },
}

export type ReportPageName = keyof typeof PAGES

/** Which page of figures an address is; null for any other address. Periods side by side bring their own and are none. Pure. */
export function reportPage(path: string): ReportPageName | null {
  const url = urlOf(path)
  if (!url) return null
  const names = Object.keys(PAGES) as ReportPageName[]
  const name = names.find((one) => PAGES[one].is(url.pathname)) ?? null
  return name === 'compare' && url.searchParams.get('of') === 'periods' ? null : name
}

/** True where the page can be made about each recipient's own place. */
export function takesOwnPlace(path: string): boolean {
  const name = reportPage(path)
  return name !== null && PAGES[name].place !== undefined
}

/**
 * The address of a page at a period, and at a place where one is given; null where the page cannot be about that place. What else the
 * address says stays. Pure.
 */
export function pageAt(path: string, period: Period, place: OwnPlace | null): string | null {
  const url = urlOf(path)
  const name = reportPage(path)
  if (!url || !name) return null
  const page = PAGES[name]
  for (const [key, text] of Object.entries(page.periods(period))) url.searchParams.set(key, text)
  if (place && !page.place?.(url, place)) return null
  return url.pathname + url.search
}

/** The area an address is about, where it says one. */
export function areaIn(path: string): AreaCode | null {
  const url = urlOf(path)
  const said =
    url && (/^\/region\/(\d{6})$/.exec(url.pathname)?.[1] ?? url.searchParams.get('t') ?? url.searchParams.get('area'))
  return AreaCode.safeParse(said).data ?? null
}

function urlOf(path: string): URL | null {
  const here = 'http://here.invalid'
  if (!path.startsWith('/') || path.length > 2000 || !URL.canParse(path, here)) return null
  const url = new URL(path, here)
  return url.origin === here ? url : null
}
