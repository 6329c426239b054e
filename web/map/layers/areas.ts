import { GeoJsonLayer, LineLayer } from '@deck.gl/layers'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { rgba } from '../colour'
import type { HatchLine } from '../hatch'
import { colourOf } from '../scale'
import type { Scene } from '../scene'
import type { MapTargetCarrier } from './carrier'

type AreaFeature = Feature<Polygon | MultiPolygon> & MapTargetCarrier & { readonly fill: string | null }

/** Areas in the colours of their class; withheld ones in the ground colour under a hatch. Hover is lit on the card: nothing is rebuilt. */
export function areaLayers(scene: Scene) {
  const { theme, magnify } = scene
  const features: AreaFeature[] = scene.shapes.map((shape) => ({
    type: 'Feature',
    properties: {},
    geometry: shape.geometry,
    target: { kind: 'area', code: shape.code },
    fill: colourOf(shape.state === 'shown' ? shape.value : null, scene.scale),
  }))
  const chosen = features.filter(({ target }) => target.kind === 'area' && target.code === scene.selected)
  return [
    ...neighbourLayers(scene),
    new GeoJsonLayer({
      id: 'areas',
      data: features,
      stroked: true,
      filled: true,
      getFillColor: (feature) => rgba(fillOf(feature) ?? theme.mapVoid),
      getLineColor: rgba(theme.mapEdge),
      getLineWidth: 1.2 * magnify,
      lineWidthUnits: 'pixels',
      lineJointRounded: true,
      pickable: true,
      autoHighlight: true,
      highlightColor: rgba(theme.text, 0.18),
    }),
    new LineLayer<HatchLine>({
      id: 'hatch',
      data: scene.hatch,
      getSourcePosition: ([from]) => [from[0] ?? 0, from[1] ?? 0],
      getTargetPosition: ([, to]) => [to[0] ?? 0, to[1] ?? 0],
      getColor: rgba(theme.textThird, 0.75),
      getWidth: magnify,
      widthUnits: 'pixels',
    }),
    new GeoJsonLayer({
      id: 'chosen-area',
      data: chosen,
      filled: false,
      stroked: true,
      getLineColor: rgba(theme.text),
      getLineWidth: 2.5 * magnify,
      lineWidthUnits: 'pixels',
      lineJointRounded: true,
    }),
  ]
}

/** Outlines on the ground, which nobody picks. */
function neighbourLayers({ neighbours, theme, magnify }: Scene) {
  if (neighbours.length === 0) return []
  return [
    new GeoJsonLayer({
      id: 'neighbours',
      data: neighbours.map(({ geometry }): Feature => ({ type: 'Feature', properties: {}, geometry })),
      stroked: true,
      filled: true,
      getFillColor: rgba(theme.background),
      getLineColor: rgba(theme.lineStrong),
      getLineWidth: magnify,
      lineWidthUnits: 'pixels',
      lineJointRounded: true,
    }),
  ]
}

/** deck.gl types what it hands back as a plain feature; the class colour rides on the same object. */
function fillOf(feature: object): string | null {
  return 'fill' in feature && typeof feature.fill === 'string' ? feature.fill : null
}
