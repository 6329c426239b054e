'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { VisualTheme } from '../../charts/theme'
import type { MapShape } from '../../map/contract'
import { TerritoryMap } from '../../map/TerritoryMap'
import { useScale } from '../shell/useScale'
import type { Paint } from './model'
import styles from './plan.module.css'

export type Outline = Pick<MapShape, 'code' | 'name' | 'geometry' | 'centre'>

/** The one map of the page; a view only changes its paint. A county without a value is hatched, never 0. */
export function PlanMap({
  outlines,
  source,
  paint,
  theme,
  selected,
  onPick,
  mapboxToken,
}: {
  outlines: readonly Outline[]
  source: string
  paint: Paint | null
  theme: VisualTheme
  selected: string | undefined
  onPick: (code: string) => void
  mapboxToken?: string
}) {
  const t = useTranslations('plan')
  const magnify = useScale()
  const shapes = useMemo(() => {
    const marked = new Set(paint?.points?.map(({ id }) => id))
    const below = labelDrop(outlines)
    return outlines.map((outline): MapShape => {
      const value = paint?.values.get(outline.code) ?? { value: null, state: 'no-data' as const }
      const { centre } = outline
      // A name and a mark at the same centre would cover each other.
      return {
        ...outline,
        ...value,
        ...(centre && marked.has(outline.code) ? { centre: [centre[0], centre[1] - below] } : {}),
      }
    })
  }, [outlines, paint])
  return (
    <div className={styles.mapFrame}>
      <TerritoryMap
        shapes={shapes}
        scale={paint?.scale ?? { edges: [], colours: [] }}
        valueName={paint?.valueName ?? ''}
        format={paint?.format ?? String}
        points={paint?.points}
        labels="where-wrong"
        selected={selected}
        onPick={(pick) => onPick(pick.kind === 'area' ? pick.code : pick.id)}
        theme={theme}
        source={source}
        ariaLabel={t('map.label')}
        legend={paint?.key ? 'none' : 'inside'}
        mapboxToken={mapboxToken}
        magnify={magnify}
      />
      {paint?.key && (
        <ul className={styles.key} aria-label={t('map.key')}>
          {paint.key.map(({ colour, words, dot }) => (
            <li key={words}>
              <i data-dot={dot} style={{ background: colour }} aria-hidden="true" />
              {words}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Degrees by which a name stands below its mark: a thirtieth of the territory's height, whatever its size. */
function labelDrop(outlines: readonly Outline[]): number {
  const latitudes = outlines.flatMap(({ centre }) => (centre ? [centre[1]] : []))
  return latitudes.length > 0 ? (Math.max(...latitudes) - Math.min(...latitudes)) / 30 : 0
}
