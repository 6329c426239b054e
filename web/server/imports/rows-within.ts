/** A line of a delimited file as fields; quotes as in RFC 4180. */
type OnRecord = (fields: readonly string[], line: number) => void

/** Reads delimited text in pieces: feed it with `push`, finish with `end`. Keeps one record in memory, whatever the file's size. */
export class RecordReader {
  #field = ''
  #fields: string[] = []
  #quoted = false
  #afterQuote = false
  #empty = true
  #line = 1
  #begun = 1

  constructor(
    private readonly delimiter: string,
    private readonly onRecord: OnRecord,
  ) {}

  push(text: string): void {
    for (const char of text) {
      if (char !== '\n' && char !== '\r') this.#empty = false
      if (char === '\n') this.#line += 1
      if (this.#quoted) {
        if (char === '"') {
          this.#quoted = false
          this.#afterQuote = true
        } else this.#field += char
        continue
      }
      if (char === '"') {
        // A doubled quote inside quotes is one quote; a quote at the start of a field opens it.
        if (this.#afterQuote) this.#field += '"'
        this.#quoted = this.#afterQuote || this.#field === ''
        if (!this.#quoted) this.#field += '"'
        this.#afterQuote = false
        continue
      }
      this.#afterQuote = false
      if (char === this.delimiter) {
        this.#fields.push(this.#field)
        this.#field = ''
      } else if (char === '\n') this.#finish()
      else if (char !== '\r') this.#field += char
    }
  }

  end(): void {
    if (!this.#empty) this.#finish()
  }

  #finish(): void {
    this.#fields.push(this.#field)
    const fields = this.#fields
    this.#field = ''
    this.#fields = []
    if (!this.#empty) this.onRecord(fields, this.#begun)
    this.#empty = true
    this.#begun = this.#line
  }
}

export type RowsVerdict =
  | { readonly ok: true; readonly rows: number }
  | {
      readonly ok: false
      readonly reason: 'no-facility-column' | 'foreign-facility'
      readonly line: number
      readonly value: string
    }

/** Header names are compared without spaces, letter case and a byte-order mark. */
const plain = (name: string) =>
  name
    .replace(/^\uFEFF/, '')
    .replace(/\s+/g, '')
    .toLowerCase()

/**
 * Checks that every row of a file names a facility that its sender may report for. A file without the column, or with one row of
 * somebody else, is refused as a whole: half a file is nobody's wish.
 * @param text the decoded file in pieces
 * @param headers names under which the facility column may be delivered
 */
export async function rowsWithin(
  text: AsyncIterable<string>,
  headers: readonly string[],
  mayReport: (facility: string) => boolean,
): Promise<RowsVerdict> {
  const wanted = new Set(headers.map(plain))
  let column: number | undefined
  let rows = 0
  let bad: Extract<RowsVerdict, { ok: false }> | undefined
  let reader: RecordReader | undefined
  let head = ''
  const onRecord: OnRecord = (fields, line) => {
    if (bad) return
    if (column === undefined) {
      column = fields.findIndex((name) => wanted.has(plain(name)))
      if (column < 0) bad = { ok: false, reason: 'no-facility-column', line, value: '' }
      return
    }
    rows += 1
    const value = (fields[column] ?? '').trim()
    if (!mayReport(value)) bad = { ok: false, reason: 'foreign-facility', line, value: value.slice(0, 40) }
  }
  for await (const piece of text) {
    if (bad) break
    if (!reader) {
      head = (head + piece).replace(/^\uFEFF/, '')
      if (!head.includes('\n') && head.length < 1_000_000) continue
      reader = new RecordReader(delimiterOf(head), onRecord)
      reader.push(head)
    } else reader.push(piece)
  }
  if (!reader) {
    reader = new RecordReader(delimiterOf(head), onRecord)
    reader.push(head)
  }
  if (!bad) reader.end()
  return (
    bad ?? (column === undefined ? { ok: false, reason: 'no-facility-column', line: 1, value: '' } : { ok: true, rows })
  )
}

function delimiterOf(head: string): string {
  const line = head.split('\n', 1)[0] ?? ''
  const count = (mark: string) => line.split(mark).length
  return [',', '\t', '|', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}
