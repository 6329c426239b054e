import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { commitManifest, syncFolder } from './commit'
import { mergedLines } from './journal'
import type { JournalSegment } from './manifest'
import { currentManifest } from './read'

/** So many segments of about the same size become one: a lake of 200,000 batches keeps some twenty. */
const FAN_IN = 8
/** And no more than this many at once: each holds a chunk of lines in memory. */
const MOST = 64

/**
 * Merges the newest run of like segments of the journal into one, of a batch that stands in several the newest form.
 * Publishes nothing else; a writer that seals meanwhile does not hinder it.
 * @returns whether anything was merged
 */
export async function mergeJournal(lake: string): Promise<boolean> {
  const run = mergeable((await currentManifest(lake)).journal)
  if (run.length === 0) return false
  const merged = await writeMerged(lake, run)
  let kept = false
  try {
    const { committed } = await commitManifest(lake, (current) => {
      const at = current.journal.findIndex(({ file }) => file === run[0]?.file)
      const same = run.every(({ file }, n) => current.journal[at + n]?.file === file)
      if (at === -1 || !same) return null
      const journal = [...current.journal.slice(0, at), merged, ...current.journal.slice(at + run.length)]
      return { ...current, journal }
    })
    kept = committed
    return committed
  } finally {
    if (!kept) await unlink(join(lake, merged.file)).catch(() => undefined)
  }
}

/** The newest run of FAN_IN or more neighbours of the same order of magnitude; empty when there is none. */
export function mergeable(journal: readonly JournalSegment[]): readonly JournalSegment[] {
  const order = ({ batches }: JournalSegment) => Math.floor(Math.log(batches) / Math.log(FAN_IN))
  let end = journal.length
  while (end > 0) {
    let start = end - 1
    while (start > 0 && order(journal[start - 1] as JournalSegment) === order(journal[end - 1] as JournalSegment))
      start--
    if (end - start >= FAN_IN) return journal.slice(start, Math.min(end, start + MOST))
    end = start
  }
  return []
}

async function writeMerged(lake: string, run: readonly JournalSegment[]): Promise<JournalSegment> {
  const file = join('journal', `merged-${process.pid}-${randomBytes(6).toString('hex')}.ndjson`)
  await mkdir(join(lake, 'journal'), { recursive: true })
  const handle = await open(join(lake, file), 'wx', 0o640)
  const hash = createHash('sha256')
  let bytes = 0
  let batches = 0
  let pending: string[] = []
  const flush = async () => {
    const chunk = Buffer.from(pending.join(''))
    pending = []
    hash.update(chunk)
    bytes += chunk.length
    await handle.writeFile(chunk)
  }
  try {
    for await (const { line } of mergedLines(lake, run)) {
      pending.push(`${line}\n`)
      batches++
      if (pending.length >= 2_000) await flush()
    }
    await flush()
    await handle.sync()
  } catch (error) {
    await unlink(join(lake, file)).catch(() => undefined)
    throw error
  } finally {
    await handle.close()
  }
  await syncFolder(join(lake, 'journal'))
  return { file, sha256: hash.digest('hex'), bytes, batches }
}
