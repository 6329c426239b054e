import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Bytes from which on the first segment is complete, how much larger the next one may be, and the largest. Nobody has anything to do until the
 * first is there; a segment is taken about three times as slowly as one is written, and each has an end at which processors wait for one another.
 */
const FIRST = 8 << 20
const GROWTH = 3
const LARGEST = 216 << 20

export interface SegmentsOptions {
  /** Where segments are written; the caller's, and emptied by it. */
  readonly folder: string
  /** Takes the n-th segment, from 0, when it is complete. @returns rows */
  readonly take: (path: string, n: number) => Promise<number>
  /** Bytes of every segment; for tests. */
  readonly size?: number | undefined
}

/**
 * Writes a text that comes in pieces to segments, each of which is taken by another while the next is written. At most two stand on the disk: a
 * reader of files uses all processors, one of a pipe pays for every byte that goes through it. A segment ends where a piece ends.
 */
export class Segments {
  /** Rows of each segment taken, in their order. */
  readonly rows: number[] = []
  #file: FileHandle | null = null
  #bytes = 0
  #begun = 0
  #taking: Promise<void> = Promise.resolve()

  constructor(private readonly options: SegmentsOptions) {}

  /** @throws what taking an earlier segment threw */
  async write(piece: Buffer): Promise<void> {
    this.#file ??= await open(this.#path(this.#begun), 'wx', 0o600)
    for (let at = 0; at < piece.length; ) at += (await this.#file.write(piece, at, piece.length - at)).bytesWritten
    this.#bytes += piece.length
    if (this.#bytes >= (this.options.size ?? Math.min(FIRST * GROWTH ** this.#begun, LARGEST))) await this.#complete()
  }

  /** Takes what is left. @throws what taking a segment threw */
  async end(): Promise<void> {
    if (this.#file) await this.#complete()
    await this.#taking
  }

  /** Gives up what is not complete and waits for what is under way. */
  async abandon(): Promise<void> {
    await this.#file?.close()
    this.#file = null
    await this.#taking.catch(() => undefined)
  }

  async #complete(): Promise<void> {
    const n = this.#begun++
    await this.#file?.close()
    this.#file = null
    this.#bytes = 0
    await this.#taking
    this.#taking = this.#take(n)
    // Its failure is heard when the next one is complete.
    this.#taking.catch(() => undefined)
  }

  async #take(n: number): Promise<void> {
    const path = this.#path(n)
    this.rows[n] = await this.options.take(path, n)
    await rm(path)
  }

  #path(n: number): string {
    return join(this.options.folder, `lines-${n}.csv`)
  }
}
