import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { ManifestGone, manifestVersions, readManifest } from '@cockpit/semantic-layer/lake/read'
import { z } from 'zod'
import { isAlive, runOf } from '../ingest/run'

/** How long a file that no kept manifest names stays: a query that began on an older state reads it to its end. Milliseconds. */
export const GRACE = 15 * 60_000
/** A segment of the journal has no maker in its name, and one just written may be about to be published. */
const YOUNG_SEGMENT = 10 * 60_000
/** A staging folder older than this belongs to nobody, wherever its process is said to live. */
const ABANDONED = 24 * 3_600_000
/** The name under which a manifest is written before it takes its number lives for an instant. */
const YOUNG_DRAFT = 60_000

const Waiting = z.record(z.string(), z.number())

export interface Collected {
  /** Relative to the lake. */
  readonly removed: readonly string[]
  /** Files that wait for their time. */
  readonly waiting: number
}

/**
 * Removes files that no kept manifest names: superseded, compacted, or left by a publication that was killed. What a living
 * attempt has put in place and not yet published is not touched. Run it any time; on doubt nothing is removed.
 * @param grace milliseconds between finding a file unnamed and removing it
 * @throws ManifestError when a kept manifest cannot be read
 */
export async function collectGarbage(
  lake: string,
  { grace = GRACE, now = Date.now() }: { readonly grace?: number; readonly now?: number } = {},
): Promise<Collected> {
  const unnamed = await unnamedFiles(lake, now)
  const known = grace > 0 ? await readWaiting(lake) : {}
  const waiting: Record<string, number> = {}
  const removed: string[] = []
  for (const file of unnamed) {
    const since = Math.min(known[file] ?? now, now)
    if (now - since >= grace) {
      await rm(join(lake, file), { force: true })
      removed.push(file)
    } else waiting[file] = since
  }
  if (grace > 0) await writeWaiting(lake, waiting)
  await removeDrafts(lake, now)
  return { removed, waiting: Object.keys(waiting).length }
}

/** Files of the lake that no kept manifest names and no living attempt has just put there, relative to the lake. */
export async function unnamedFiles(lake: string, now = Date.now()): Promise<string[]> {
  // Files are listed before the manifests are read: a file that is published in between is then found named.
  const candidates = await lakeFiles(lake)
  const named = await namedFiles(lake)
  const unnamed: string[] = []
  for (const file of candidates) if (!named.has(file) && !(await isPending(lake, file, now))) unnamed.push(file)
  return unnamed
}

/** Partitions, reject files and segments that lie in the lake, relative to it. */
async function lakeFiles(lake: string): Promise<string[]> {
  const tables = await names(lake, 'parts')
  const parts = await Promise.all(tables.map((folder) => names(lake, folder)))
  return [...parts.flat(), ...(await names(lake, 'rejects')), ...(await names(lake, 'journal'))]
}

/** Entries of a folder of the lake, relative to the lake; none when it is not there. */
export async function names(lake: string, folder: string): Promise<string[]> {
  const found = await readdir(join(lake, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
  return found.map((name) => join(folder, name))
}

/** Every file that one of the kept manifests names. A reject file of a batch in the journal counts as named by its folder. */
async function namedFiles(lake: string): Promise<Set<string>> {
  const named = new Set<string>()
  const segments = new Set<string>()
  for (const version of await manifestVersions(lake)) {
    const manifest = await readManifest(lake, version).catch((error: unknown) => {
      // Pruned by a publication since the listing, or emptied by an erasure.
      if (error instanceof ManifestGone) return null
      throw error
    })
    for (const { file } of manifest?.partitions ?? []) named.add(file)
    for (const { rejectFile } of manifest?.batches ?? []) if (rejectFile) named.add(rejectFile)
    for (const { file } of manifest?.journal ?? []) segments.add(file)
  }
  for (const path of rejectsOf.keys())
    if (path.startsWith(join(lake, 'journal')) && !segments.has(relative(lake, path))) rejectsOf.delete(path)
  for (const segment of segments) {
    named.add(segment)
    for (const file of await rejectFilesIn(lake, segment)) named.add(file)
  }
  return named
}

/** Segments never change, so each is read once by a process. */
const rejectsOf = new Map<string, readonly string[]>()

async function rejectFilesIn(lake: string, segment: string): Promise<readonly string[]> {
  const path = join(lake, segment)
  const known = rejectsOf.get(path)
  if (known) return known
  const text = await readFile(path, 'utf8')
  const files = [...text.matchAll(/"rejectFile":"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '')
  rejectsOf.set(path, files)
  return files
}

/** Whether a living attempt has put the file in place and may still publish it. */
export async function isPending(lake: string, file: string, now: number): Promise<boolean> {
  if (file.startsWith('journal')) return (await age(join(lake, file), now)) < YOUNG_SEGMENT
  const run = runOf(file)
  if (run === null || !isAlive(run)) return false
  // The folder of an attempt goes when it has ended, published or not.
  return (await age(join(lake, 'staging', run), now)) < ABANDONED
}

/** Milliseconds since the last change; endless for what is not there. */
async function age(path: string, now: number): Promise<number> {
  const found = await stat(path).catch(() => null)
  return found ? now - found.mtimeMs : Number.POSITIVE_INFINITY
}

const place = (lake: string) => join(lake, 'garbage.json')

/** When each file was first found unnamed. A damaged or lost record only begins the waiting anew. */
async function readWaiting(lake: string): Promise<Record<string, number>> {
  try {
    return Waiting.parse(JSON.parse(await readFile(place(lake), 'utf8')))
  } catch {
    return {}
  }
}

async function writeWaiting(lake: string, waiting: Record<string, number>): Promise<void> {
  if (Object.keys(waiting).length === 0) {
    await rm(place(lake), { force: true })
    return
  }
  const draft = `${place(lake)}.${process.pid}`
  await writeFile(draft, JSON.stringify(waiting))
  await rename(draft, place(lake))
}

async function removeDrafts(lake: string, now: number): Promise<void> {
  for (const file of await names(lake, 'manifest'))
    if (file.endsWith('.tmp') && (await age(join(lake, file), now)) > YOUNG_DRAFT)
      await rm(join(lake, file), { force: true })
}
