import { ArcLayer } from '@deck.gl/layers'
import { rgba } from '../colour'
import type { MapArc } from '../contract'
import type { Scene } from '../scene'

/** Degrees an arc leans aside: seen from above an upright one would be a straight line, and the way there would lie on the way back. */
const LEAN = 50

/**
 * Flows between places, the smallest first so that the largest lie on top; light where they begin, strong where they end. In the colour of the text:
 * the areas under them have the accent's.
 */
export function arcLayers({ arcs, theme, magnify }: Scene) {
  if (arcs.length === 0) return []
  return [
    new ArcLayer<MapArc>({
      id: 'arcs',
      data: [...arcs].sort((a, b) => a.weight - b.weight),
      getSourcePosition: ({ from }) => [from[0], from[1]],
      getTargetPosition: ({ to }) => [to[0], to[1]],
      getSourceColor: rgba(theme.text, 0.18),
      getTargetColor: rgba(theme.text, 0.9),
      getTilt: LEAN,
      getHeight: 0.55,
      getWidth: ({ weight }) => (1.2 + 6 * weight) * magnify,
      widthUnits: 'pixels',
    }),
  ]
}
