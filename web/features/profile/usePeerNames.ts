'use client'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTRPC } from '../queries/trpc'
import { useProfileFrame } from './profile-frame'

/** Names of the facilities the person may see, in the screen's language, and the question they came by. */
export function usePeerNames() {
  const { province, language, facility } = useProfileFrame()
  const trpc = useTRPC()
  const asked = useQuery(trpc.territory.facilities.queryOptions({ area: province }))
  const names = useMemo(
    () =>
      new Map([
        [String(facility.id), facility.name[language]],
        ...(asked.data ?? []).map((one) => [one.id, one.name[language]] as const),
      ]),
    [asked.data, facility, language],
  )
  return { asked, nameOf: useCallback((id: string) => names.get(id), [names]) }
}
