'use client'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../queries/trpc'

export interface OwnPlace {
  readonly territory: string
  readonly facility?: string
  readonly name: { readonly zh: string; readonly en: string }
  /** Last month the data reach, `yyyy-mm`. */
  readonly latest: string
}

/** Where the reader's authority begins, and the last month with data; null for somebody who sees no place. */
export function useOwnPlace(): { place: OwnPlace | null; error: unknown; loading: boolean; retry: () => void } {
  const trpc = useTRPC()
  const tree = useQuery(trpc.territory.tree.queryOptions())
  const overview = useQuery(trpc.boards.overview.queryOptions())
  const start = tree.data?.start
  const facility = useQuery({
    ...trpc.territory.facility.queryOptions({ id: start?.facility ?? '' }),
    enabled: Boolean(start?.facility),
  })
  const area = tree.data?.areas.find(({ code }) => code === start?.area)
  const place =
    start && area && overview.data && (!start.facility || facility.data)
      ? {
          territory: facility.data?.county ?? area.code,
          ...(start.facility ? { facility: start.facility } : {}),
          name: facility.data?.name ?? area.name,
          latest: overview.data.latest,
        }
      : null
  return {
    place,
    error: tree.error ?? overview.error ?? facility.error,
    loading: tree.isPending || overview.isPending || (Boolean(start?.facility) && facility.isPending),
    retry: () => void Promise.all([tree.refetch(), overview.refetch()]),
  }
}
