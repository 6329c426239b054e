import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, Withheld } from '@cockpit/domain/indicator/envelope'
import { valueText } from '../../format/number'
import type { Language } from '../../i18n/locale'
import { readingOf } from '../cockpit/reading'

export interface ComparedCell {
  readonly key: string
  readonly state: 'shown' | Withheld
  readonly text: string | null
  /** Length of its bar, 0..1 of the largest of the row. */
  readonly share: number
  readonly standing: 'met' | 'below' | 'above' | null
}

export interface ComparedRow {
  readonly definition: IndicatorDefinition
  readonly cells: readonly ComparedCell[]
}

/** Indicators down, subjects across. No cell is called best: two numbers side by side are no ranking. */
export function comparedRows(
  definitions: readonly IndicatorDefinition[],
  subjects: readonly { readonly key: string; readonly answer: Answer | undefined }[],
  language: Language,
): ComparedRow[] {
  return definitions.map((definition) => {
    const readings = subjects.map(({ key, answer }) => {
      const cell = answer?.rows[0]?.cells[definition.id]
      return { key, cell, reading: readingOf(cell) }
    })
    const largest = Math.max(0, ...readings.map(({ reading }) => Math.abs(reading.value ?? 0)))
    return {
      definition,
      cells: readings.map(({ key, cell, reading }) => ({
        key,
        state: reading.state,
        text: reading.state === 'shown' ? valueText(reading.value, definition, language) : null,
        share: largest === 0 ? 0 : Math.abs(reading.value ?? 0) / largest,
        standing: cell?.standing ?? null,
      })),
    }
  })
}

export interface ComparedLine {
  readonly key: string
  readonly name: string
  /** By month of the axis; null where there is no value. */
  readonly values: readonly (number | null)[]
}

/**
 * Lines on one axis. Places share their months; periods are laid over each other, from the first month of each.
 * @param steps `yyyy-mm` of the axis, or how many months the longest period has
 */
export function comparedLines(
  indicator: string,
  subjects: readonly { readonly key: string; readonly name: string; readonly answer: Answer | undefined }[],
  overlaid: boolean,
): { readonly axis: readonly string[]; readonly lines: readonly ComparedLine[] } {
  const series = subjects.map(({ key, name, answer }) => ({
    key,
    name,
    months: (answer?.rows ?? [])
      .flatMap((row) => (row.at ? [{ month: row.at.slice(0, 7), value: readingOf(row.cells[indicator]).value }] : []))
      .sort((a, b) => (a.month < b.month ? -1 : 1)),
  }))
  if (overlaid) {
    const longest = Math.max(0, ...series.map(({ months }) => months.length))
    const axis = Array.from({ length: longest }, (_, i) => String(i + 1))
    return {
      axis,
      lines: series.map(({ key, name, months }) => ({
        key,
        name,
        values: axis.map((_, i) => months[i]?.value ?? null),
      })),
    }
  }
  const axis = [...new Set(series.flatMap(({ months }) => months.map(({ month }) => month)))].sort()
  return {
    axis,
    lines: series.map(({ key, name, months }) => {
      const byMonth = new Map(months.map(({ month, value }) => [month, value]))
      return { key, name, values: axis.map((month) => byMonth.get(month) ?? null) }
    }),
  }
}
