'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { LIGHT, themeFrom, type VisualTheme } from '../../charts/theme'
import type { MapAlert, MapShape } from '../../map/contract'
import { givenScale } from '../../map/scale'
import { TerritoryMap } from '../../map/TerritoryMap'

/** Names written on a map of this size: those with most open matters. */
const NAMED = 10

/** Where the open work is: counties by how much of it, alerts and tasks by their level. A tap on a county narrows the lists. */
export function PlacesMap({
  shapes,
  source,
  alerts,
  selected,
  onPick,
  mapboxToken,
}: {
  shapes: readonly Omit<MapShape, 'value' | 'state'>[]
  source: string
  alerts: readonly MapAlert[]
  selected: string | undefined
  onPick: (area: string) => void
  mapboxToken?: string
}) {
  const t = useTranslations('command')
  const [theme, setTheme] = useState<VisualTheme>(LIGHT)
  useEffect(() => setTheme(themeFrom(document.body)), [])
  const painted = useMemo(() => {
    const open = new Map<string, number>()
    for (const { areaCode } of alerts) if (areaCode) open.set(areaCode, (open.get(areaCode) ?? 0) + 1)
    const named = new Set(
      [...open]
        .sort((a, b) => b[1] - a[1])
        .slice(0, NAMED)
        .map(([code]) => code),
    )
    return shapes.map((shape): MapShape => {
      const value = open.get(shape.code) ?? 0
      return { ...shape, value, state: 'shown', severity: named.has(shape.code) ? 'warn' : 'normal' }
    })
  }, [shapes, alerts])
  const scale = useMemo(() => givenScale([0, 1, 3, 6, 10], theme.ramp.slice(0, 5)), [theme])
  return (
    <TerritoryMap
      shapes={painted}
      scale={scale}
      valueName={t('map.open')}
      format={(value) => t('map.count', { count: value })}
      alerts={alerts}
      selected={selected}
      labels="where-wrong"
      onPick={(pick) => {
        if (pick.kind === 'area') onPick(pick.code)
      }}
      theme={theme}
      source={source}
      ariaLabel={t('map.label')}
      legend="none"
      mapboxToken={mapboxToken}
    />
  )
}
