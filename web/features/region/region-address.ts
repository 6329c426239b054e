import { formatPeriod, type Period } from '@cockpit/domain/period/period'
import type { Comparing } from '../cockpit/address'
import { oneOf, periodOrNothing, type Query, queryReader, writeQuery } from '../cockpit/read-query'

/** What a region's page shows; its area stands in the path. */
export interface RegionAddress {
  readonly code: string
  /** `?p=`. Absent: the last month that the data reach. */
  readonly period: Period | null
  /** `?cmp=mom` 环比; 同比 without. */
  readonly compare: Comparing
  /** `?flow=admissions`; visits without. */
  readonly flow: 'visits' | 'admissions'
}

/** @param code area code of the path */
export function regionReader(code: string): (query: Query) => RegionAddress {
  return (query) => {
    const { read } = queryReader(query)
    return {
      code,
      period: read('p', periodOrNothing),
      compare: read('cmp', oneOf(['mom'])) ? 'previous' : 'sameLastYear',
      flow: read('flow', oneOf(['admissions'])) ?? 'visits',
    }
  }
}

export function regionHref(address: Partial<RegionAddress> & { readonly code: string }): string {
  return `/region/${address.code}${writeQuery({
    p: address.period && formatPeriod(address.period),
    cmp: address.compare === 'previous' ? 'mom' : null,
    flow: address.flow === 'admissions' ? 'admissions' : null,
  })}`
}
