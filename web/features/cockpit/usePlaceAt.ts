'use client'
import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { type Period, parsePeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useMemo } from 'react'
import type { AppRouter } from '../../server/router'
import type { VisibleArea } from '../../server/territory/visible-tree'
import { useTRPC } from '../queries/trpc'
import { type Place, placeOf, startingAt } from './place'

export interface PlaceAt {
  readonly place: Place
  /** All areas the person sees, with their names. */
  readonly areas: readonly VisibleArea[]
  /** The last month the data reach. */
  readonly latest: Period
  readonly board: inferRouterOutputs<AppRouter>['boards']['overview']
  readonly definitionOf: (id: string) => IndicatorDefinition | undefined
}

/**
 * The place of an address for the pages beside the cockpit, with the indicators and the last month.
 * `outside`: everything has come, and there is no such place within the person's authority.
 */
export function usePlaceAt(asked: { readonly area: AreaCode | null; readonly facility?: FacilityId | null }): {
  at: PlaceAt | null
  outside: boolean
  error: unknown
  retry: () => void
} {
  const trpc = useTRPC()
  const tree = useQuery(trpc.territory.tree.queryOptions())
  const board = useQuery(trpc.boards.overview.queryOptions())
  const { area, facility: asks = null } = asked
  const start = useMemo(() => tree.data && startingAt(tree.data, { area, facility: asks }), [tree.data, area, asks])
  const facility = useQuery({
    ...trpc.territory.facility.queryOptions({ id: start?.facility ?? '' }),
    enabled: Boolean(start?.facility),
  })
  const waiting = tree.isPending || board.isPending || (Boolean(start?.facility) && facility.isPending)
  const chosen = start?.facility ? (facility.data ?? null) : null
  const place = useMemo(
    () => (tree.data && start && !waiting ? placeOf(tree.data, chosen?.county ?? start.area, chosen) : null),
    [tree.data, start, chosen, waiting],
  )
  const at = useMemo((): PlaceAt | null => {
    if (!place || !board.data || !tree.data) return null
    const byId = new Map<string, IndicatorDefinition>(board.data.definitions.map((one) => [one.id, one]))
    return {
      place,
      areas: tree.data.areas,
      latest: parsePeriod(board.data.latest),
      board: board.data,
      definitionOf: (id) => byId.get(id),
    }
  }, [place, tree.data, board.data])
  const error = tree.error ?? board.error ?? facility.error
  return {
    at,
    // What could not be asked is not known to be outside.
    outside: !waiting && !place && !error,
    error,
    retry: () => void Promise.all([tree.refetch(), board.refetch(), ...(start?.facility ? [facility.refetch()] : [])]),
  }
}
