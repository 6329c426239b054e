'use client'
import { monthOf } from '@cockpit/domain/indicator/time-shape'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { type Period, parsePeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Place, placeOf, startingAt } from '../cockpit/place'
import { type AddressBar, useAddress } from '../cockpit/useAddress'
import { useTRPC } from '../queries/trpc'

export interface QualityPlace {
  readonly place: Place
  readonly period: Period
  readonly latest: Period
  readonly bar: AddressBar
}

/** Where and when the page of quality stands: at a chosen facility, from the address, else where the person's authority begins and the last month the data reach. */
export function useQualityPlace(chosen?: string): {
  at: QualityPlace | null
  error: unknown
  loading: boolean
  retry: () => void
} {
  const trpc = useTRPC()
  const bar = useAddress()
  const tree = useQuery(trpc.territory.tree.queryOptions())
  const overview = useQuery(trpc.boards.overview.queryOptions())
  const start =
    tree.data && (chosen ? { area: bar.address.area ?? '', facility: chosen } : startingAt(tree.data, bar.address))
  const facility = useQuery({
    ...trpc.territory.facility.queryOptions({ id: start?.facility ?? '' }),
    enabled: Boolean(start?.facility),
  })
  const at = useMemo((): QualityPlace | null => {
    if (!tree.data || !overview.data || !start) return null
    if (start.facility && !facility.data) return null
    const place = placeOf(tree.data, facility.data?.county ?? start.area, facility.data ?? null)
    if (!place) return null
    const latest = parsePeriod(overview.data.latest)
    return { place, period: wholeMonths(bar.address.period ?? latest), latest, bar }
  }, [tree.data, overview.data, facility.data, start, bar])
  const error = tree.error ?? overview.error ?? facility.error
  return {
    at,
    error,
    loading: tree.isPending || overview.isPending || (Boolean(start?.facility) && facility.isPending),
    retry: () =>
      void Promise.all([tree, overview, facility].filter(({ error: failed }) => failed).map((one) => one.refetch())),
  }
}

/** What is owed is owed by whole months, so a span of days is widened to theirs. */
function wholeMonths(period: Period): Period {
  const [from, to] = [monthOf(CalendarDate.parse(period.from)).from, monthOf(CalendarDate.parse(period.to)).to]
  return from === period.from && to === period.to ? period : { from, to, grain: 'range' }
}
