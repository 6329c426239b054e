import type { useTranslations } from 'next-intl'
import type { MapShape, TerritoryMapProps } from './contract'
import type { MapTarget } from './engine-contract'

type Words = ReturnType<typeof useTranslations<'charts'>>

/** A shape's value in words: the number with its unit, or why there is none. */
export function wordsOfValue(shape: MapShape, format: (value: number) => string, t: Words): string {
  return shape.state === 'shown'
    ? shape.value === null
      ? t('withheld.no-data')
      : format(shape.value)
    : t(`withheld.${shape.state}`)
}

/** What the tooltip says of a target; null when the map no longer shows it. */
export function describeTarget(
  target: MapTarget,
  { shapes, points = [], alerts = [], valueName, format }: TerritoryMapProps,
  t: Words,
): { name: string; lines: string[] } | null {
  switch (target.kind) {
    case 'area': {
      const shape = shapes.find((one) => one.code === target.code)
      return shape ? { name: shape.name, lines: [`${valueName} ${wordsOfValue(shape, format, t)}`] } : null
    }
    case 'facility': {
      const point = points.find((one) => one.id === target.id)
      return point ? { name: point.name, lines: [t(`tier.${point.tier}`), ...(point.note ? [point.note] : [])] } : null
    }
    case 'alert': {
      const alert = alerts.find((one) => one.id === target.id)
      if (!alert) return null
      const place = shapes.find((shape) => shape.code === alert.areaCode)?.name
      const level = t('map.alert', { level: t(`level.${alert.level}`) })
      return { name: place ? `${place} · ${level}` : level, lines: alert.title ? [alert.title] : [] }
    }
  }
}
