import type { Bilingual } from '@cockpit/domain/ids'
import type { MapShape } from '../../map/contract'
import type { AreaValue } from './frame'
import type { WallShape } from './useShapes'

/** Shapes with their values. An area the answer does not name has no data; it is never left out of the map. */
export function mapAreas(
  shapes: readonly WallShape[],
  areas: readonly AreaValue[],
  language: keyof Bilingual,
): MapShape[] {
  const values = new Map(areas.map((area) => [area.code, area]))
  return shapes.map((shape) => {
    const area = values.get(shape.code)
    return {
      code: shape.code,
      name: shape.name[language],
      geometry: shape.geometry,
      centre: shape.centre,
      value: area?.state === 'shown' ? area.value : null,
      state: area?.state ?? 'no-data',
      severity: area?.state === 'shown' || area === undefined ? undefined : 'none',
    }
  })
}

/** How many areas lie outside the target band, and how many show nothing. */
export function outsideTarget(areas: readonly AreaValue[]): { below: number; above: number; withheld: number } {
  const count = (test: (area: AreaValue) => boolean) => areas.filter(test).length
  return {
    below: count((area) => area.state === 'shown' && area.standing === 'below'),
    above: count((area) => area.state === 'shown' && area.standing === 'above'),
    withheld: count((area) => area.state !== 'shown'),
  }
}
