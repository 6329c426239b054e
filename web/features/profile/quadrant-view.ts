import type { Answer } from '@cockpit/domain/indicator/envelope'
import { readingOf } from '../cockpit/reading'

export interface QuadrantRow {
  readonly key: string
  readonly name: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly own: boolean
  readonly field: QuadrantField
}

/** 费用高·时间长, 费用高·时间短, 费用低·时间短, 费用低·时间长; on a line is not above it. */
export type QuadrantField = 'bothHigh' | 'costHigh' | 'neither' | 'timeHigh'

/** The region's mean, by definition of the two indices. */
export const REGION = 1

export function fieldOf(x: number, y: number): QuadrantField {
  if (x > REGION) return y > REGION ? 'bothHigh' : 'costHigh'
  return y > REGION ? 'timeHigh' : 'neither'
}

/** Facilities with both indices, the facility itself first. One without either is not a point at nought. */
export function quadrantRows(
  answer: Answer,
  ids: { readonly x: string; readonly y: string; readonly size: string },
  facility: string,
  nameOf: (key: string) => string | undefined,
): QuadrantRow[] {
  return answer.rows
    .flatMap((row): QuadrantRow[] => {
      const [x, y, size] = [ids.x, ids.y, ids.size].map((id) => readingOf(row.cells[id]).value)
      if (x === null || x === undefined || y === null || y === undefined) return []
      const name = nameOf(row.key) ?? row.name ?? row.key
      return [{ key: row.key, name, x, y, size: size ?? 0, own: row.key === facility, field: fieldOf(x, y) }]
    })
    .sort((a, b) => Number(b.own) - Number(a.own) || b.size - a.size || (a.key < b.key ? -1 : 1))
}
