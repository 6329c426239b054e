'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type AlertAddress, alertsHref, readAlertAddress } from './alert-address'

/** The address of the list, and the way to the same list with some of it changed; the browser's back button undoes each change. */
export function useAlertAddress() {
  const query = useSearchParams()
  const address = useMemo(() => readAlertAddress(query), [query])
  const hrefTo = useCallback((change: Partial<AlertAddress>) => alertsHref({ ...address, ...change }), [address])
  const go = useCallback(
    (change: Partial<AlertAddress>) => {
      const href = hrefTo(change)
      if (href !== `${window.location.pathname}${window.location.search}`) window.history.pushState(null, '', href)
    },
    [hrefTo],
  )
  return { address, hrefTo, go }
}
