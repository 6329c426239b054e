'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { readTaskAddress, type TaskAddress, tasksHref } from './task-address'

/** The address of the list, and the way to the same list with some of it changed; the browser's back button undoes each change. */
export function useTaskAddress() {
  const query = useSearchParams()
  const address = useMemo(() => readTaskAddress(query), [query])
  const go = useCallback(
    (change: Partial<TaskAddress>) => {
      const href = tasksHref({ ...address, ...change })
      if (href !== `${window.location.pathname}${window.location.search}`) window.history.pushState(null, '', href)
    },
    [address],
  )
  return { address, go }
}
