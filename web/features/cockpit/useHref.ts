'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import type { Query } from './read-query'

/**
 * A page's address read from the URL, and the way to another one of the same page. Each step is one of the browser's history, so that back
 * returns to exactly what was shown.
 * @param read keep it and `write` the same function between renders
 */
export function useHref<Address extends object>(
  read: (query: Query) => Address,
  write: (address: Address) => string,
): {
  readonly address: Address
  readonly hrefTo: (change: Partial<Address>) => string
  readonly go: (change: Partial<Address>) => void
} {
  const query = useSearchParams()
  const address = useMemo(() => read(query), [query, read])
  const hrefTo = useCallback((change: Partial<Address>) => write({ ...address, ...change }), [address, write])
  const go = useCallback(
    (change: Partial<Address>) => {
      const href = hrefTo(change)
      if (href !== `${window.location.pathname}${window.location.search}`) window.history.pushState(null, '', href)
    },
    [hrefTo],
  )
  return { address, hrefTo, go }
}
