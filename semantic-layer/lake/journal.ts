import { createHash } from 'node:crypto'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Batch, type JournalSegment, type Manifest } from './manifest'

/** A sealed segment cannot be used. Restore it from a copy: the batches in it are recorded nowhere else. */
export class JournalError extends Error {
  override readonly name = 'JournalError'
}

/** Below this many bytes a piece of a segment is read whole instead of being halved again. */
const PIECE = 16_384
/** Looking for more than this many batches, a segment is read from end to end once. */
const MANY = 64
/** Every line begins `{"id":"<16 hexadecimal digits>"`, so that a line can be found without parsing the others. */
const ID_AT = '{"id":"'.length

/** The batch with this id as it now is, wherever it is recorded. Reads a few kilobytes of each segment at most. */
export async function findBatch(lake: string, manifest: Manifest, id: string): Promise<Batch | undefined> {
  return (await findBatches(lake, manifest, [id])).get(id)
}

/** Those of the batches that are in the lake, by id. @throws JournalError naming the segment that cannot be read. */
export async function findBatches(
  lake: string,
  manifest: Manifest,
  ids: Iterable<string>,
): Promise<Map<string, Batch>> {
  const wanted = new Set(ids)
  const found = new Map<string, Batch>()
  for (const batch of manifest.batches) if (wanted.delete(batch.id)) found.set(batch.id, batch)
  for (const segment of [...manifest.journal].reverse()) {
    if (wanted.size === 0) break
    for (const line of await linesOf(lake, segment, wanted)) {
      const batch = parseLine(line, segment)
      if (wanted.delete(batch.id)) found.set(batch.id, batch)
    }
  }
  return found
}

/** How many batches the lake records. */
export function batchesIn(manifest: Pick<Manifest, 'recorded' | 'batches'>): number {
  return manifest.recorded ?? manifest.batches.length
}

/** Every batch of the lake as it now is, by id. One line of each segment is held at a time. */
export async function* allBatches(lake: string, manifest: Manifest): AsyncGenerator<Batch> {
  const inline = [...manifest.batches].sort((a, b) => (a.id < b.id ? -1 : 1))
  for await (const { line, batch } of mergedLines(lake, manifest.journal, inline))
    yield batch ?? parseLine(line, manifest.journal[0])
}

/** A line of the journal, or a batch that stands in no segment yet. */
interface Entry {
  readonly id: string
  readonly line: string
  readonly batch?: Batch
}

/**
 * Lines of several segments in the order of their ids, of each id the one of the newest segment.
 * @param segments oldest first
 * @param newest batches newer than all segments, sorted by id
 */
export async function* mergedLines(
  lake: string,
  segments: readonly JournalSegment[],
  newest: readonly Batch[] = [],
): AsyncGenerator<Entry> {
  const cursors: Cursor[] = []
  try {
    for (const segment of segments) cursors.push(await Cursor.open(lake, segment))
    cursors.push(Cursor.over(newest))
    for (;;) {
      let least: Entry | null = null
      // Oldest first: of equal ids the last one found is the newest.
      for (const cursor of cursors) {
        if (cursor.atEnd) await cursor.fill()
        const { head } = cursor
        if (head && (least === null || head.id <= least.id)) least = head
      }
      if (least === null) return
      for (const cursor of cursors) if (cursor.head?.id === least.id) cursor.advance()
      yield least
    }
  } finally {
    for (const cursor of cursors) await cursor.close()
  }
}

const CHUNK = 1 << 17

/** Reads a segment a chunk of lines at a time. */
class Cursor {
  #entries: readonly Entry[]
  #at = 0
  #tail = Buffer.alloc(0)
  #position = 0

  private constructor(
    private readonly segment: JournalSegment | null,
    private readonly handle: FileHandle | null,
    entries: readonly Entry[],
  ) {
    this.#entries = entries
  }

  static async open(lake: string, segment: JournalSegment): Promise<Cursor> {
    const handle = await open(join(lake, segment.file), 'r').catch((cause: unknown) => {
      throw unreadable(segment, cause)
    })
    return new Cursor(segment, handle, [])
  }

  static over(batches: readonly Batch[]): Cursor {
    return new Cursor(
      null,
      null,
      batches.map((batch) => ({ id: batch.id, line: JSON.stringify(batch), batch })),
    )
  }

  get head(): Entry | undefined {
    return this.#entries[this.#at]
  }

  get atEnd(): boolean {
    return this.#at >= this.#entries.length
  }

  advance(): void {
    this.#at++
  }

  async fill(): Promise<void> {
    if (!this.handle || !this.segment || this.#position >= this.segment.bytes) return
    const chunk = await readPiece(this.handle, this.#position, Math.min(CHUNK, this.segment.bytes - this.#position))
    if (chunk.length === 0) throw unreadable(this.segment, new Error(`it ends after ${this.#position} bytes`))
    this.#position += chunk.length
    const bytes = Buffer.concat([this.#tail, chunk])
    const end = bytes.lastIndexOf(10)
    this.#tail = bytes.subarray(end + 1)
    this.#entries = bytes
      .subarray(0, end + 1)
      .toString('utf8')
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [{ id: idOf(line), line }]))
    this.#at = 0
    if (this.#entries.length === 0) await this.fill()
  }

  async close(): Promise<void> {
    await this.handle?.close()
  }
}

export function idOf(line: string): string {
  return line.slice(ID_AT, line.indexOf('"', ID_AT))
}

function parseLine(line: string, segment: JournalSegment | undefined): Batch {
  try {
    return Batch.parse(JSON.parse(line))
  } catch (cause) {
    throw new JournalError(
      `The journal ${segment?.file ?? ''} of the lake holds a line that is no batch: ${line.slice(0, 80)}`,
      {
        cause,
      },
    )
  }
}

async function linesOf(lake: string, segment: JournalSegment, wanted: ReadonlySet<string>): Promise<string[]> {
  const file = join(lake, segment.file)
  if (wanted.size > MANY || segment.bytes <= PIECE) {
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw unreadable(segment, cause)
    })
    return text.split('\n').filter((line) => line !== '' && wanted.has(idOf(line)))
  }
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw unreadable(segment, cause)
  })
  try {
    const found: string[] = []
    for (const id of wanted) {
      const line = await search(handle, segment.bytes, id)
      if (line !== null) found.push(line)
    }
    return found
  } finally {
    await handle.close()
  }
}

/** Halves the sorted file until the piece that may hold the line is small. */
async function search(handle: FileHandle, bytes: number, id: string): Promise<string | null> {
  let low = 0
  let high = bytes
  while (high - low > PIECE) {
    const middle = Math.floor((low + high) / 2)
    const piece = await readPiece(handle, middle, Math.min(PIECE, high - middle))
    const start = piece.indexOf(10) + 1
    const end = piece.indexOf(10, start)
    // A line longer than a piece: read the rest whole.
    if (start === 0 || end === -1) break
    if (idOf(piece.subarray(start, end).toString('utf8')) <= id) low = middle + start
    else high = middle + start
  }
  const text = (await readPiece(handle, low, high - low)).toString('utf8')
  return text.split('\n').find((line) => line !== '' && idOf(line) === id) ?? null
}

async function readPiece(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await handle.read(buffer, 0, length, from)
  return buffer.subarray(0, bytesRead)
}

/** The text of a segment and what the manifest says of it. */
export function sealText(batches: readonly Batch[]): { text: string; sha256: string; bytes: number } {
  const lines = [...batches]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, ...rest }) => JSON.stringify({ id, ...rest }))
  const text = `${lines.join('\n')}\n`
  return { text, sha256: createHash('sha256').update(text).digest('hex'), bytes: Buffer.byteLength(text) }
}

function unreadable(segment: JournalSegment, cause: unknown): JournalError {
  return new JournalError(
    `The journal ${segment.file} of the lake cannot be read. Restore it from a copy: it records ${segment.batches} batches.`,
    { cause },
  )
}
