import type { AreaCode } from '@cockpit/domain/ids'
import type { Area } from '@cockpit/domain/territory/territory'
import type { FeatureCollection, MultiPolygon } from 'geojson'
import { merge, quantize } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, simplify } from 'topojson-simplify'
import type { Polygon as Arcs, GeometryCollection, MultiPolygon as MultiArcs, Topology } from 'topojson-specification'
import { type Shape, shapeArea } from './shape'

/** What a shape carries to the map. */
export interface AreaProperties {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly centre: readonly [longitude: number, latitude: number]
}

/** A map's shapes: neighbours share their border's arc, so simplification cannot open a gap between them. */
export type AreaTopology = Topology<{ areas: GeometryCollection<AreaProperties> }>

/** Bytes of JSON aimed at for 90 areas; fewer or more areas in proportion. */
const BYTES_FOR_90 = 240_000
const GRID = 20_000

/** Joins shapes that share borders into one, without the borders between them. */
export function mergeShapes(shapes: readonly Shape[]): Shape {
  const [only] = shapes
  if (shapes.length === 1 && only) return only
  const features: FeatureCollection<Shape> = {
    type: 'FeatureCollection',
    features: shapes.map((geometry) => ({ type: 'Feature', properties: {}, geometry })),
  }
  const joined = topology({ areas: features }) as unknown as Topology<{ areas: GeometryCollection }>
  return merge(joined, polygonsIn(joined.objects.areas))
}

/**
 * One topology of the given areas, simplified by dropping the corners that matter least (Visvalingam) until it fits its size.
 * No area vanishes: one that would is the reason to stop. Areas without a shape are left out.
 */
export function areaTopology(
  areas: readonly Area[],
  shapes: ReadonlyMap<AreaCode, Shape>,
  bytes: number = Math.max(40_000, (BYTES_FOR_90 * areas.length) / 90),
): AreaTopology {
  const collection: FeatureCollection<Shape, AreaProperties> = { type: 'FeatureCollection', features: [] }
  for (const area of areas) {
    const geometry = shapes.get(area.code)
    if (!geometry) continue
    const [x, y] = area.centre
    const properties: AreaProperties = {
      code: area.code,
      name: area.name.zh,
      nameEn: area.name.en,
      centre: [Number(x.toFixed(5)), Number(y.toFixed(5))],
    }
    collection.features.push({ type: 'Feature', id: area.code, properties, geometry })
  }
  const exact = topology({ areas: collection }) as unknown as AreaTopology
  if (collection.features.length === 0) return exact
  const fits = (candidate: AreaTopology) => JSON.stringify(candidate).length <= bytes
  let smallest = quantize(exact, GRID)
  if (fits(smallest)) return smallest
  const weighted = presimplify(exact)
  // Square degrees, about a hundredth to a hundred of the corner a 1080-line screen can show of a province.
  for (let weight = 1e-8; weight < 1e-3; weight *= 2) {
    const candidate = quantize(simplify(weighted, weight), GRID)
    if (!keepsEveryArea(candidate)) return smallest
    smallest = candidate
    if (fits(candidate)) return candidate
  }
  return smallest
}

function keepsEveryArea(candidate: AreaTopology): boolean {
  return candidate.objects.areas.geometries.every((geometry) => {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return false
    const shape: MultiPolygon = merge(candidate as Topology, [geometry as Arcs])
    return shapeArea(shape) > 0
  })
}

function polygonsIn(collection: GeometryCollection): (Arcs | MultiArcs)[] {
  return collection.geometries.filter(
    (geometry): geometry is Arcs | MultiArcs => geometry.type === 'Polygon' || geometry.type === 'MultiPolygon',
  )
}
