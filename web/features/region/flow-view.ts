import type { Bilingual } from '@cockpit/domain/ids'
import { type Flow, OUTSIDE } from '@cockpit/domain/territory/care-flow'
import type { MapArc } from '../../map/contract'

export interface PlaceOfCare {
  readonly code: string
  readonly name: Bilingual
  readonly centre: readonly [number, number]
}

/** More arcs than that are a ball of wool. The table has all. */
const MOST_ARCS = 40

/** The largest flows as arcs. One to beyond the province has no place on the map and stands in the table only. */
export function flowArcs(flows: readonly Flow[], places: readonly PlaceOfCare[]): MapArc[] {
  const at = new Map(places.map(({ code, centre }) => [code, centre]))
  const drawn = flows
    .flatMap(({ from, to, count }) => {
      const [start, end] = [at.get(from), at.get(to)]
      return to !== OUTSIDE && start && end ? [{ id: `${from} ${to}`, from: start, to: end, count }] : []
    })
    .slice(0, MOST_ARCS)
  const largest = Math.max(...drawn.map(({ count }) => count))
  return drawn.map(({ count, ...arc }) => ({ ...arc, weight: count / largest }))
}

/** Those of the places beyond the area in which an arc ends: the others would only make the map smaller. */
export function arcEnds<Place extends { readonly code: string }>(
  arcs: readonly MapArc[],
  places: readonly Place[],
): Place[] {
  const ends = new Set(arcs.map(({ id }) => id.slice(id.indexOf(' ') + 1)))
  return places.filter(({ code }) => ends.has(code))
}
