const LF = 10
const CR = 13
const ZERO = 48

/**
 * Puts the physical line number before every line of a text that passes by in chunks, so that a parallel reader still
 * knows where each record stood. Header lines are left out, and so are blank ones.
 * Only right for a text with one record a line; who uses it compares `lines` with the records read afterwards.
 */
export class LineNumbering {
  /** Lines written. */
  lines = 0
  /** The number of the current line as ASCII digits, right-aligned, followed by the delimiter. */
  readonly #label = Buffer.alloc(21, ZERO)
  #first = 19
  #skip: number
  #atStart = true

  constructor(headerLines: number, delimiter: string) {
    this.#skip = headerLines
    this.#label[20] = delimiter.charCodeAt(0)
    this.#label[19] = ZERO + 1
  }

  add(chunk: Buffer): Buffer {
    let at = 0
    while (this.#skip > 0) {
      const feed = chunk.indexOf(LF, at)
      if (feed === -1) return Buffer.alloc(0)
      at = feed + 1
      this.#skip--
      this.#advance()
    }
    // Room for as many labels as the shortest lines would need is allocated only when they come.
    let out = Buffer.allocUnsafe(chunk.length + (chunk.length >> 3) + 64)
    let size = 0
    while (at < chunk.length) {
      const feed = chunk.indexOf(LF, at)
      const end = feed === -1 ? chunk.length : feed + 1
      const labelled = this.#atStart && !isBlank(chunk, at, end)
      const needed = size + (end - at) + 21
      if (needed > out.length) out = Buffer.concat([out.subarray(0, size)], needed * 2)
      if (labelled) {
        size += this.#label.copy(out, size, this.#first)
        this.lines++
      }
      if (labelled || !this.#atStart) size += chunk.copy(out, size, at, end)
      this.#atStart = feed !== -1
      if (feed !== -1) this.#advance()
      at = end
    }
    return out.subarray(0, size)
  }

  #advance(): void {
    let digit = 19
    while (this.#label[digit] === ZERO + 9) this.#label[digit--] = ZERO
    this.#label[digit] = (this.#label[digit] ?? ZERO) + 1
    if (digit < this.#first) this.#first = digit
  }
}

/** A line of nothing but its end. A return at the very end of a chunk is not yet known to be one. */
function isBlank(chunk: Buffer, from: number, end: number): boolean {
  return chunk[from] === LF || (chunk[from] === CR && end === from + 2 && chunk[from + 1] === LF)
}
