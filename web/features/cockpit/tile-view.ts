import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, Envelope, Withheld } from '@cockpit/domain/indicator/envelope'
import {
  bandText,
  changeText,
  roundedChange,
  shareText,
  valueText,
  type WrittenValue,
  writeValue,
} from '../../format/number'
import type { Language } from '../../i18n/locale'
import type { Comparing } from './address'
import { readingOf } from './reading'

export interface TileChange {
  readonly text: string
  readonly arrow: 'up' | 'down' | 'level'
  /** Whether the change goes the way the indicator should; `neutral` where no way is better. */
  readonly sense: 'better' | 'worse' | 'neutral'
}

export interface TileView {
  readonly indicator: string
  readonly name: string
  readonly state: 'shown' | Withheld
  readonly written: WrittenValue | null
  /** For a screen reader: name, value and unit in one sentence. */
  readonly spoken: string
  readonly change: TileChange | Withheld | null
  readonly target: {
    readonly text: string
    readonly standing: 'met' | 'below' | 'above' | null
    readonly policy: boolean
  } | null
  readonly trend: readonly (number | null)[]
  readonly comparing: Comparing
  /** Share of the owed that is in the number, where it is so little that the number must not be read alone. */
  readonly partial: string | null
}

/** Below this share a number says beside itself how much of the owed it rests on. Ours, not policy. */
export const WHOLE_ENOUGH = 0.95

/** A tile from the answers about one place: its total row, and the trend's rows of months. */
export function tileView(
  definition: IndicatorDefinition,
  total: Answer | undefined,
  trend: Answer | undefined,
  comparing: Comparing,
  language: Language,
): TileView {
  const cell = total?.rows[0]?.cells[definition.id]
  const reading = readingOf(cell)
  const written = reading.state === 'shown' ? writeValue(reading.value, definition, language) : null
  const name = definition[language]
  return {
    indicator: definition.id,
    name,
    state: reading.state,
    written,
    spoken: reading.state === 'shown' ? `${name} ${valueText(reading.value, definition, language)}` : name,
    change: cell ? tileChange(definition, cell, comparing, language) : null,
    target: targetOf(definition, cell, language),
    trend: trend?.rows.map((row) => readingOf(row.cells[definition.id]).value) ?? [],
    comparing,
    partial: partialText(cell, language),
  }
}

function partialText(cell: Envelope | undefined, language: Language): string | null {
  if (cell?.state !== 'shown' || !cell.coverage || cell.coverage.expected === 0) return null
  const share = cell.coverage.reported / cell.coverage.expected
  return share < WHOLE_ENOUGH ? shareText(share, language, 0) : null
}

export function tileChange(
  definition: IndicatorDefinition,
  cell: Envelope,
  comparing: Comparing,
  language: Language,
): TileChange | Withheld | null {
  const comparison = cell.compare?.[comparing]
  if (comparison === undefined) return null
  if (typeof comparison === 'string') return comparison
  const amount = roundedChange(comparison, definition)
  const arrow = amount > 0 ? 'up' : amount < 0 ? 'down' : 'level'
  return { text: changeText(comparison, definition, language), arrow, sense: senseOf(definition.direction, arrow) }
}

function senseOf(direction: IndicatorDefinition['direction'], arrow: TileChange['arrow']): TileChange['sense'] {
  if (direction === 'monitor' || arrow === 'level') return 'neutral'
  return (direction === 'higher') === (arrow === 'up') ? 'better' : 'worse'
}

function targetOf(definition: IndicatorDefinition, cell: Envelope | undefined, language: Language): TileView['target'] {
  const target = cell?.target ?? definition.target
  if (!target) return null
  return {
    text: bandText(target, definition, language),
    standing: cell?.standing ?? null,
    policy: target.evidence === 'policy',
  }
}
