import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { Layout } from './header'

/** A CSV of records alone, each preceded by its line number in the sender's file. */
export interface CsvInput {
  readonly path: string
  readonly newLine: '\n' | '\r\n'
  readonly parallel: boolean
}

/** Name under which a field of the file is read; the sender's own header could be anything. */
export function fieldName(at: number): string {
  return `_f${at}`
}

/**
 * A query giving `_line` and every field as text. An empty field and a lone hyphen ("-", the front page's sign for
 * "nothing to write here") are NULL.
 */
export function readCsv(input: CsvInput, layout: Layout): string {
  const names = layout.headers.map((_, at) => fieldName(at))
  const columns = ['_no', ...names].map((name) => `${quoteText(name)}: 'VARCHAR'`)
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
  ]
  return `SELECT _no::BIGINT AS _line, ${names.join(', ')} FROM read_csv(${quoteText(input.path)}, ${options.join(', ')})`
}
