'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import type { CockpitAddress } from '../cockpit/address'
import { oneOf, queryReader } from '../cockpit/read-query'
import { type AddressBar, useAddress } from '../cockpit/useAddress'
import { BREAKDOWNS, type LoopBreakdown } from './loop-view'

export interface LoopBar extends AddressBar {
  readonly by: LoopBreakdown
  readonly breakDown: (by: LoopBreakdown) => void
}

/** The cockpit's address on the page of the loop, with what its table is broken down by (`?b=`, the level without). */
export function useLoopAddress(): LoopBar {
  const bar = useAddress()
  const query = useSearchParams()
  const by = queryReader(query).read('b', oneOf(BREAKDOWNS)) ?? 'level'
  const { hrefTo: plain } = bar
  const href = useCallback(
    (change: Partial<CockpitAddress>, to: LoopBreakdown) => {
      const path = plain(change)
      return to === 'level' ? path : `${path}${path.includes('?') ? '&' : '?'}b=${to}`
    },
    [plain],
  )
  const go = useCallback(
    (change: Partial<CockpitAddress>, to: LoopBreakdown) => {
      const next = href(change, to)
      if (next !== `${window.location.pathname}${window.location.search}`) window.history.pushState(null, '', next)
    },
    [href],
  )
  return {
    address: bar.address,
    by,
    hrefTo: (change) => href(change, by),
    go: (change) => go(change, by),
    breakDown: (to) => go({}, to),
  }
}
