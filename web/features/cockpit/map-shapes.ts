import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { Language } from '../../i18n/locale'
import type { MapShape } from '../../map/contract'
import type { BoundaryShape } from '../../server/territory/boundary'
import { readingOf } from './reading'

/** Joins the shapes with the answer's rows by area code. A shape without a row has no data; it is not 0. */
export function mapShapes(
  shapes: readonly BoundaryShape[],
  answer: Answer | undefined,
  indicator: string,
  language: Language,
): MapShape[] {
  const cells = new Map(answer?.rows.map((row) => [row.key, row.cells[indicator]]))
  return shapes.map((shape) => {
    const cell = cells.get(shape.code)
    const reading = readingOf(cell)
    const outside = cell?.standing === 'below' || cell?.standing === 'above'
    return {
      code: shape.code,
      name: shape.name[language],
      geometry: shape.geometry,
      centre: shape.centre,
      value: reading.value,
      state: reading.state,
      ...(outside ? { severity: 'watch' as const } : {}),
    }
  })
}
