'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { languageOf } from '../../i18n/locale'
import type { MapAlert } from '../../map/contract'
import type { PresentedAlert } from '../../server/alerts/present-alert'
import { PlacesMap } from '../command/PlacesMap'
import { useTRPC } from '../queries/trpc'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import own from './alerts.module.css'

/** Where the alerts of the list are; a tap on a county narrows the list to it, a second tap takes that back. */
export function AlertMap({
  alerts,
  selected,
  onPick,
  mapboxToken,
}: {
  alerts: readonly PresentedAlert[]
  selected: string | null
  onPick: (area: AreaCode | null) => void
  mapboxToken?: string | undefined
}) {
  const t = useTranslations('alerts')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const tree = useQuery(trpc.territory.tree.queryOptions())
  const start = tree.data?.start?.area ?? null
  const boundary = useQuery(
    trpc.territory.boundary.queryOptions(
      { area: AreaCode.parse(start ?? '000000'), detail: 'county' },
      { enabled: start !== null, staleTime: Number.POSITIVE_INFINITY },
    ),
  )
  const shapes = useMemo(
    () => boundary.data?.shapes.map((shape) => ({ ...shape, name: shape.name[language] })),
    [boundary.data, language],
  )
  const marks = useMemo(
    () =>
      alerts.flatMap(({ id, level, title, place }): MapAlert[] =>
        place.at ? [{ id, level, title: title[language], areaCode: place.area.code, at: place.at }] : [],
      ),
    [alerts, language],
  )
  const failed = tree.error ?? boundary.error
  return (
    <section className={own.map} aria-label={t('view.map')} data-testid="alert-map">
      {failed ? (
        <Failure error={failed} onRetry={() => void (tree.error ? tree : boundary).refetch()} />
      ) : !shapes ? (
        tree.data && start === null ? (
          <Empty>{t('noMap')}</Empty>
        ) : (
          <Skeleton lines={6} />
        )
      ) : (
        <PlacesMap
          shapes={shapes}
          source={boundary.data?.source ?? ''}
          alerts={marks}
          selected={selected ?? undefined}
          onPick={(code) => onPick(code === selected ? null : AreaCode.parse(code))}
          mapboxToken={mapboxToken}
        />
      )}
    </section>
  )
}
