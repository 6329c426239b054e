import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { MapAlert, MapNeighbour, MapShape, TerritoryMapProps } from './contract'
import type { MapEngine } from './engine-contract'
import { declutter, labelsOf, neighbourLabels, type PlacedLabel } from './labels'
import css from './map.module.css'

const NONE: readonly MapNeighbour[] = []

/** Names over the map as text: crisp at any size, selectable by a screen reader's cursor, with no glyph server. */
export function Names({
  engine,
  shapes,
  neighbours = NONE,
  alerts,
  mode,
  selected,
}: {
  engine: { readonly current: MapEngine | null; readonly moves: number; readonly state: string }
  shapes: readonly MapShape[]
  neighbours?: readonly MapNeighbour[] | undefined
  alerts: readonly MapAlert[]
  mode: TerritoryMapProps['labels']
  selected: string | undefined
}) {
  const layer = useRef<HTMLDivElement>(null)
  const placed = usePlaced(layer, engine, shapes, neighbours, alerts, mode, selected)
  return (
    <div ref={layer} className={css.names} aria-hidden="true">
      {placed.map((label) => (
        <span
          key={label.code}
          data-beside={label.beside}
          data-outside={neighbours.some(({ code }) => code === label.code) || undefined}
          style={{
            transform: `translate(${label.x}px, ${label.y}px) translate(${label.beside ? '0.9em' : '-50%'}, -50%)`,
          }}
        >
          {label.name}
        </span>
      ))}
    </div>
  )
}

function usePlaced(
  layer: RefObject<HTMLDivElement | null>,
  engine: { readonly current: MapEngine | null; readonly moves: number; readonly state: string },
  shapes: readonly MapShape[],
  neighbours: readonly MapNeighbour[],
  alerts: readonly MapAlert[],
  mode: TerritoryMapProps['labels'],
  selected: string | undefined,
): readonly PlacedLabel[] {
  const [placed, setPlaced] = useState<readonly PlacedLabel[]>([])
  const { current, moves, state } = engine
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moves` stands for the camera, which is not a value
  useLayoutEffect(() => {
    if (!current || state !== 'open' || !layer.current) {
      setPlaced([])
      return
    }
    const text = Number.parseFloat(getComputedStyle(layer.current).fontSize)
    setPlaced(
      declutter(
        [...labelsOf(shapes, alerts, mode, selected), ...neighbourLabels(neighbours)],
        (at) => current.project(at),
        text,
      ),
    )
  }, [current, moves, state, shapes, neighbours, alerts, mode, selected])
  return placed
}
