'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type PlanAddress, readPlanAddress, writePlanAddress } from './plan-address'

/** The page's address and the way to another; the browser's back button returns to what was shown before. */
export function usePlanAddress() {
  const query = useSearchParams()
  const path = usePathname()
  const address = useMemo(() => readPlanAddress(query), [query])
  const go = useCallback(
    (change: Partial<PlanAddress>) =>
      window.history.pushState(null, '', `${path}${writePlanAddress({ ...address, ...change })}`),
    [address, path],
  )
  return { address, go }
}
