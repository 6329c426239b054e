import type { DifferentHashes } from './different-hashes'
import { HASH_LENGTH, keptHash, keyBlock } from './pseudonym'
import { INITIAL, type Sha256Lanes, sha256Lanes } from './sha256-lanes'

/** One block takes a message of so many bytes beside its padding. */
export const LONGEST = 55

// Areas of the module's memory, in bytes.
const INNER_MESSAGE = 0
const OUTER_MESSAGE = 256
const INNER_KEY = 512
const OUTER_KEY = 640
const RESULT = 768

/** The two characters of each twelve bits, as they are written at once. */
const PAIRS = Uint16Array.from({ length: 1 << 12 }, (_, bits) => {
  const bytes = Buffer.alloc(9)
  bytes.writeUInt16BE(bits << 4)
  return Buffer.from(keptHash(bytes)).readUInt16BE()
})

/** Where the texts stand and where their hashes go: entry n of each, for n below `count`. */
export interface HashPlaces {
  readonly starts: Int32Array
  readonly lengths: Int32Array
  readonly places: Int32Array
  readonly count: number
  /** Told every hash, or that there is none: entry n goes to member n % length. */
  readonly seen?: readonly DifferentHashes[] | undefined
}

/**
 * The keyed hash of many short texts under one key, the same as `hmacSql`. The key's two blocks are compressed once (RFC 2104, section 4), so
 * a text costs two compressions instead of four, and four texts are worked on at a time.
 */
export class IdentifierHashes {
  readonly #lanes: Sha256Lanes = sha256Lanes()

  /** @param key COCKPIT_HMAC_KEY, hexadecimal */
  constructor(key: string) {
    const block = keyBlock(key)
    this.#compressKey(block, 0x36, INNER_KEY)
    this.#compressKey(block, 0x5c, OUTER_KEY)
    const { words } = this.#lanes
    for (let lane = 0; lane < 4; lane++) {
      words[OUTER_MESSAGE / 4 + 8 * 4 + lane] = 0x80000000
      words[OUTER_MESSAGE / 4 + 15 * 4 + lane] = (64 + 32) * 8
    }
  }

  /**
   * Writes the hash of each text, `HASH_LENGTH` characters.
   * @param from text n begins at `starts[n]` and has `lengths[n]` bytes, at most `LONGEST`; one without bytes gets no hash
   * @param into hash n is written at `places[n]`
   */
  write(from: Uint8Array, { starts, lengths, places, count, seen = [] }: HashPlaces, into: Uint8Array): void {
    const { compress } = this.#lanes
    const read = new DataView(from.buffer, from.byteOffset, from.byteLength)
    const target = new DataView(into.buffer, into.byteOffset, into.byteLength)
    const turn = [0, 0, 0, 0]
    const seenBy = (n: number) => seen[n % seen.length]
    const take = (lane: number) => {
      const n = turn[lane] ?? 0
      this.#characters(lane, target, places[n] ?? 0)
      const { words } = this.#lanes
      seenBy(n)?.add((words[RESULT / 4 + lane] ?? 0) >>> 0, (words[RESULT / 4 + 4 + lane] ?? 0) >>> 0)
    }
    let waiting = 0
    for (let n = 0; n < count; n++) {
      const length = lengths[n] ?? 0
      if (length === 0) {
        seenBy(n)?.addUnknown()
        continue
      }
      this.#message(read, starts[n] ?? 0, length, waiting)
      turn[waiting++] = n
      if (waiting < 4) continue
      compress(INNER_MESSAGE, INNER_KEY, OUTER_MESSAGE)
      compress(OUTER_MESSAGE, OUTER_KEY, RESULT)
      for (let lane = 0; lane < 4; lane++) take(lane)
      waiting = 0
    }
    if (waiting === 0) return
    compress(INNER_MESSAGE, INNER_KEY, OUTER_MESSAGE)
    compress(OUTER_MESSAGE, OUTER_KEY, RESULT)
    for (let lane = 0; lane < waiting; lane++) take(lane)
  }

  #characters(lane: number, into: DataView, place: number): void {
    const { words } = this.#lanes
    const first = words[RESULT / 4 + lane] ?? 0
    const second = words[RESULT / 4 + 4 + lane] ?? 0
    const third = words[RESULT / 4 + 8 + lane] ?? 0
    into.setUint16(place, PAIRS[first >>> 20] ?? 0)
    into.setUint16(place + 2, PAIRS[(first >>> 8) & 0xfff] ?? 0)
    into.setUint16(place + 4, PAIRS[((first & 0xff) << 4) | (second >>> 28)] ?? 0)
    into.setUint16(place + 6, PAIRS[(second >>> 16) & 0xfff] ?? 0)
    into.setUint16(place + 8, PAIRS[(second >>> 4) & 0xfff] ?? 0)
    into.setUint16(place + HASH_LENGTH - 2, PAIRS[((second & 0xf) << 8) | (third >>> 24)] ?? 0)
  }

  /** One text with its padding into a lane of the message. */
  #message(from: DataView, start: number, length: number, lane: number): void {
    const { words } = this.#lanes
    const whole = length >> 2
    for (let i = 0; i < whole; i++) words[4 * i + lane] = from.getUint32(start + 4 * i)
    let rest = 0
    for (let i = 4 * whole; i < 4 * whole + 4; i++)
      rest = (rest << 8) | (i < length ? from.getUint8(start + i) : i === length ? 0x80 : 0)
    words[4 * whole + lane] = rest
    for (let i = whole + 1; i < 15; i++) words[4 * i + lane] = 0
    words[4 * 15 + lane] = (64 + length) * 8
  }

  #compressKey(block: Buffer, mask: number, state: number): void {
    const { words, compress } = this.#lanes
    for (let lane = 0; lane < 4; lane++) {
      for (let i = 0; i < 16; i++) words[4 * i + lane] = block.readUInt32BE(4 * i) ^ (mask * 0x01010101)
      for (const [i, value] of INITIAL.entries()) words[RESULT / 4 + 4 * i + lane] = value
    }
    compress(INNER_MESSAGE, RESULT, state)
  }
}
