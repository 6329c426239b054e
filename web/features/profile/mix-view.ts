import type { Answer, Envelope } from '@cockpit/domain/indicator/envelope'
import type { TreemapTile } from '../../charts/treemap'
import { readingOf } from '../cockpit/reading'

export interface MixRow {
  readonly key: string
  readonly name: string
  readonly weight: number | null
  readonly cases: number | null
  readonly costIndex: number | null
  readonly stayIndex: number | null
  /** Share of the shown weight, 0..1. */
  readonly share: number | null
  /** Its figures are withheld because few persons stand behind them. */
  readonly suppressed: boolean
}

/** Steps of the cost index: a tenth to either side of the region is about the region. */
export const COST_STEPS = [0.8, 0.9, 1.1, 1.25] as const

export interface MixIds {
  readonly weight: string
  readonly cases: string
  readonly shade: string
  readonly stay: string
}

/** Categories or groups by weight, the heaviest first, then those withheld. Cases without a group have an empty key. */
export function mixRows(answer: Answer, ids: MixIds, nameOf: (key: string) => string): MixRow[] {
  const value = (cell: Envelope | undefined) => readingOf(cell).value
  const rows = answer.rows.map((row) => ({
    key: row.key,
    name: nameOf(row.key),
    weight: value(row.cells[ids.weight]),
    cases: value(row.cells[ids.cases]),
    costIndex: value(row.cells[ids.shade]),
    stayIndex: value(row.cells[ids.stay]),
    suppressed: row.cells[ids.cases]?.state === 'suppressed',
  }))
  const whole = rows.reduce((sum, { weight }) => sum + (weight ?? 0), 0)
  return rows
    .filter(({ weight, suppressed }) => suppressed || (weight ?? 0) > 0)
    .map((row) => ({ ...row, share: row.weight === null || whole === 0 ? null : row.weight / whole }))
    .sort((a, b) => (b.weight ?? -1) - (a.weight ?? -1) || (a.key < b.key ? -1 : 1))
}

/** Tiles of what may be shown; a withheld group has no area, because its area would be its number. */
export function mixTiles(
  rows: readonly MixRow[],
  by: 'weight' | 'cases',
  write: { readonly figure: (row: MixRow) => string; readonly says: (row: MixRow) => readonly string[] },
): TreemapTile[] {
  return rows.flatMap((row) => {
    const area = row[by]
    if (area === null || area <= 0) return []
    return [
      { key: row.key, name: row.name, area, shade: row.costIndex, figure: write.figure(row), says: write.says(row) },
    ]
  })
}
