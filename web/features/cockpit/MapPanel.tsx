'use client'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { type AreaLevel, FACILITY_TIERS, type FacilityTier } from '@cockpit/domain/territory/territory'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import { SEVERITY_OF_LEVEL, type VisualTheme } from '../../charts/theme'
import { valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import type { MapPick, MapPoint } from '../../map/contract'
import { quantileScale } from '../../map/scale'
import { useTRPC } from '../queries/trpc'
import { useScale } from '../shell/useScale'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { ChartPanel } from './ChartPanel'
import styles from './map-panel.module.css'
import { mapShapes } from './map-shapes'
import type { PlaceFacility } from './place'
import type { AddressBar } from './useAddress'
import { mapQuestion, type Questions, useAsk } from './useQuestions'
import { useVisualTheme } from './useVisualTheme'

const TerritoryMap = dynamic(() => import('../../map/TerritoryMap').then(({ TerritoryMap }) => TerritoryMap), {
  ssr: false,
  loading: () => <Skeleton lines={4} />,
})

/** The nearer one is, the smaller the facilities drawn: seven hundred marks on a province would be a carpet. */
const TIERS_AT: Readonly<Record<AreaLevel, readonly FacilityTier[]>> = {
  province: ['tertiary'],
  city: ['tertiary', 'secondary'],
  county: FACILITY_TIERS,
}

/** The chosen indicator on the map of the place, with its facilities and open alerts. A click goes there. */
export function MapPanel({
  questions,
  bar,
  facilities,
  mapboxToken,
  className,
}: {
  questions: Questions
  bar: AddressBar
  facilities: readonly PlaceFacility[]
  mapboxToken?: string
  className?: string
}) {
  const t = useTranslations('cockpit.map')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const holder = useRef<HTMLDivElement>(null)
  const theme = useVisualTheme(holder)
  const magnify = useScale()
  const { chosen, place, counties } = questions
  const { data, error, stale, refetch } = useAsk(mapQuestion(questions))
  const boundary = useQuery({
    ...trpc.territory.boundary.queryOptions({
      area: AreaCode.parse(place.area.code),
      detail: counties ? 'county' : 'children',
    }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const alerts = useQuery(
    trpc.alerts.list.queryOptions({ area: AreaCode.parse(place.area.code), states: ['open'], limit: 100 }),
  )
  const shapes = useMemo(
    () => mapShapes(boundary.data?.shapes ?? [], data, chosen.id, language),
    [boundary.data, data, chosen.id, language],
  )
  const scale = useMemo(
    () => scaleFor(shapes, theme, chosen.format === 'percent' ? 3 : chosen.digits),
    [shapes, theme, chosen],
  )
  const points = useMemo(
    () =>
      pointsOf(
        facilities,
        TIERS_AT[place.area.level],
        language,
        (tier) => t(`tier.${tier}`),
        alertsByFacility(alerts.data?.rows ?? []),
      ),
    [facilities, place.area.level, alerts.data, language, t],
  )
  const marks = useMemo(
    () =>
      (alerts.data?.rows ?? []).flatMap((alert) =>
        alert.place.at
          ? [
              {
                id: alert.id,
                at: alert.place.at,
                level: alert.level,
                title: alert.title[language],
                areaCode: alert.areaCode,
              },
            ]
          : [],
      ),
    [alerts.data, language],
  )
  const pick = (picked: MapPick) => {
    if (picked.kind === 'facility') {
      const found = facilities.find((one) => one.id === picked.id)
      return found && bar.go({ area: AreaCode.parse(found.county), facility: FacilityId.parse(found.id) })
    }
    if (picked.code !== place.area.code) bar.go({ area: AreaCode.parse(picked.code), facility: null })
  }
  const format = (value: number) => valueText(value, chosen, language)
  const problem = error ?? boundary.error
  return (
    <ChartPanel
      className={className}
      stale={stale}
      testId="map"
      title={chosen[language]}
      note={t(place.childAreas.length === 0 ? 'county' : counties ? 'counties' : `below.${place.area.level}`)}
      question={mapQuestion(questions)}
      chart={false}
      about={{ definition: chosen, cell: undefined, answer: data }}
      tools={
        place.childAreas.some(({ level }) => level === 'city') && (
          <Segmented
            size="small"
            value={counties ? 'county' : 'children'}
            onChange={(value) => bar.go({ counties: value === 'county' })}
            options={[
              { value: 'children', label: t('cities') },
              { value: 'county', label: t('counties') },
            ]}
          />
        )
      }
    >
      <div ref={holder} className={styles.map}>
        {problem ? (
          <Failure
            error={problem}
            onRetry={() => {
              void refetch()
              void boundary.refetch()
            }}
          />
        ) : theme && boundary.data && data ? (
          <TerritoryMap
            shapes={shapes}
            scale={scale}
            valueName={chosen[language]}
            format={format}
            points={points}
            alerts={marks}
            selected={place.facility?.id ?? (place.childAreas.length === 0 ? place.area.code : undefined)}
            labels={shapes.length > 14 ? 'where-wrong' : 'all'}
            onPick={pick}
            theme={theme}
            source={boundary.data.source}
            ariaLabel={t('label', { name: chosen[language], place: place.area.name[language] })}
            padding={{ top: 16, right: 16, bottom: 96, left: 16 }}
            mapboxToken={mapboxToken}
            plain={bar.address.plainMap}
            magnify={magnify}
          />
        ) : (
          <Skeleton lines={8} />
        )}
      </div>
    </ChartPanel>
  )
}

/** No classes before the theme is known: without colours there is nothing to draw yet. */
function scaleFor(shapes: readonly { readonly value: number | null }[], theme: VisualTheme | null, digits: number) {
  const values = shapes.flatMap(({ value }) => (value === null ? [] : [value]))
  return theme ? quantileScale(values, theme.ramp, digits) : { edges: [], colours: [] }
}

/** The gravest open alert of each facility. */
function alertsByFacility(
  rows: readonly { readonly facilityId: string | null; readonly level: keyof typeof SEVERITY_OF_LEVEL }[],
) {
  const worst = new Map<string, MapPoint['state']>()
  // The list comes gravest first.
  for (const { facilityId, level } of rows)
    if (facilityId && !worst.has(facilityId)) worst.set(facilityId, SEVERITY_OF_LEVEL[level])
  return worst
}

/** Facilities of the tiers that are drawn, and any other that has an open alert. */
function pointsOf(
  facilities: readonly PlaceFacility[],
  tiers: readonly FacilityTier[],
  language: 'zh' | 'en',
  tierName: (tier: PlaceFacility['tier']) => string,
  worst: ReadonlyMap<string, MapPoint['state']>,
): MapPoint[] {
  const drawn = facilities.filter(({ id, tier }) => tiers.includes(tier) || worst.has(id))
  return drawn.map((facility) => ({
    id: facility.id,
    name: facility.name[language],
    at: facility.at,
    tier: facility.tier,
    note: tierName(facility.tier),
    state: worst.get(facility.id),
  }))
}
