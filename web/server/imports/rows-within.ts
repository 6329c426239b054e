import { RecordReader } from './record-reader'

export type RowsVerdict =
  | { readonly ok: true; readonly rows: number }
  | {
      readonly ok: false
      readonly reason: 'no-facility-column' | 'foreign-facility' | 'unclear-text'
      readonly line: number
      readonly value: string
    }
type Bad = Extract<RowsVerdict, { ok: false }>

const DELIMITERS = [',', '\t', '|', ';']
/** Characters in which the header is looked for: no fewer than the import looks at. */
const HEAD = 1 << 20

/** Header names are compared as the import compares them: without blanks, letter case, full-width forms and byte-order marks. */
const plain = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .toLowerCase()

/**
 * Checks that every row of a file names a facility that its sender may report for. A file without the column, or with one row of
 * somebody else, is refused as a whole: half a file is nobody's wish. So is a file that the import, which forgives more, could read
 * otherwise than it is read here: the rows that were checked must be the rows that are published.
 * @param text the decoded file in pieces
 * @param headers names under which the facility column may be delivered
 */
export async function rowsWithin(
  text: AsyncIterable<string>,
  headers: readonly string[],
  mayReport: (facility: string) => boolean,
): Promise<RowsVerdict> {
  const wanted = new Set(headers.map(plain))
  const find = (fields: readonly string[]) => fields.findIndex((name) => wanted.has(plain(name)))
  const state: { bad?: Bad; column?: number; rows: number } = { rows: 0 }
  /** Finds the header, its delimiter and the facility's column, and reads what there is of the rows. */
  const begin = (whole: string): RecordReader | undefined => {
    const head = whole.replace(/^\uFEFF/, '')
    const blank = /^(?:[ \t]*\r?\n)*/.exec(head)?.[0] ?? ''
    const blankLines = blank.split('\n').length - 1
    const start = head.slice(blank.length)
    const possible = DELIMITERS.map((mark) => ({ mark, fields: firstFields(start, mark) })).filter(
      ({ fields }) => find(fields) >= 0,
    )
    const delimiter = possible[0]?.mark
    // A header of one field is the same under any.
    const unclear = possible.length > 1 && possible.some(({ fields }) => fields.length > 1)
    if (delimiter === undefined || unclear) {
      const reason = unclear ? 'unclear-text' : 'no-facility-column'
      state.bad = { ok: false, reason, line: blankLines + 1, value: '' }
      return undefined
    }
    const reader = new RecordReader(
      delimiter,
      (fields, line) => {
        if (state.bad) return
        if (state.column === undefined) {
          state.column = find(fields)
          if (state.column < 0)
            state.bad = { ok: false, reason: 'no-facility-column', line: line + blankLines, value: '' }
          return
        }
        state.rows += 1
        const value = (fields[state.column] ?? '').trim()
        if (!mayReport(value))
          state.bad = { ok: false, reason: 'foreign-facility', line: line + blankLines, value: value.slice(0, 40) }
      },
      (line) => {
        state.bad ??= { ok: false, reason: 'unclear-text', line: line + blankLines, value: '' }
      },
    )
    reader.push(start)
    return reader
  }
  let reader: RecordReader | undefined
  let head = ''
  for await (const piece of text) {
    if (state.bad) break
    if (reader) reader.push(piece)
    else {
      head += piece
      if (head.length >= HEAD) reader = begin(head)
    }
  }
  if (!state.bad) {
    reader ??= begin(head)
    if (!state.bad) reader?.end()
  }
  return state.bad ?? { ok: true, rows: state.rows }
}

/**
 * Fields of the first record as a forgiving reader takes them. The import chooses the delimiter under which it knows most
 * headers; a file in which the facility stands under two of them could be read in two ways.
 */
function firstFields(text: string, delimiter: string): string[] {
  const fields: string[] = []
  let from = 0
  for (;;) {
    let field = ''
    let at = from
    let quoted = false
    for (; at < text.length; at++) {
      const char = text.charAt(at)
      if (quoted) {
        if (char !== '"') field += char
        else if (text.charAt(at + 1) === '"') {
          field += '"'
          at++
        } else quoted = false
      } else if (char === '"' && field === '') quoted = true
      else if (char === delimiter || char === '\n' || char === '\r') break
      else field += char
    }
    fields.push(field)
    if (text.charAt(at) !== delimiter) return fields
    from = at + 1
  }
}
