'use client'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTRPC } from '../queries/trpc'
import { useProfileFrame } from './profile-frame'

/** Names of the facilities the person may see, in the screen's language. */
export function usePeerNames(): (id: string) => string | undefined {
  const { province, language, facility } = useProfileFrame()
  const trpc = useTRPC()
  const { data } = useQuery(trpc.territory.facilities.queryOptions({ area: province }))
  const names = useMemo(
    () =>
      new Map([
        [String(facility.id), facility.name[language]],
        ...(data ?? []).map((one) => [one.id, one.name[language]] as const),
      ]),
    [data, facility, language],
  )
  return useCallback((id: string) => names.get(id), [names])
}
