'use client'
import { SCREENS_EVERY_MS } from '@cockpit/domain/posture/posture'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useEffect } from 'react'
import type { AppRouter } from '../../server/router'
import { useTRPC } from '../queries/trpc'
import { refreshUrgently } from './refresh-urgently'

export type CurrentPostures = inferRouterOutputs<AppRouter>['posture']['current']

/**
 * The postures in force that touch the reader's territory, and how often screens ask again meanwhile.
 * @param initial as the server knew them when it made the page: a banner that came later would push the page down
 */
export function usePosture(initial?: CurrentPostures) {
  const trpc = useTRPC()
  const { data } = useQuery(
    trpc.posture.current.queryOptions(undefined, {
      ...(initial ? { initialData: initial } : {}),
      refetchInterval: ({ state }) =>
        (state.data?.length ?? 0) > 0 ? SCREENS_EVERY_MS.emergency : SCREENS_EVERY_MS.routine,
    }),
  )
  const postures = data ?? []
  const emergency = postures.length > 0
  return { postures, emergency, everyMs: SCREENS_EVERY_MS[emergency ? 'emergency' : 'routine'] }
}

/** While 急 holds, everything shown that concerns the work is asked again every quarter minute. Stands once on a screen. */
export function useUrgentRefresh(emergency: boolean): void {
  const queries = useQueryClient()
  useEffect(
    () => (emergency ? refreshUrgently(queries, () => document.visibilityState === 'hidden') : undefined),
    [emergency, queries],
  )
}
