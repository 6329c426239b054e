import type { Column, ListMember, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { Refused } from './outcome'
import { parseRecord } from './record'

export type Delimiter = ',' | '\t' | ';' | '|'
const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|']

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
  /** Physical lines up to and including the header. */
  readonly headerLines: number
}

/** Headers agree when they differ in case, blanks and full-width forms alone. */
function plain(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .toLowerCase()
}

/**
 * Reads the header line and maps it on the table.
 * The delimiter is the one under which most headers are known; a byte-order mark and blank first lines are passed over.
 * @throws Refused: empty file, no known header, a required column missing, a column twice.
 */
export function readHeader(head: string, table: WarehouseTable): Layout {
  const blank = /^(?:[ \t]*\r?\n)*/.exec(head.replace(/^\ufeff/, ''))?.[0] ?? ''
  const text = head.replace(/^\ufeff/, '').slice(blank.length)
  if (text.trim() === '')
    throw new Refused({
      code: 'empty-file',
      message: {
        zh: `文件是空的。应有一行表头和至少一行“${table.title.zh}”数据。`,
        en: `The file is empty. A header line and at least one row of "${table.title.en}" are expected.`,
      },
    })
  const known = knownHeaders(table)
  const readings = DELIMITERS.map((delimiter) => {
    const record = parseRecord(text, delimiter)
    const targets = record.fields.map((field) => known.get(plain(field)) ?? null)
    const columns = targets.map((target) => target?.column ?? null)
    const entries = targets.map((target) => target?.entry ?? null)
    return { delimiter, record, columns, entries, mapped: columns.filter(Boolean).length }
  })
  const best = readings.reduce((a, b) => (b.mapped > a.mapped ? b : a))
  const headers = best.record.fields.map((field) => field.trim())
  if (best.mapped === 0) throw notATable(table, Math.max(...readings.map(({ record }) => record.fields.length)))
  refuseMissing(table, best.columns, headers)
  refuseTwice(table, best, headers)
  return {
    delimiter: best.delimiter,
    headers,
    columns: best.columns,
    entries: best.entries,
    derived: [],
    ignored: headers.filter((_, at) => best.columns[at] === null),
    headerLines: (blank.match(/\n/g)?.length ?? 0) + best.record.lines,
  }
}

interface Target {
  readonly column: Column
  readonly entry: ListEntry | null
}

/** Every header under which the table's columns may come; the number of a repeated one may be written 3 or 03. */
function knownHeaders(table: WarehouseTable): ReadonlyMap<string, Target> {
  const known = new Map<string, Target>()
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

/** The first line is not repeated: in a file without a header it would be somebody's record. */
function notATable(table: WarehouseTable, fields: number): Refused {
  const expected = table.columns.filter(({ required }) => required).map(canonical)
  return new Refused({
    code: 'not-a-table',
    message: {
      zh: `第一行有 ${fields} 个字段，没有一个是“${table.title.zh}”的表头。应为 CSV，第一行是表头，至少含：${expected.join('、')}。`,
      en: `The first line has ${fields} ${fields === 1 ? 'field' : 'fields'} and none of them is a header of "${table.title.en}". Expected: CSV whose first line is the header, with at least ${expected.join(', ')}.`,
    },
  })
}

function refuseMissing(table: WarehouseTable, columns: readonly (Column | null)[], headers: readonly string[]): void {
  const missing = table.columns.filter((column) => column.required && !columns.includes(column))
  if (missing.length === 0) return
  const zh = missing.map((column) => `${canonical(column)}（${column.title.zh}）`).join('、')
  const en = missing.map((column) => `${canonical(column)} (${column.title.en})`).join(', ')
  const unknown = headers
    .filter((header, at) => columns[at] === null && header !== '')
    .map((header) => header.slice(0, 40))
  const found = unknown.slice(0, 10).join(', ')
  throw new Refused({
    code: 'missing-columns',
    message: {
      zh: `缺少必需的列：${zh}。${found ? `文件中未能识别的表头：${found}。` : ''}请补上后重新发送。`,
      en: `Required columns are missing: ${en}.${found ? ` Headers of the file that are not known: ${found}.` : ''} Add them and send the file again.`,
    },
  })
}

/** A `drop` column may come in several fields (three telephone numbers); any other, and each member of a list entry, must come once. */
function refuseTwice(
  table: WarehouseTable,
  { columns, entries }: Pick<Layout, 'columns' | 'entries'>,
  headers: readonly string[],
): void {
  for (const column of table.columns) {
    if (column.identifier === 'drop') continue
    const fields = columns.flatMap((candidate, at) => (candidate === column ? [at] : []))
    const place = (at: number) => `${entries[at]?.member.name} ${entries[at]?.n}`
    const twice = fields.filter((at) => fields.some((other) => other !== at && place(other) === place(at)))
    if (twice.length === 0) continue
    const found = twice.map((at) => headers[at])
    throw new Refused({
      code: 'duplicate-columns',
      message: {
        zh: `“${column.title.zh}”在表头中出现了 ${found.length} 次（${found.join('、')}），无法判断取哪一列。请只保留一列。`,
        en: `"${column.title.en}" stands ${found.length} times in the header (${found.join(', ')}); which one counts cannot be told. Keep one.`,
      },
    })
  }
}

export function canonical(column: Column): string {
  return column.headers[0] ?? column.list?.members[0]?.headers[0]?.replace('#', '01') ?? column.name
}
