import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { Column, ListMember } from '@cockpit/semantic-layer/packs/contract'
import { carefulSql } from './careful-sql'
import type { Layout } from './header'

/** A CSV of records alone, each preceded by its line number in the sender's file. */
export interface CsvInput {
  readonly path: string
  readonly newLine: '\n' | '\r\n'
  readonly parallel: boolean
  /** Set for lines as `PlainLines` writes them, and only to find the sound ones quickly; see `QuickRead`. */
  readonly quick?: QuickRead
}

/**
 * Reads numbers as numbers while the line is taken apart, instead of as texts to be cast later. A line that cannot be read so is passed
 * over; who asks for this counts the lines and looks at those again.
 */
export interface QuickRead {
  /** Fields whose keyed hash stands before the line, in this order. */
  readonly hashed: readonly number[]
  /** Fields to read as numbers. */
  readonly numbers: readonly number[]
  /** Those of them whose bounds are not asked of each value but of what was written; see written-bounds.ts. */
  readonly unbounded: readonly number[]
}

/** Bytes of the longest line that is read, quickly or with care: the database's own limit, which would else follow the next figure. */
const LONGEST = 2_000_000
/** Bytes the reader takes at a time. */
const HELPING = 8 << 20

/** Name under which a field of the file is read; the sender's own header could be anything. */
export function fieldName(at: number): string {
  return `_f${at}`
}

/** Name under which the keyed hash of a field is read. */
export function hashName(at: number): string {
  return `_h${at}`
}

/**
 * SQL of the text that stands for a column: its one field, the first filled of several, or NULL where the file lacks it.
 * `odd` adds the careful reading of odd signs (see `carefulSql`). Blanks at the ends are the caller's to cut.
 * Not for `list` columns: each of their members is an `entryText`.
 */
export function columnText(column: Column, layout: Layout, odd: boolean): string {
  const derived = layout.derived.indexOf(column)
  if (derived !== -1) return fieldName(layout.headers.length + derived)
  const fields = layout.columns.flatMap((candidate, at) => (candidate === column ? [fieldName(at)] : []))
  const texts = odd ? fields.map((field) => carefulSql(field, column)) : fields
  return texts.length > 1 ? `coalesce(${texts.join(', ')})` : (texts[0] ?? 'NULL::VARCHAR')
}

/** SQL of the text of one member of one entry of a `list` column, NULL where the file has no such field. `n` from 1. */
export function entryText(column: Column, member: ListMember, n: number, layout: Layout, odd: boolean): string {
  const at = layout.entries.findIndex(
    (entry, field) => layout.columns[field] === column && entry?.member.name === member.name && entry.n === n,
  )
  if (at === -1) return 'NULL::VARCHAR'
  return odd ? carefulSql(fieldName(at), member) : fieldName(at)
}

/**
 * A query giving `_line` and every field as text. An empty field and a lone hyphen ("-", the front page's sign for
 * "nothing to write here") are NULL.
 */
export function readCsv(input: CsvInput, layout: Layout): string {
  const names = [...layout.headers, ...layout.derived].map((_, at) => fieldName(at))
  const hashes = (input.quick?.hashed ?? []).map(hashName)
  const numbers = new Set((input.quick?.numbers ?? []).map(fieldName))
  const columns = ['_no', ...hashes, ...names].map(
    (name) => `${quoteText(name)}: '${numbers.has(name) ? 'DOUBLE' : 'VARCHAR'}'`,
  )
  const options = [
    'auto_detect = false',
    'header = false',
    `delim = ${quoteText(layout.delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `new_line = ${input.newLine === '\n' ? "'\\n'" : "'\\r\\n'"}`,
    `nullstr = ['', '-']`,
    'strict_mode = true',
    `columns = {${columns.join(', ')}}`,
    `parallel = ${input.parallel}`,
    ...(input.quick ? ['ignore_errors = true', `buffer_size = ${HELPING}`, `max_line_size = ${LONGEST}`] : []),
  ]
  return `SELECT _no::BIGINT AS _line, ${[...hashes, ...names].join(', ')} FROM read_csv(${quoteText(input.path)}, ${options.join(', ')})`
}
