import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { Layout } from './header'

/** How the CSV to be read is written: the sender's own file, or the clean copy whose first field is the line number. */
export interface CsvInput {
  readonly path: string
  readonly numbered: boolean
  /** Lines before the first record. */
  readonly skip: number
  readonly newLine: '\n' | '\r\n'
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
  const columns = [...(input.numbered ? ['_no'] : []), ...names].map((name) => `${quoteText(name)}: 'VARCHAR'`)
  const options = [
    'auto_detect = false',
    'header = false',
    `skip = ${input.skip}`,
    `delim = ${quoteText(layout.delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `new_line = ${input.newLine === '\n' ? "'\\n'" : "'\\r\\n'"}`,
    `nullstr = ['', '-']`,
    'strict_mode = true',
    `columns = {${columns.join(', ')}}`,
    ...(input.numbered ? ['parallel = false'] : []),
  ]
  const line = input.numbered ? '_no::BIGINT' : `row_number() OVER () + ${input.skip}`
  return `SELECT ${line} AS _line, ${names.join(', ')} FROM read_csv(${quoteText(input.path)}, ${options.join(', ')})`
}
