import type { Answer, AnswerRow } from '@cockpit/domain/indicator/envelope'
import type { Comparing } from '../cockpit/address'
import { readingOf } from '../cockpit/reading'

export interface Part {
  readonly key: string
  readonly name: string
  readonly value: number
  /** Of all shown parts and the rest, 0..1. */
  readonly share: number
  /** The share it had in the compared period; null where that is not known. */
  readonly before: number | null
}

/** The parts of an additive indicator, the largest first; what the question's limit left out stands last as one part. */
export function partsOf(answer: Answer, indicator: string, comparing: Comparing, restName: string): Part[] {
  const named = answer.rows.flatMap((row) => partOf(row, row.name ?? row.key, indicator, comparing))
  named.sort((a, b) => b.value - a.value || (a.key < b.key ? -1 : 1))
  const rest = (answer.rest?.rows ?? []).flatMap((row) =>
    partOf({ ...row, key: ' rest' }, restName, indicator, comparing),
  )
  const parts = [...named, ...rest]
  const whole = parts.reduce((sum, { value }) => sum + value, 0)
  // A share of the period before is one of the same parts: with any of them missing there is none.
  const known = parts.every(({ other }) => other !== null)
  const before = parts.reduce((sum, { other }) => sum + (other ?? 0), 0)
  if (whole <= 0) return []
  return parts.map(({ key, name, value, other }) => ({
    key,
    name,
    value,
    share: value / whole,
    before: known && before > 0 && other !== null ? other / before : null,
  }))
}

function partOf(row: AnswerRow, name: string, indicator: string, comparing: Comparing) {
  const cell = row.cells[indicator]
  const { value } = readingOf(cell)
  if (value === null || value <= 0) return []
  const comparison = cell?.compare?.[comparing]
  const other = comparison === undefined || typeof comparison === 'string' ? null : comparison.value
  return [{ key: row.key, name, value, other }]
}
