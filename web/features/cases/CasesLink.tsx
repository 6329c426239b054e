'use client'
import { listsBehind } from '@cockpit/domain/cases/case-lists'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { PlaceOfNumbers } from '../lineage/place-of-numbers'
import { useTRPC } from '../queries/trpc'
import { casesHref } from './cases-address'

/** The way from a number to the cases it counts: for numbers made of front pages, and for who may read cases somewhere. */
export function CasesLink({
  indicator,
  place,
  period,
}: {
  indicator: string
  place: PlaceOfNumbers
  period: { readonly from: string; readonly to: string }
}) {
  const t = useTranslations('cases')
  const trpc = useTRPC()
  const me = useQuery({ ...trpc.session.me.queryOptions(), staleTime: 5 * 60_000 })
  if (listsBehind(indicator).length === 0 || !me.data?.actions.includes('case.read')) return null
  const to = { territory: place.territory, facility: place.facility, period: `${period.from}..${period.to}`, indicator }
  return (
    <p>
      <Link href={casesHref(to)} data-testid={`cases-${indicator}`}>
        {t('link')}
      </Link>
    </p>
  )
}
