import { expect } from 'vitest'
import type { RawRow } from './lake-of'

/** Of each attending doctor what a plain count over the pages of one facility gives, in the order of the keys, pages without one last. */
export function naiveDoctors(pages: readonly RawRow[]) {
  const key = (page: RawRow) => String(page.attending_key ?? '')
  const keys = [...new Set(pages.map(key))].sort((a, b) => Number(a === '') - Number(b === '') || (a < b ? -1 : 1))
  const died = (page: RawRow) => page.discharge_way === '5'
  return keys.map((one) => {
    const own = pages.filter((page) => key(page) === one)
    if (own.length < 5) return { key: one, listed: null, cases: null, observed: null, costPerCase: null }
    const short = own.filter((page) => Number(page.los_days) <= 60)
    const [low, midLow] = ['AA11', 'BB21'].map((group) => short.filter((page) => page.drg_code === group))
    return {
      key: one,
      listed: own.filter(died).length,
      cases: own.length,
      observed: [...(low ?? []), ...(midLow ?? [])].filter(died).length,
      lowRiskDeaths: (low ?? []).filter(died).length,
      expected: expect.closeTo(0.004 * (low?.length ?? 0) + 0.02 * (midLow?.length ?? 0), 9),
    }
  })
}
