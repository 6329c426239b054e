import { PassThrough, pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file within an archive, its bytes a piece at a time. */
export interface ZipPart {
  readonly path: string
  readonly content: AsyncIterable<Buffer> | Iterable<Buffer>
}

/** Sizes of 32 bits: an archive of larger parts would need the 64-bit form, which is not written here. */
const LARGEST = 2 ** 32 - 1
/** Names in UTF-8; sizes and checksum follow the data, as they are not known before. */
const FLAGS = 0x0808
const DEFLATED = 8
const VERSION = 20
/** 1980-01-01, the first day the format knows: the same parts give the same bytes. */
const FIRST_DAY = 0x21

/** An archive of the parts, written as they come; nothing but the list of parts stays in memory. @throws Error for more than 4 GB */
export async function* zipStream(parts: Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  for (const { path, content } of parts) {
    const name = Buffer.from(path)
    const begin = offset
    const local = Buffer.concat([signature('PK\x03\x04'), facts(name, 0, 0, 0), name])
    yield local
    offset += local.length
    let crc = 0
    let size = 0
    let packed = 0
    const counted = new PassThrough()
    const deflate = createDeflateRaw()
    counted.on('data', (piece: Buffer) => {
      crc = crc32(piece, crc)
      size += piece.length
    })
    // What goes wrong in one of them ends all, and is thrown by the last; so does a reader who leaves.
    pipeline(Readable.from(content), counted, deflate, () => undefined)
    for await (const piece of deflate) {
      packed += (piece as Buffer).length
      yield piece as Buffer
    }
    if (size > LARGEST || packed > LARGEST) throw new Error(`${path} has more than 4 GB.`)
    const descriptor = Buffer.concat([signature('PK\x07\x08'), words(crc, packed, size)])
    yield descriptor
    offset += packed + descriptor.length
    const place = Buffer.alloc(14)
    place.writeUInt32LE(begin, 10)
    directory.push(
      Buffer.concat([signature('PK\x01\x02'), shorts(VERSION), facts(name, crc, packed, size), place, name]),
    )
    if (offset > LARGEST) throw new Error('The archive has more than 4 GB.')
  }
  const entries = Buffer.concat(directory)
  yield entries
  yield Buffer.concat([
    signature('PK\x05\x06'),
    shorts(0, 0, directory.length, directory.length),
    words(entries.length, offset),
    shorts(0),
  ])
}

/** What a part's head and its line in the directory have in common. */
function facts(name: Buffer, crc: number, packed: number, size: number): Buffer {
  return Buffer.concat([
    shorts(VERSION, FLAGS, DEFLATED, 0, FIRST_DAY),
    words(crc, packed, size),
    shorts(name.length, 0),
  ])
}

function signature(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

function shorts(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, at) => {
    bytes.writeUInt16LE(value, at * 2)
  })
  return bytes
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, at) => {
    bytes.writeUInt32LE(value, at * 4)
  })
  return bytes
}
