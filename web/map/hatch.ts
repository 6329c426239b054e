import type { MultiPolygon, Polygon, Position } from 'geojson'
import { type Bounds, ringsOf } from './geometry'

export type HatchLine = readonly [from: Position, to: Position]

/**
 * Diagonal strokes inside a shape: how "not reported" looks on every engine, without a texture or an extension.
 * Lines y = x + c are cut with all rings; between an odd crossing and the next lies the inside (even-odd rule, so holes stay empty).
 * @param spacing distance between strokes along the y axis, degrees
 */
export function hatchLines(geometry: Polygon | MultiPolygon, spacing: number): HatchLine[] {
  if (!(spacing > 0)) return []
  const crossings = new Map<number, number[]>()
  for (const ring of ringsOf(geometry))
    for (let index = 0; index < ring.length; index++) {
      const [ax = 0, ay = 0] = ring[index] ?? []
      const [bx = 0, by = 0] = ring[(index + 1) % ring.length] ?? []
      const a = (ay - ax) / spacing
      const b = (by - bx) / spacing
      if (a === b) continue
      // Half open, so that a line through a corner is counted once.
      for (let k = Math.ceil(Math.min(a, b)); k < Math.max(a, b); k++) {
        const along = (k - a) / (b - a)
        const list = crossings.get(k)
        const x = ax + (bx - ax) * along
        if (list) list.push(x)
        else crossings.set(k, [x])
      }
    }
  const lines: HatchLine[] = []
  for (const [k, xs] of crossings) {
    xs.sort((p, q) => p - q)
    for (let index = 0; index + 1 < xs.length; index += 2) {
      const from = xs[index] ?? 0
      const to = xs[index + 1] ?? 0
      if (to > from)
        lines.push([
          [from, from + k * spacing],
          [to, to + k * spacing],
        ])
    }
  }
  return lines
}

/** A spacing that looks the same at any scale: some 110 strokes over the longer side of the territory. */
export function hatchSpacing(bounds: Bounds): number {
  return Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]) / 110
}
