/** A line of a delimited file as fields; quotes as in RFC 4180. */
type OnRecord = (fields: readonly string[], line: number) => void
/** Told of a line that another reader could understand otherwise. Nothing after it is to be believed. */
type OnUnclear = (line: number) => void

/**
 * Characters a record may have. The import takes a record of a megabyte for a quote that nobody closed, and even in four bytes
 * each these are fewer; without a bound such a quote would also draw the whole file into memory.
 */
const LONGEST_RECORD = 200_000

/** Reads delimited text in pieces: feed it with `push`, finish with `end`. Keeps one record in memory, whatever the file's size. */
export class RecordReader {
  #field = ''
  #fields: string[] = []
  #quoted = false
  #afterQuote = false
  #return = false
  #empty = true
  #line = 1
  #begun = 1
  #length = 0

  constructor(
    private readonly delimiter: string,
    private readonly onRecord: OnRecord,
    private readonly onUnclear: OnUnclear,
  ) {}

  push(text: string): void {
    for (const char of text)
      if (!this.#take(char)) {
        this.onUnclear(this.#begun)
        return
      }
  }

  /** False when it cannot be told what the sign means. */
  #take(char: string): boolean {
    if (char === '\0' || ++this.#length > LONGEST_RECORD) return false
    if (char === '\n') this.#line += 1
    if (this.#quoted) {
      if (char === '"') {
        this.#quoted = false
        this.#afterQuote = true
      } else this.#field += char
      return true
    }
    // A carriage return alone ends a line for some and is a blank for others.
    if (this.#return && char !== '\n') return false
    this.#return = char === '\r'
    if (this.#return) return true
    if (char === '\n') {
      this.#finish()
      return true
    }
    this.#empty = false
    if (char === this.delimiter) {
      this.#fields.push(this.#field)
      this.#field = ''
      this.#afterQuote = false
      return true
    }
    if (char === '"') {
      // A doubled quote inside quotes is one quote; a quote at the start of a field opens it; anywhere else it is a riddle.
      if (this.#afterQuote) this.#field += '"'
      else if (this.#field !== '') return false
      this.#quoted = true
      this.#afterQuote = false
      return true
    }
    this.#field += char
    return !this.#afterQuote
  }

  end(): void {
    if (this.#quoted) this.onUnclear(this.#begun)
    else if (!this.#empty) this.#finish()
  }

  #finish(): void {
    this.#fields.push(this.#field)
    const fields = this.#fields
    this.#field = ''
    this.#fields = []
    this.#afterQuote = false
    this.#length = 0
    if (!this.#empty) this.onRecord(fields, this.#begun)
    this.#empty = true
    this.#begun = this.#line
  }
}
