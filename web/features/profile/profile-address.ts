import { formatPeriod, type Period } from '@cockpit/domain/period/period'
import type { DispersionRule, FunnelMethod } from '@cockpit/domain/spc/funnel'
import type { Comparing } from '../cockpit/address'
import { oneOf, periodOrNothing, type Query, queryReader, writeQuery } from '../cockpit/read-query'

/** Facilities of the same tier, or of the same tier and category. */
export type PeerChoice = 'tier' | 'type'

export const METHODS = ['log', 'sqrt', 'natural', 'exact', 'arcsine'] as const satisfies readonly FunnelMethod[]
export const DISPERSIONS = ['additive', 'multiplicative', 'none'] as const satisfies readonly DispersionRule[]
/** By what the strata of the standardised mortality are cut. */
export const STRATA = ['mdc', 'drg', 'ageSex'] as const
export type Stratified = (typeof STRATA)[number]

/** Everything the profile shows follows from the facility in the path and this, which stands in the URL. */
export interface ProfileAddress {
  /** `?p=`. Absent: the last month that the data reach. */
  readonly period: Period | null
  /** `?cmp=` `yoy` (同比, the default) or `mom` (环比). */
  readonly compare: Comparing
  /** `?g=type`: peers of the same category as well. */
  readonly peers: PeerChoice
  /** `?mdc=`: the major category whose groups the mix shows. Empty: all categories. */
  readonly mdc: string
  /** `?dep=`: the department whose doctors stand beside it. Empty: none chosen. */
  readonly department: string
  /** `?fi=`: the indicator of the funnel. Absent: the first there is. */
  readonly funnel: string | null
  /** `?fm=`: how its limits are reckoned. Absent, or no way for this indicator: the usual one. */
  readonly method: FunnelMethod | null
  /** `?fd=`: what its over-dispersion does to them. */
  readonly dispersion: DispersionRule
  /** `?mix=cases`: the mix by cases, not by weight. */
  readonly mixBy: 'weight' | 'cases'
  /** `?strata=`: the strata of the standardised mortality. */
  readonly strata: Stratified
  readonly unread: readonly string[]
}

const shortText = (text: string) => (text.length <= 64 ? text : undefined)

export function readProfileAddress(query: Query): ProfileAddress {
  const { read, unread } = queryReader(query)
  return {
    period: read('p', periodOrNothing),
    compare: read('cmp', oneOf(['yoy', 'mom'])) === 'mom' ? 'previous' : 'sameLastYear',
    peers: read('g', oneOf(['tier', 'type'])) ?? 'tier',
    mdc: read('mdc', shortText) ?? '',
    department: read('dep', shortText) ?? '',
    funnel: read('fi', shortText),
    method: read('fm', oneOf(METHODS)),
    dispersion: read('fd', oneOf(DISPERSIONS)) ?? 'additive',
    mixBy: read('mix', oneOf(['cases'])) ?? 'weight',
    strata: read('strata', oneOf(STRATA)) ?? 'mdc',
    unread,
  }
}

/** The query that `readProfileAddress` reads back to the same; defaults are left out. `?` alone where nothing is chosen. */
export function writeProfileAddress(address: Partial<ProfileAddress>): string {
  const { period, compare, peers, mdc, department, funnel, method, dispersion, mixBy, strata } = address
  const text = writeQuery({
    p: period && formatPeriod(period),
    cmp: compare === 'previous' ? 'mom' : null,
    g: peers === 'type' ? 'type' : null,
    mdc,
    dep: department,
    fi: funnel,
    fm: method,
    fd: dispersion === 'additive' ? null : dispersion,
    mix: mixBy === 'cases' ? mixBy : null,
    strata: strata === 'mdc' ? null : strata,
  })
  return text === '' ? '?' : text
}

/** The link to a facility's profile, with the period and comparison one comes from. */
export function profileHref(
  facility: string,
  { period, compare }: Partial<Pick<ProfileAddress, 'period' | 'compare'>> = {},
): string {
  const query = writeProfileAddress({ ...(period ? { period } : {}), ...(compare ? { compare } : {}) })
  return `/facility/${encodeURIComponent(facility)}${query === '?' ? '' : query}`
}
