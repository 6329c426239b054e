import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CalendarDate } from '@cockpit/domain/period/calendar'
import type { Manifest } from '../lake/manifest'
import { PLACING, stepPrint } from '../lake/step-print'
import type { WarehouseTable } from '../packs/contract'
import type { KeptColumn } from './grid'
import type { Publication } from './publication'

/** Numbers of steps as they were asked, for as long as nothing they stand on changes. */
export interface StepMemory {
  /** What the numbers of a step stand on; null where the semantic layer does not show what this memory was opened for: then nothing is remembered. */
  printOf(tables: readonly string[], lastDay: CalendarDate, publication: Publication): string | null
  /** @returns null where nothing is kept under this print, or what is kept is not whole */
  read(question: string, print: string): Promise<KeptColumn[] | null>
  write(question: string, print: string, columns: readonly KeptColumn[]): Promise<void>
}

/** A kept step that nobody asked for in so long is removed. */
const FORGOTTEN_AFTER_DAYS = 40
const DAY = 86_400_000

export interface StepFolder {
  readonly folder: string
  /** Of what the semantic layer is; numbers it gave as something else are not read. */
  readonly code: string
  /** The folder cannot be read or written (a full disk): told once, and nothing is remembered any more. What is asked is asked all the same. */
  failed(error: Error): void
}

/**
 * A memory in a folder, a file for each question and step: `<sha256 of the question>.step`. It may be removed at any time, and what is torn is asked anew.
 */
export function stepMemory(
  { folder, code, failed }: StepFolder,
  manifest: Manifest,
  tables: readonly WarehouseTable[],
): StepMemory {
  const known = new Map(tables.map((table) => [table.name, table]))
  let lost = false
  const fileOf = (question: string) => join(folder, `${createHash('sha256').update(question).digest('hex')}.step`)
  return {
    printOf(names, lastDay, publication) {
      const seen = [...PLACING, ...names].every(
        (name) => (publication.get(name)?.version ?? 0) === (manifest.tables[name]?.version ?? 0),
      )
      return seen ? `${code} ${stepPrint(manifest, known, names, lastDay)}` : null
    },
    read: (question, print) =>
      unlessLost(async () => {
        const file = fileOf(question)
        const bytes = await readFile(file).catch(absent)
        const columns = bytes && decode(bytes, print)
        if (columns) await touch(file)
        return columns
      }),
    async write(question, print, columns) {
      await unlessLost(() => replace(folder, fileOf(question), encode(print, columns)))
    },
  }

  async function unlessLost<T>(work: () => Promise<T>): Promise<T | null> {
    if (lost) return null
    try {
      return await work()
    } catch (error) {
      if (!lost) failed(error instanceof Error ? error : new Error(String(error)))
      lost = true
      return null
    }
  }
}

/** Puts a whole file in the place of another, or none. */
async function replace(folder: string, file: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const unfinished = join(folder, `.${randomUUID()}`)
  try {
    await writeFile(unfinished, bytes, { mode: 0o600 })
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** Removes what nobody has asked for in forty days, and what was never finished. @returns files removed */
export async function forgetSteps(folder: string, now: Date): Promise<number> {
  const names = await readdir(folder).catch(absent)
  let removed = 0
  for (const name of names ?? []) {
    const file = join(folder, name)
    const found = await stat(file).catch(absent)
    const days = name.startsWith('.') ? 1 : FORGOTTEN_AFTER_DAYS
    if (!found || now.getTime() - found.mtimeMs < days * DAY) continue
    await rm(file, { force: true })
    removed++
  }
  return removed
}

async function touch(file: string): Promise<void> {
  const found = await stat(file).catch(absent)
  const now = new Date()
  if (found && now.getTime() - found.mtimeMs > DAY) await utimes(file, now, now).catch(absent)
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

interface Header {
  readonly print: string
  readonly columns: readonly { readonly need: string; readonly each: string; readonly length: number }[]
  readonly sha256: string
}

/** Bytes of the header's length, the header as JSON, the numbers of all columns as doubles in the machine's order. */
function encode(print: string, columns: readonly KeptColumn[]): Buffer {
  const numbers = Buffer.concat(
    columns.map(({ numbers }) => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)),
  )
  const header: Header = {
    print,
    columns: columns.map(({ need, each, numbers }) => ({ need, each, length: numbers.length })),
    sha256: sha256(numbers),
  }
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  return Buffer.concat([length, text, numbers])
}

function decode(bytes: Buffer, print: string): KeptColumn[] | null {
  const start = bytes.length < 4 ? Number.NaN : 4 + bytes.readUInt32LE(0)
  if (!(start <= bytes.length)) return null
  const header = headerIn(bytes.subarray(4, start))
  if (!header || header.print !== print) return null
  // Doubles begin at a multiple of eight.
  const numbers = Buffer.from(new Uint8Array(bytes.subarray(start)).buffer)
  if (sha256(numbers) !== header.sha256) return null
  let at = 0
  return header.columns.map(({ need, each, length }) => {
    const column = new Float64Array(numbers.buffer, at, length)
    at += length * Float64Array.BYTES_PER_ELEMENT
    return { need, each, numbers: column }
  })
}

/** What a header says of itself is checked by what it says of the numbers; one that is none is as if there were no file. */
function headerIn(bytes: Buffer): Header | null {
  try {
    return JSON.parse(bytes.toString()) as Header
  } catch {
    return null
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
