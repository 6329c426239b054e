import type { HeaderMatch } from './match-header'
import { plainText } from './plain-text'

/** Lines of a wide statement are numbered line x 1000 + field, so that each of its rows has a number of its own. */
export const WIDE_LINE = 1000

export interface MappedRow {
  /** Number of the row: its line, or for a wide statement line x 1000 + number of the field (from 1). */
  readonly line: number
  /** The sender's fields, then the columns the mapping computes. */
  readonly fields: readonly string[]
}

/** Makes the rows of the table out of the sender's records, one after another. Keeps what merged cells need and counts what is left out. */
export class RecordMapper {
  /** Rows left out as totals. */
  totals = 0
  #skip: number
  readonly #above: string[] = []

  constructor(
    private readonly match: HeaderMatch,
    private readonly options: { readonly skipRows: number; readonly totals: (first: string) => boolean },
  ) {
    this.#skip = options.skipRows
  }

  rows(line: number, record: readonly string[]): MappedRow[] {
    if (this.#skip > 0) {
      this.#skip--
      return []
    }
    if (this.options.totals(plainText(record.find((field) => plainText(field) !== '')))) {
      this.totals++
      return []
    }
    const fields = this.#filled(record)
    const { derived, wide } = this.match
    const computed = derived.map(({ read }) => read(fields))
    if (this.match.wideColumns.length === 0) return [{ line, fields: [...fields, ...computed] }]
    return wide.flatMap(({ at, values }) => {
      const cell = fields[at] ?? ''
      if (plainText(cell) === '') return []
      return [{ line: line * WIDE_LINE + at + 1, fields: [...fields, ...computed, ...values(cell)] }]
    })
  }

  #filled(record: readonly string[]): readonly string[] {
    if (this.match.fillDown.length === 0) return record
    const fields = [...record]
    for (const at of this.match.fillDown) {
      if (plainText(fields[at]) === '') fields[at] = this.#above[at] ?? ''
      else this.#above[at] = fields[at] ?? ''
    }
    return fields
  }
}

/** Whether a mapping asks for more than other names of headers. */
export function rewrites(
  match: HeaderMatch,
  mapping: { readonly skipRows: number; readonly dropRows: readonly string[] } | null,
): boolean {
  if (mapping === null) return false
  return (
    match.derived.length > 0 ||
    match.wideColumns.length > 0 ||
    match.fillDown.length > 0 ||
    mapping.skipRows > 0 ||
    mapping.dropRows.length > 0
  )
}
