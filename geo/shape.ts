import type { MultiPolygon, Polygon } from 'geojson'

/** An area's shape: rings of [longitude, latitude], the first of each polygon outside, the others holes. */
export type Shape = Polygon | MultiPolygon
export type Point = readonly [longitude: number, latitude: number]
type Ring = readonly (readonly number[])[]

export function polygonsOf(shape: Shape): readonly (readonly Ring[])[] {
  return shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
}

/** Twice-signed planar area of a ring in square degrees, halved; positive anticlockwise. */
export function ringArea(ring: Ring): number {
  let sum = 0
  for (let index = 0; index < ring.length - 1; index += 1) {
    const [ax, ay] = ring[index] as [number, number]
    const [bx, by] = ring[index + 1] as [number, number]
    sum += ax * by - bx * ay
  }
  return sum / 2
}

/** Planar area of a shape in square degrees, holes taken out. For comparing sizes, not for measuring land. */
export function shapeArea(shape: Shape): number {
  return polygonsOf(shape).reduce(
    (sum, [outer = [], ...holes]) =>
      sum + Math.abs(ringArea(outer)) - holes.reduce((hole, ring) => hole + Math.abs(ringArea(ring)), 0),
    0,
  )
}

export function boundsOf(shape: Shape): [west: number, south: number, east: number, north: number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [outer = []] of polygonsOf(shape)) {
    for (const [x, y] of outer as [number, number][]) {
      bounds[0] = Math.min(bounds[0], x)
      bounds[1] = Math.min(bounds[1], y)
      bounds[2] = Math.max(bounds[2], x)
      bounds[3] = Math.max(bounds[3], y)
    }
  }
  return bounds
}

/** Even-odd rule; a point exactly on an edge may fall either way. */
export function contains(shape: Shape, [x, y]: Point): boolean {
  let inside = false
  for (const polygon of polygonsOf(shape)) {
    for (const ring of polygon) {
      for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
        const [ax, ay] = ring[index] as [number, number]
        const [bx, by] = ring[before] as [number, number]
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
      }
    }
  }
  return inside
}

/**
 * A point inside the shape and far from its edge, for labels and markers: the centroid of a crescent or of islands would fall
 * outside. Takes the largest polygon, cuts it by 33 parallels and keeps the middle of a cut that lies farthest from any edge.
 */
export function interiorPoint(shape: Shape): Point {
  const largest = [...polygonsOf(shape)].sort(
    (a, b) => Math.abs(ringArea(b[0] ?? [])) - Math.abs(ringArea(a[0] ?? [])),
  )[0]
  const outer = largest?.[0]
  if (!largest || !outer || outer.length < 4) throw new RangeError('A shape without a ring has no interior point.')
  const [, south, , north] = boundsOf({ type: 'Polygon', coordinates: [outer as number[][]] })
  let best: Point = outer[0] as unknown as Point
  let bestDistance = -1
  for (let step = 1; step <= 33; step += 1) {
    const y = south + ((north - south) * step) / 34
    const cuts = crossings(largest, y)
    for (let index = 0; index + 1 < cuts.length; index += 2) {
      const x = ((cuts[index] as number) + (cuts[index + 1] as number)) / 2
      const distance = edgeDistance(largest, x, y)
      if (distance > bestDistance) {
        bestDistance = distance
        best = [x, y]
      }
    }
  }
  return best
}

function crossings(polygon: readonly Ring[], y: number): number[] {
  const found: number[] = []
  for (const ring of polygon) {
    for (let index = 0; index < ring.length - 1; index += 1) {
      const [ax, ay] = ring[index] as [number, number]
      const [bx, by] = ring[index + 1] as [number, number]
      if (ay > y !== by > y) found.push(((bx - ax) * (y - ay)) / (by - ay) + ax)
    }
  }
  return found.sort((a, b) => a - b)
}

function edgeDistance(polygon: readonly Ring[], x: number, y: number): number {
  let least = Infinity
  for (const ring of polygon) {
    for (let index = 0; index < ring.length - 1; index += 1) {
      const [ax, ay] = ring[index] as [number, number]
      const [bx, by] = ring[index + 1] as [number, number]
      const length = (bx - ax) ** 2 + (by - ay) ** 2
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
      least = Math.min(least, (x - ax - along * (bx - ax)) ** 2 + (y - ay - along * (by - ay)) ** 2)
    }
  }
  return least
}
