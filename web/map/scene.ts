import type { TerritoryMapProps } from './contract'
import { type Bounds, boundsOf, boundsWith, bowOf } from './geometry'
import { type HatchLine, hatchLines, hatchSpacing } from './hatch'

/** What an engine draws; everything in it is decided, an engine only paints. */
export interface Scene extends Pick<TerritoryMapProps, 'shapes' | 'scale' | 'theme'> {
  readonly points: NonNullable<TerritoryMapProps['points']>
  readonly alerts: NonNullable<TerritoryMapProps['alerts']>
  readonly arcs: NonNullable<TerritoryMapProps['arcs']>
  readonly neighbours: NonNullable<TerritoryMapProps['neighbours']>
  readonly selected: string | undefined
  readonly magnify: number
  readonly bounds: Bounds | null
  /** Strokes over every area whose value may not be shown. */
  readonly hatch: readonly HatchLine[]
}

export function sceneOf(props: TerritoryMapProps): Scene {
  const own = boundsOf(props.shapes)
  const neighbours = props.neighbours ?? []
  const spacing = own ? hatchSpacing(own) : 0
  return {
    shapes: props.shapes,
    scale: props.scale,
    theme: props.theme,
    points: props.points ?? [],
    alerts: props.alerts ?? [],
    arcs: props.arcs ?? [],
    selected: props.selected,
    magnify: props.magnify ?? 1,
    neighbours,
    bounds:
      own &&
      boundsWith(
        own,
        neighbours.length === 0
          ? []
          : [...neighbours.map(({ centre }) => centre), ...(props.arcs ?? []).map(({ from, to }) => bowOf(from, to))],
      ),
    hatch: props.shapes.flatMap((shape) => (shape.state === 'shown' ? [] : hatchLines(shape.geometry, spacing))),
  }
}
