import type { TerritoryMapProps } from './contract'
import { type Bounds, boundsOf } from './geometry'
import { type HatchLine, hatchLines, hatchSpacing } from './hatch'

/** What an engine draws; everything in it is decided, an engine only paints. */
export interface Scene extends Pick<TerritoryMapProps, 'shapes' | 'scale' | 'theme'> {
  readonly points: NonNullable<TerritoryMapProps['points']>
  readonly alerts: NonNullable<TerritoryMapProps['alerts']>
  readonly selected: string | undefined
  readonly magnify: number
  readonly bounds: Bounds | null
  /** Strokes over every area whose value may not be shown. */
  readonly hatch: readonly HatchLine[]
}

export function sceneOf(props: TerritoryMapProps): Scene {
  const bounds = boundsOf(props.shapes)
  const spacing = bounds ? hatchSpacing(bounds) : 0
  return {
    shapes: props.shapes,
    scale: props.scale,
    theme: props.theme,
    points: props.points ?? [],
    alerts: props.alerts ?? [],
    selected: props.selected,
    magnify: props.magnify ?? 1,
    bounds,
    hatch: props.shapes.flatMap((shape) => (shape.state === 'shown' ? [] : hatchLines(shape.geometry, spacing))),
  }
}
