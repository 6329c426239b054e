import type { LngLat, MapAlert, MapNeighbour, MapShape, TerritoryMapProps } from './contract'
import { labelPoint } from './geometry'

export interface MapLabel {
  readonly code: string
  readonly name: string
  readonly at: LngLat
  /** The name stands beside a mark rather than in the middle of its area. */
  readonly beside: boolean
}

const RANK = { critical: 0, warn: 1, watch: 2, none: 3, normal: 4 } as const

/** Which names are wanted, the most important first. A name where an alert stands is put beside its mark. */
export function labelsOf(
  shapes: readonly MapShape[],
  alerts: readonly MapAlert[],
  mode: TerritoryMapProps['labels'],
  selected?: string,
): MapLabel[] {
  if (mode === 'none') return []
  const alerted = new Map(alerts.flatMap((alert) => (alert.areaCode ? [[alert.areaCode, alert.at] as const] : [])))
  const rank = (shape: MapShape) => {
    if (shape.code === selected) return -2
    if (alerted.has(shape.code)) return -1
    return RANK[shape.severity ?? 'normal']
  }
  return shapes
    .filter((shape) => mode === 'all' || rank(shape) < RANK.none)
    .sort((a, b) => rank(a) - rank(b))
    .map((shape) => ({
      code: shape.code,
      name: shape.name,
      at: alerted.get(shape.code) ?? shape.centre ?? labelPoint(shape.geometry),
      beside: alerted.has(shape.code),
    }))
}

/** Names of the places beside those shown: always wanted, since an arc that ends in a place without a name says nothing; after all others. */
export function neighbourLabels(neighbours: readonly MapNeighbour[]): MapLabel[] {
  return neighbours.map(({ code, name, centre }) => ({ code, name, at: centre, beside: false }))
}

export interface PlacedLabel extends MapLabel {
  readonly x: number
  readonly y: number
}

/** Keeps, in order, each name that covers none kept before. Width is estimated: a Han character is as wide as the type is high. */
export function declutter(
  labels: readonly MapLabel[],
  project: (at: LngLat) => readonly [number, number] | null,
  text: number,
): PlacedLabel[] {
  const kept: { label: PlacedLabel; left: number; right: number }[] = []
  for (const label of labels) {
    const point = project(label.at)
    if (!point) continue
    const [x, y] = point
    const width = textWidth(label.name, text)
    const left = label.beside ? x + text * 0.9 : x - width / 2
    const right = left + width
    const clash = kept.some((one) => left < one.right && right > one.left && Math.abs(one.label.y - y) < text * 1.35)
    if (!clash) kept.push({ label: { ...label, x, y }, left, right })
  }
  return kept.map((one) => one.label)
}

function textWidth(name: string, text: number): number {
  let width = 0
  for (const character of name) width += (character.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.56
  return width * text
}
