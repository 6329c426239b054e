import { isUtf8 } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import { checksumOf } from './checksum'
import { hasOddSigns } from './odd-signs'

const CHUNK = 1 << 20

/** What one reading of the sender's bytes tells. */
export interface SourceFacts {
  readonly bytes: number
  readonly sha256: string
  /** See `stampOf`, before the first byte was read. */
  readonly stamp: string
  /** True when the whole file is well-formed UTF-8. */
  readonly utf8: boolean
  /** The first megabyte that is not UTF-8, to tell a damaged UTF-8 file from one in another encoding. */
  readonly notUtf8: Buffer | null
  readonly nulBytes: boolean
  readonly head: Buffer
  readonly carriageReturns: 'none' | 'all-before-line-feeds' | 'mixed'
  readonly endsWithLineFeed: boolean
  /** Blanks other than the ordinary space: tab, no-break space, ideographic space. */
  readonly oddBlanks: boolean
  /** A blank at an end of some field: without one no value need be trimmed. */
  readonly edgeBlanks: boolean
  /** Signs that call for the careful reading, see `hasOddSigns`. */
  readonly odd: boolean
}

const IDEOGRAPHIC_SPACE = Buffer.from('\u3000')
const NO_BREAK_SPACE = Buffer.from('\u00a0')

/**
 * What differs when a file is written to, or another one takes its place: a file read twice was the same both times when its stamp after the
 * second reading is that of before the first. The system itself sets the time of the last change, so nobody can set it back.
 */
export async function stampOf(file: FileHandle): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await file.stat({ bigint: true })
  return [dev, ino, size, mtimeNs, ctimeNs].join(':')
}

/**
 * Reads the file once: hashes it and notes what the later steps need to know.
 * Everything here is a native scan of a megabyte at a time; the bytes never become strings.
 */
export async function takeSource(path: string): Promise<SourceFacts> {
  const source = await open(path, 'r')
  try {
    const stamp = await stampOf(source)
    const checksum = checksumOf(path, (await source.stat()).size)
    const scan = new Scan()
    const buffer = Buffer.allocUnsafe(CHUNK)
    for (;;) {
      const { bytesRead } = await source.read(buffer, 0, CHUNK)
      if (bytesRead === 0) break
      const chunk = buffer.subarray(0, bytesRead)
      checksum.add(chunk)
      scan.add(chunk)
    }
    return { ...scan.facts(), sha256: await checksum.end(), stamp }
  } finally {
    await source.close()
  }
}

class Scan {
  #bytes = 0
  #utf8 = true
  #notUtf8: Buffer | null = null
  #carry = Buffer.alloc(0)
  #nul = false
  #head = Buffer.alloc(0)
  #returns = false
  /** A line feed without a carriage return before it. */
  #bareFeed = false
  #last = 0
  #oddBlanks = false
  #edgeBlanks = false
  #odd = false

  add(chunk: Buffer): void {
    if (this.#head.length < CHUNK)
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, CHUNK - this.#head.length)])
    this.#bytes += chunk.length
    this.#nul ||= chunk.includes(0)
    this.#returns ||= chunk.includes(13)
    this.#odd ||= hasOddSigns(chunk)
    this.#oddBlanks ||= chunk.includes(9) || chunk.includes(IDEOGRAPHIC_SPACE) || chunk.includes(NO_BREAK_SPACE)
    this.#edgeBlanks ||= hasEdgeBlank(chunk, this.#last)
    this.#bareFeed ||= hasBareFeed(chunk, this.#last)
    this.#last = chunk[chunk.length - 1] ?? 0
    if (this.#utf8) this.#checkUtf8(chunk)
  }

  #checkUtf8(chunk: Buffer): void {
    const whole = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk])
    const end = whole.length - unfinished(whole)
    if (isUtf8(whole.subarray(0, end))) this.#carry = Buffer.from(whole.subarray(end))
    else {
      this.#utf8 = false
      this.#notUtf8 = Buffer.from(whole)
    }
  }

  facts(): Omit<SourceFacts, 'sha256' | 'stamp'> {
    if (this.#utf8 && this.#carry.length > 0) {
      this.#utf8 = false
      this.#notUtf8 = this.#head
    }
    return {
      bytes: this.#bytes,
      utf8: this.#utf8,
      notUtf8: this.#notUtf8,
      nulBytes: this.#nul,
      head: this.#head,
      carriageReturns: !this.#returns ? 'none' : this.#bareFeed ? 'mixed' : 'all-before-line-feeds',
      endsWithLineFeed: this.#last === 10,
      oddBlanks: this.#oddBlanks,
      edgeBlanks: this.#edgeBlanks || this.#last === SPACE,
      odd: this.#odd,
    }
  }
}

function hasBareFeed(chunk: Buffer, before: number): boolean {
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1))
    if ((at === 0 ? before : chunk[at - 1]) !== 13) return true
  return false
}

/** How many bytes at the end belong to a UTF-8 character that the next chunk finishes. */
function unfinished(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back++) {
    const byte = chunk[chunk.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte < 0xc0) continue
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return size > back ? back : 0
  }
  return 0
}

/**
 * Whether a space stands beside a delimiter, a quotation mark, a line end or another space, which is as near to the end of a field as can be
 * told without taking lines apart. What follows a space at the very end is asked with the next chunk.
 */
function hasEdgeBlank(chunk: Buffer, before: number): boolean {
  if (before === SPACE && EDGE[chunk[0] ?? 0] === 1) return true
  for (let at = chunk.indexOf(SPACE); at !== -1; at = chunk.indexOf(SPACE, at + 1))
    if (EDGE[at === 0 ? before : (chunk[at - 1] ?? 0)] === 1 || EDGE[chunk[at + 1] ?? 0] === 1) return true
  return false
}

const SPACE = 32
/** Delimiters, the quotation mark, line ends and the space itself; 0 stands for the beginning and for what is not yet known. */
const EDGE = Uint8Array.from({ length: 256 }, (_, byte) => (',;|\t"\r\n '.includes(String.fromCharCode(byte)) ? 1 : 0))
