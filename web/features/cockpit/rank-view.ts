import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, Withheld } from '@cockpit/domain/indicator/envelope'
import { valueText } from '../../format/number'
import type { Language } from '../../i18n/locale'
import type { Comparing } from './address'
import { readingOf } from './reading'
import { type TileChange, tileChange } from './tile-view'

export interface RankRow {
  readonly key: string
  readonly name: string
  readonly state: 'shown' | Withheld
  /** Counted from 1 among the shown rows; null for a row that is not ranked. */
  readonly place: number | null
  readonly text: string | null
  /** Length of the bar, 0..1 of the largest. */
  readonly share: number
  readonly standing: 'met' | 'below' | 'above' | null
  readonly change: TileChange | Withheld | null
}

/**
 * Rows in the order of the question "who should be looked at first": the worse end first where a direction exists, else the
 * larger first. A row without a value is listed behind by its name and has no place: no data is not a rank.
 */
export function rankView(
  definition: IndicatorDefinition,
  answer: Answer,
  comparing: Comparing,
  language: Language,
  nameOf: (key: string) => string | undefined,
): RankRow[] {
  const rows = answer.rows.map((row) => {
    const cell = row.cells[definition.id]
    return { row, cell, reading: readingOf(cell), name: nameOf(row.key) ?? row.name ?? row.key }
  })
  const shown = rows.filter(({ reading }) => reading.state === 'shown')
  const factor = definition.direction === 'higher' ? 1 : -1
  shown.sort((a, b) => factor * ((a.reading.value ?? 0) - (b.reading.value ?? 0)) || (a.name < b.name ? -1 : 1))
  const rest = rows.filter(({ reading }) => reading.state !== 'shown').sort((a, b) => (a.name < b.name ? -1 : 1))
  const largest = Math.max(...shown.map(({ reading }) => Math.abs(reading.value ?? 0)), 0)
  return [...shown, ...rest].map(({ row, cell, reading, name }, index) => ({
    key: row.key,
    name,
    state: reading.state,
    place: reading.state === 'shown' ? index + 1 : null,
    text: reading.state === 'shown' ? valueText(reading.value, definition, language) : null,
    share: largest === 0 ? 0 : Math.abs(reading.value ?? 0) / largest,
    standing: cell?.standing ?? null,
    change: cell ? tileChange(definition, cell, comparing, language) : null,
  }))
}
