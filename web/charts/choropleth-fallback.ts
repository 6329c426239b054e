import type { EChartsOption } from 'echarts'
import type { FeatureCollection } from 'geojson'
import type { LngLat } from '../map/contract'
import { BOW } from '../map/geometry'
import { colourOf } from '../map/scale'
import type { Scene } from '../map/scene'
import { LEVEL_SHAPE, LEVEL_SIZE, TIER_SHAPE, TIER_SIZE } from '../map/symbols'
import { SEVERITY_OF_LEVEL } from './theme'

export interface PlainMark {
  readonly value: [number, number]
  readonly symbol: string
  readonly symbolSize: number
  readonly itemStyle: { readonly color: string }
  readonly target: { readonly kind: 'facility' | 'alert'; readonly id: string }
}

/** Shapes as ECharts wants them registered. Regions are named by code: two counties may share a name. */
export function plainGeoJson(scene: Scene): FeatureCollection {
  return {
    type: 'FeatureCollection',
    // Below the others: where outlines meet, that of an area with a value is the one seen.
    features: [...scene.neighbours, ...scene.shapes].map((shape) => ({
      type: 'Feature',
      properties: { code: shape.code },
      geometry: shape.geometry,
    })),
  }
}

/** The territory for machines without WebGL: the same classes, hatch, symbols and order as the layers in map/layers. */
export function choroplethFallbackOption(
  scene: Scene,
  mapName: string,
  padding: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number },
): EChartsOption {
  const { theme, magnify, bounds } = scene
  const middle = bounds ? (bounds[1] + bounds[3]) / 2 : 30
  return {
    animation: false,
    backgroundColor: 'transparent',
    geo: {
      map: mapName,
      nameProperty: 'code',
      roam: false,
      ...padding,
      preserveAspect: 'contain',
      ...(bounds && scene.neighbours.length > 0
        ? {
            boundingCoords: [
              [bounds[0], bounds[3]],
              [bounds[2], bounds[1]],
            ],
          }
        : {}),
      // A degree of longitude is shorter than one of latitude by the cosine: near enough to Mercator over one province.
      aspectScale: Math.cos((middle * Math.PI) / 180),
      label: { show: false },
      itemStyle: { areaColor: theme.mapVoid, borderColor: theme.mapEdge, borderWidth: 1.2 * magnify },
      emphasis: {
        label: { show: false },
        itemStyle: { areaColor: 'inherit', borderColor: theme.text, borderWidth: 2 * magnify },
      },
      regions: [
        ...scene.neighbours.map(neighbourRegion(scene)),
        ...scene.shapes.map((shape) => {
          const chosen = shape.code === scene.selected
          return {
            name: shape.code,
            itemStyle: {
              areaColor: colourOf(shape.state === 'shown' ? shape.value : null, scene.scale) ?? theme.mapVoid,
              ...(chosen ? { borderColor: theme.text, borderWidth: 2.5 * magnify } : {}),
            },
          }
        }),
      ],
    },
    series: [
      {
        type: 'lines',
        coordinateSystem: 'geo',
        silent: true,
        z: 3,
        lineStyle: { color: theme.textThird, width: magnify, opacity: 0.75 },
        data: scene.hatch.map(([from, to]) => ({ coords: [pair(from), pair(to)] })),
      },
      {
        type: 'lines',
        coordinateSystem: 'geo',
        silent: true,
        z: 4,
        data: [...scene.arcs]
          .sort((a, b) => a.weight - b.weight)
          .map(({ from, to, weight }) => ({
            coords: [pair(from), pair(to)],
            lineStyle: {
              color: theme.text,
              opacity: 0.2 + 0.6 * weight,
              width: (1 + 5 * weight) * magnify,
              curveness: BOW,
            },
          })),
      },
      {
        type: 'scatter',
        coordinateSystem: 'geo',
        z: 4,
        itemStyle: { borderColor: theme.background, borderWidth: 2 * magnify, opacity: 1 },
        data: facilityMarks(scene),
      },
      {
        type: 'scatter',
        coordinateSystem: 'geo',
        z: 5,
        itemStyle: { borderColor: theme.background, borderWidth: 2 * magnify, opacity: 1 },
        data: alertMarks(scene),
      },
    ],
  }
}

/** An outline on the ground: it has no value, and nothing happens under the pointer. */
function neighbourRegion({ theme, magnify }: Scene) {
  const itemStyle = { areaColor: theme.background, borderColor: theme.lineStrong, borderWidth: magnify }
  return ({ code }: Scene['neighbours'][number]) => ({
    name: code,
    silent: true,
    itemStyle,
    emphasis: { disabled: true, itemStyle },
  })
}

function facilityMarks({ points, theme, magnify, selected }: Scene): PlainMark[] {
  return points.map((point) => ({
    value: pair(point.at),
    symbol: `path://${TIER_SHAPE[point.tier]}`,
    symbolSize: TIER_SIZE[point.tier] * (point.size ?? 1) * magnify * (point.id === selected ? 1.7 : 1),
    itemStyle: { color: point.state && point.state !== 'normal' ? theme.severity[point.state] : theme.text },
    target: { kind: 'facility', id: point.id },
  }))
}

function alertMarks({ alerts, theme, magnify }: Scene): PlainMark[] {
  return alerts.map((alert) => ({
    value: pair(alert.at),
    symbol: `path://${LEVEL_SHAPE[alert.level]}`,
    symbolSize: LEVEL_SIZE * magnify,
    itemStyle: { color: theme.severity[SEVERITY_OF_LEVEL[alert.level]] },
    target: { kind: 'alert', id: alert.id },
  }))
}

function pair(position: LngLat | readonly number[]): [number, number] {
  return [position[0] ?? 0, position[1] ?? 0]
}
