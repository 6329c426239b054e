import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
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

/** Every batch of the lake as it now is, by id. One line of each segment is held at a time. */
export async function* allBatches(lake: string, manifest: Manifest): AsyncGenerator<Batch> {
  const inline = [...manifest.batches].sort((a, b) => (a.id < b.id ? -1 : 1))
  for await (const { line, batch } of mergedLines(lake, manifest.journal, inline))
    yield batch ?? parseLine(line, manifest.journal[0])
}

interface Cursor {
  readonly rank: number
  next(): Promise<{ id: string; line: string; batch?: Batch } | null>
  close(): void
}

/**
 * Lines of several segments in the order of their ids, of each id the one of the newest segment.
 * @param newest batches newer than all segments, sorted by id
 */
export async function* mergedLines(
  lake: string,
  segments: readonly JournalSegment[],
  newest: readonly Batch[] = [],
): AsyncGenerator<{ id: string; line: string; batch?: Batch }> {
  const cursors = [...segments.map((segment, rank) => segmentCursor(lake, segment, rank)), listCursor(newest, Infinity)]
  try {
    const heads = await Promise.all(cursors.map((cursor) => cursor.next()))
    for (;;) {
      const least = heads.reduce(
        (low, head) => (head && (low === null || head.id < low) ? head.id : low),
        null as null | string,
      )
      if (least === null) return
      let chosen: { id: string; line: string; batch?: Batch } | null = null
      // Cursors stand oldest first: the last one with this id is the newest.
      for (const [at, cursor] of cursors.entries()) {
        const head = heads[at]
        if (head?.id !== least) continue
        chosen = head
        heads[at] = await cursor.next()
      }
      if (chosen) yield chosen
    }
  } finally {
    for (const cursor of cursors) cursor.close()
  }
}

function listCursor(batches: readonly Batch[], rank: number): Cursor {
  let at = 0
  return {
    rank,
    next: async () => {
      const batch = batches[at++]
      return batch ? { id: batch.id, line: JSON.stringify(batch), batch } : null
    },
    close: () => undefined,
  }
}

function segmentCursor(lake: string, segment: JournalSegment, rank: number): Cursor {
  const stream = createReadStream(join(lake, segment.file), { highWaterMark: 1 << 18 })
  const lines = createInterface({ input: stream })[Symbol.asyncIterator]()
  const failed = new Promise<never>((_, reject) => stream.once('error', (cause) => reject(unreadable(segment, cause))))
  failed.catch(() => undefined)
  return {
    rank,
    next: async () => {
      const { value, done } = await Promise.race([lines.next(), failed])
      return done || value === undefined || value === '' ? null : { id: idOf(value), line: value }
    },
    close: () => stream.destroy(),
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
