'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type CockpitAddress, readAddress, writeAddress } from './address'

export interface AddressBar {
  readonly address: CockpitAddress
  /** The link to the same cockpit with some of it changed. */
  readonly hrefTo: (change: Partial<CockpitAddress>) => string
  /** Goes there; the browser's back button returns to exactly what was shown before. */
  readonly go: (change: Partial<CockpitAddress>) => void
}

export function useAddress(): AddressBar {
  const query = useSearchParams()
  const path = usePathname()
  const address = useMemo(() => readAddress(query), [query])
  const hrefTo = useCallback(
    (change: Partial<CockpitAddress>) => `${path}${writeAddress({ ...address, ...change })}`,
    [address, path],
  )
  const go = useCallback(
    (change: Partial<CockpitAddress>) => {
      const href = hrefTo(change)
      // Next follows the history by itself; the page's data come through queries, so the server need not render it again.
      if (href !== `${window.location.pathname}${window.location.search}`) window.history.pushState(null, '', href)
    },
    [hrefTo],
  )
  return { address, hrefTo, go }
}
