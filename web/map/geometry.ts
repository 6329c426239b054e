import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { LngLat, MapShape } from './contract'

export type Bounds = readonly [west: number, south: number, east: number, north: number]

/** Rings of all parts, outer and inner alike. */
export function ringsOf(geometry: Polygon | MultiPolygon): Position[][] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
}

/** Smallest box around the shapes, or null when there are none. */
export function boundsOf(shapes: readonly Pick<MapShape, 'geometry'>[]): Bounds | null {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (const { geometry } of shapes)
    for (const ring of ringsOf(geometry))
      for (const [x = Number.NaN, y = Number.NaN] of ring) {
        if (x < west) west = x
        if (x > east) east = x
        if (y < south) south = y
        if (y > north) north = y
      }
  return west <= east ? [west, south, east, north] : null
}

/** The box that also holds some points, each with a margin of a twentieth of its sides around it. */
export function boundsWith(bounds: Bounds, points: readonly LngLat[]): Bounds {
  const around = (bounds: Bounds, [x, y]: LngLat, aside = 0, above = 0): Bounds => [
    Math.min(bounds[0], x - aside),
    Math.min(bounds[1], y - above),
    Math.max(bounds[2], x + aside),
    Math.max(bounds[3], y + above),
  ]
  const bare = points.reduce<Bounds>((box, point) => around(box, point), bounds)
  const [aside, above] = [(bare[2] - bare[0]) / 20, (bare[3] - bare[1]) / 20]
  return points.reduce<Bounds>((box, point) => around(box, point, aside, above), bounds)
}

/** How far an arc bows out to its left, of its length. */
export const BOW = 0.25

/** Where an arc is farthest from the straight line: half way, and half as far aside as its control point. */
export function bowOf([x0, y0]: LngLat, [x1, y1]: LngLat): LngLat {
  return [(x0 + x1) / 2 - ((y1 - y0) * BOW) / 2, (y0 + y1) / 2 + ((x1 - x0) * BOW) / 2]
}

/** Centroid of the largest outer ring: where a name stands when no label point is given. */
export function labelPoint(geometry: Polygon | MultiPolygon): LngLat {
  const outers =
    geometry.type === 'Polygon' ? [geometry.coordinates[0] ?? []] : geometry.coordinates.map((p) => p[0] ?? [])
  let best: { area: number; at: LngLat } = { area: -1, at: [0, 0] }
  for (const ring of outers) {
    const found = ringCentroid(ring)
    if (found.area > best.area) best = found
  }
  return best.at
}

function ringCentroid(ring: readonly Position[]): { area: number; at: LngLat } {
  const [x0 = 0, y0 = 0] = ring[0] ?? []
  let twice = 0
  let sumX = 0
  let sumY = 0
  for (let index = 0; index < ring.length; index++) {
    const [ax = 0, ay = 0] = ring[index] ?? []
    const [bx = 0, by = 0] = ring[(index + 1) % ring.length] ?? []
    // Relative to the first corner: degrees near 120 would lose digits otherwise.
    const cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
    twice += cross
    sumX += (ax + bx - 2 * x0) * cross
    sumY += (ay + by - 2 * y0) * cross
  }
  if (twice === 0) return { area: 0, at: [x0, y0] }
  return { area: Math.abs(twice) / 2, at: [x0 + sumX / (3 * twice), y0 + sumY / (3 * twice)] }
}
