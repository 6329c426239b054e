import { DifferentHashes } from './different-hashes'
import { type IdentifierHashes, LONGEST } from './identifier-hashes'
import { HASH_LENGTH } from './pseudonym'

const LF = 10
const CR = 13
const QUOTE = 34
const HYPHEN = 45
const ZERO = 48
/** A line longer than this is left to the careful reading. */
const LONGEST_LINE = 1 << 21
/** What stands where a character was lost before the file was sent: such a line is rejected by the careful reading. */
const REPLACEMENT = Buffer.from('\ufffd')
/** Digits of a line number and the delimiter behind it. */
const LABEL = 21

/** Bytes of an identifier that no reading changes: digits, letters, and signs that mean nothing to a spreadsheet inside a word. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (/[0-9A-Za-z._/-]/.test(String.fromCharCode(byte))) return 1
  // Chinese characters, U+4000 to U+9FFF: their first bytes and what follows. Blanks and signs beyond ASCII begin with other bytes.
  return (byte >= 0xe4 && byte <= 0xe9) || (byte >= 0x80 && byte <= 0xbf) ? 1 : 0
})

export interface LineRules {
  readonly headerLines: number
  readonly delimiter: string
  /** Fields, ascending, whose keyed hash is wanted. */
  readonly hashed: readonly number[]
  /** Whether some text holds what the quick reading does not understand; lines that do are counted and left out. */
  readonly passOver?: ((text: Buffer) => boolean) | undefined
}

/**
 * Puts the physical line number and the keyed hashes of a line's identifiers before every line of a text that passes by in chunks, so that a
 * parallel reader still knows where each record stood and need not hash. Header lines are left out, and so are blank ones.
 * A hash stays empty where the identifier is not plainly written: then the reader makes it from the field, which stands where it stood.
 * Only right for a text with one record a line: `plain` turns false, for good, at the first line that is not.
 */
export class PlainLines {
  /** Lines written or passed over. */
  lines = 0
  plain = true
  /** Number of the first line not yet seen whole. */
  line = 1
  /** The sender's bytes of what was last handed on: whole lines. */
  text: Buffer = Buffer.alloc(0)
  /** Of each field of `rules.hashed`, whether no two lines had the same in it. */
  readonly seen: readonly DifferentHashes[]
  #carry = Buffer.alloc(0)
  readonly #delimiter: number
  /** The number of the current line as ASCII digits, right-aligned, followed by the delimiter. */
  readonly #label = Buffer.alloc(LABEL, ZERO)
  #first = LABEL - 2
  #skip: number
  #whole = Buffer.alloc(0)
  #room = Buffer.alloc(0)
  #spare = Buffer.alloc(0)
  #starts = new Int32Array(1 << 14)
  #lengths = new Int32Array(1 << 14)
  #places = new Int32Array(1 << 14)

  constructor(
    private readonly rules: LineRules,
    private readonly hashes: IdentifierHashes,
  ) {
    this.#skip = rules.headerLines
    this.seen = rules.hashed.map(() => new DifferentHashes())
    this.#delimiter = rules.delimiter.charCodeAt(0)
    this.#label[LABEL - 1] = this.#delimiter
    this.#label[LABEL - 2] = ZERO + 1
  }

  /** The lines that end in this chunk. Their bytes are good until the call after the next. */
  add(chunk: Buffer): Buffer {
    const whole = this.#carry.length === 0 ? chunk : this.#joined(chunk)
    const end = whole.lastIndexOf(LF) + 1
    this.#carry = Buffer.from(whole.subarray(end))
    this.text = whole.subarray(0, end)
    if (this.#carry.length > LONGEST_LINE || this.text.includes(REPLACEMENT)) this.plain = false
    return end === 0 || !this.plain ? Buffer.alloc(0) : this.#write(this.text)
  }

  /** The last line, where the text does not end with a line feed; one is put there. */
  end(): Buffer {
    this.text = this.#carry
    this.#carry = Buffer.alloc(0)
    if (this.text.includes(REPLACEMENT)) this.plain = false
    if (this.text.length === 0 || !this.plain) return Buffer.alloc(0)
    return this.#write(Buffer.concat([this.text, Buffer.from([LF])]))
  }

  /** What was left of the text so far, and what came now; in a buffer kept for it, because a new one costs more than the copy. */
  #joined(chunk: Buffer): Buffer {
    const length = this.#carry.length + chunk.length
    if (this.#whole.length < length) this.#whole = Buffer.allocUnsafe(2 * length)
    this.#carry.copy(this.#whole)
    chunk.copy(this.#whole, this.#carry.length)
    return this.#whole.subarray(0, length)
  }

  #write(text: Buffer): Buffer {
    const fields = this.rules.hashed.length
    const quoted = text.includes(QUOTE)
    const passOver = this.rules.passOver?.(text) ? this.rules.passOver : undefined
    // The text stands at the end of the room that its lines are written into: to copy within one buffer costs a third of a copy between two.
    let out = this.#room.length < 3 * text.length ? Buffer.allocUnsafe(4 * text.length) : this.#room
    let base = out.length - text.copy(out, out.length - text.length)
    let size = 0
    let count = 0
    for (let at = 0; at < text.length; ) {
      const feed = text.indexOf(LF, at)
      const end = text[feed - 1] === CR && feed > at ? feed - 1 : feed
      if (this.#skip > 0) this.#skip--
      else if (end > at && passOver?.(text.subarray(at, feed + 1))) {
        for (const seen of this.seen) seen.addUnknown()
        this.lines++
      } else if (end > at) {
        const needed = size + LABEL + fields * (HASH_LENGTH + 1) + feed + 1 - at
        if (needed > base) {
          out = Buffer.concat([out.subarray(0, size)], 2 * (needed + text.length))
          base = out.length - text.copy(out, out.length - text.length)
        }
        for (let digit = this.#first; digit < LABEL; digit++) out[size++] = this.#label[digit] ?? ZERO
        if (count + fields > this.#starts.length) this.#grow()
        if (fields > 0) this.#locate(text, at, end, quoted, count)
        else if (quoted) this.#locate(text, at, end, true, 0)
        for (let k = 0; k < fields; k++, count++) {
          this.#places[count] = size
          if ((this.#lengths[count] ?? 0) > 0) size += HASH_LENGTH
          out[size++] = this.#delimiter
        }
        out.copyWithin(size, base + at, base + feed + 1)
        size += feed + 1 - at
        this.lines++
      }
      this.#advance()
      at = feed + 1
    }
    // One is filled while the one before is still being taken.
    this.#room = this.#spare
    this.#spare = out
    const found = { starts: this.#starts, lengths: this.#lengths, places: this.#places, count, seen: this.seen }
    this.hashes.write(text, found, out)
    return out.subarray(0, size)
  }

  /** Finds the fields to hash of one line, from `slot` on; a line with quotes is followed to its end. */
  #locate(text: Buffer, at: number, end: number, quoted: boolean, slot: number): void {
    const { hashed } = this.rules
    let field = 0
    let k = 0
    let start = at
    while (start <= end && (k < hashed.length || quoted)) {
      let from = start
      let to: number
      let next: number
      if (quoted && text[start] === QUOTE) {
        const close = closing(text, start, end)
        next = close + 1
        if (close === -1 || (next < end && text[next] !== this.#delimiter)) {
          this.plain = false
          return
        }
        from = start + 1
        to = close
      } else {
        to = start
        while (to < end && text[to] !== this.#delimiter) {
          if (text[to] === QUOTE) this.plain = false
          to++
        }
        next = to
      }
      if (field === hashed[k]) {
        this.#starts[slot + k] = from
        this.#lengths[slot + k] = isPlain(text, from, to) ? to - from : 0
        k++
      }
      field++
      start = next + 1
    }
    for (; k < hashed.length; k++) this.#lengths[slot + k] = 0
  }

  #advance(): void {
    this.line++
    let digit = LABEL - 2
    while (this.#label[digit] === ZERO + 9) this.#label[digit--] = ZERO
    this.#label[digit] = (this.#label[digit] ?? ZERO) + 1
    if (digit < this.#first) this.#first = digit
  }

  #grow(): void {
    const larger = (old: Int32Array) => {
      const grown = new Int32Array(old.length * 2)
      grown.set(old)
      return grown
    }
    this.#starts = larger(this.#starts)
    this.#lengths = larger(this.#lengths)
    this.#places = larger(this.#places)
  }
}

/** Index of the quotation mark that closes the field, -1 when the line has none. */
function closing(text: Buffer, open: number, end: number): number {
  for (let at = open + 1; at < end; at++) {
    if (text[at] !== QUOTE) continue
    if (text[at + 1] !== QUOTE) return at
    at++
  }
  return -1
}

/** Short enough, no sign that a reading might take off, and neither the lone hyphen nor what may be an identity number with a small x. */
function isPlain(text: Buffer, from: number, to: number): boolean {
  const length = to - from
  if (length === 0 || length > LONGEST || (length === 1 && text[from] === HYPHEN)) return false
  for (let at = from; at < to; at++) if (PLAIN[text[at] ?? 0] !== 1) return false
  return !(length >= 18 && text[to - 1] === 0x78)
}
