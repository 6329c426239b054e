import type { Column, ListMember, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'

export type Delimiter = ',' | '\t' | ';' | '|'
export const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|']

/** A field that holds one member of one entry of a `list` column: C06x03C is the code of the third further diagnosis. */
export interface ListEntry {
  readonly member: ListMember
  /** Number of the entry, from 1. */
  readonly n: number
}

/** Which field of the file is which column of the table. */
export interface Layout {
  readonly delimiter: Delimiter
  /** The sender's header, in the sender's order. */
  readonly headers: readonly string[]
  /**
   * Column of each field; null where no column knows the header. Several fields may hold one `drop` column, and all fields of a
   * `list` column name that column.
   */
  readonly columns: readonly (Column | null)[]
  /** For a field of a `list` column the member and entry it holds; null for any other field. As long as `columns`. */
  readonly entries: readonly (ListEntry | null)[]
  /**
   * Columns that a mapping computes from the sender's fields (sums, value maps, units). Each record carries them as further
   * fields behind the sender's own, in this order; such a column is read there and from none of the sender's fields.
   */
  readonly derived: readonly Column[]
  readonly ignored: readonly string[]
  /**
   * True when a mapping needed more than the header and the row: a title above, the file's name, the header of a wide statement, rows to skip. Such
   * rows, sent again without it, would be read otherwise; they are given back under the table's own headers.
   */
  readonly restated?: boolean
  /** Physical lines up to and including the header. */
  readonly headerLines: number
}

/** Headers agree when they differ in case, blanks and full-width forms alone. */
export function plain(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .toLowerCase()
}

export interface Target {
  readonly column: Column
  readonly entry: ListEntry | null
}

const KNOWN = new WeakMap<WarehouseTable, ReadonlyMap<string, Target>>()

/** Every header under which the table's columns may come; the number of a repeated one may be written 3 or 03. */
export function knownHeaders(table: WarehouseTable): ReadonlyMap<string, Target> {
  const cached = KNOWN.get(table)
  if (cached) return cached
  const known = new Map<string, Target>()
  KNOWN.set(table, known)
  for (const column of table.columns) {
    if (!column.list)
      for (const header of [column.name, ...column.headers]) known.set(plain(header), { column, entry: null })
    for (const member of column.list?.members ?? [])
      for (const header of member.headers)
        for (let n = 1; n <= (column.list?.count ?? 0); n++)
          for (const number of [String(n), String(n).padStart(2, '0')])
            known.set(plain(header.replace('#', number)), { column, entry: { member, n } })
  }
  return known
}

export function canonical(column: Column): string {
  return column.headers[0] ?? column.list?.members[0]?.headers[0]?.replace('#', '01') ?? column.name
}
