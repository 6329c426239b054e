import { randomBytes } from 'node:crypto'
import { link, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { sealText } from './journal'
import { type JournalSegment, Manifest } from './manifest'
import {
  checksumOf,
  currentManifest,
  currentVersion,
  manifestFile,
  manifestFolder,
  manifestVersions,
  rememberManifest,
} from './read'

/** How many manifests stay on disk: readers of a recent state finish in peace, and a bad publication can be examined. */
export const KEPT_MANIFESTS = 50

/** A manifest carries this many batches at most; then all but the newest are sealed into the journal, and cost no commit any more. */
export const OPEN_BATCHES = 1_000
const KEPT_OPEN = 200

/** What a change may decide; the version is not its to choose. */
export type NextManifest = Omit<z.input<typeof Manifest>, 'version' | 'previous'>

/** `null` leaves the lake as it is. */
export type ManifestChange = (
  current: Manifest,
  next: { readonly version: number },
) => Promise<NextManifest | null> | NextManifest | null

/**
 * Publishes the next state of the lake, or nothing at all.
 * The change is computed from the newest manifest and tried as the next number by an exclusive link; when another
 * writer took that number first, it is computed again from what that writer published. So `change` may run several
 * times and must depend on its argument alone.
 * @returns the manifest that now holds and whether this call made it.
 * @throws whatever `change` throws, ManifestError, or the file system's error; the published state is then untouched.
 */
export async function commitManifest(
  lake: string,
  change: ManifestChange,
): Promise<{ committed: boolean; manifest: Manifest }> {
  await mkdir(manifestFolder(lake), { recursive: true })
  for (;;) {
    const current = await currentManifest(lake)
    const version = current.version + 1
    let changed: NextManifest | null
    try {
      changed = await change(current, { version })
    } catch (error) {
      // A change so slow that the state it read is no longer kept may miss its files: it is computed again from the newest.
      if ((await currentVersion(lake)) > current.version) continue
      throw error
    }
    if (changed === null) return { committed: false, manifest: current }
    const sealed = await seal(lake, Manifest.parse({ ...changed, version, previous: checksumOf(current) }))
    const text = JSON.stringify(sealed.manifest)
    try {
      if (await linkAs(lake, version, text)) {
        rememberManifest(lake, sealed.manifest, text)
        sealed.segment = null
        await pruneManifests(lake)
        return { committed: true, manifest: sealed.manifest }
      }
    } finally {
      if (sealed.segment) await unlink(join(lake, sealed.segment)).catch(ignoreMissing)
    }
  }
}

/** Moves the older batches of a manifest that carries too many into a segment of the journal. */
async function seal(lake: string, manifest: Manifest): Promise<{ manifest: Manifest; segment: string | null }> {
  if (manifest.batches.length <= OPEN_BATCHES) return { manifest, segment: null }
  const old = manifest.batches.slice(0, -KEPT_OPEN)
  const { text, sha256, bytes } = sealText(old)
  const file = await writeSegment(lake, manifest.version, text)
  const segment: JournalSegment = { file, sha256, bytes, batches: old.length }
  const batches = manifest.batches.slice(-KEPT_OPEN)
  return { manifest: { ...manifest, batches, journal: [...manifest.journal, segment] }, segment: file }
}

/** Writes a segment under a name nobody else chooses. @returns its path relative to the lake. */
async function writeSegment(lake: string, version: number, text: string): Promise<string> {
  const file = join(
    'journal',
    `${String(version).padStart(8, '0')}-${process.pid}-${randomBytes(4).toString('hex')}.ndjson`,
  )
  await mkdir(join(lake, 'journal'), { recursive: true })
  await writeDurably(join(lake, file), text)
  await syncFolder(join(lake, 'journal'))
  return file
}

async function linkAs(lake: string, version: number, text: string): Promise<boolean> {
  const folder = manifestFolder(lake)
  const file = manifestFile(lake, version)
  const temporary = join(folder, `.${version}-${process.pid}-${randomBytes(4).toString('hex')}.tmp`)
  try {
    await writeDurably(temporary, text)
    await link(temporary, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await unlink(temporary).catch(ignoreMissing)
  }
  await syncFolder(folder)
  // A number far below the newest was free only because it had been pruned: this writer slept through fifty others.
  const newest = (await manifestVersions(lake)).at(-1) ?? version
  if (newest - version < KEPT_MANIFESTS - 1) return true
  await unlink(file).catch(ignoreMissing)
  return false
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o640)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes names created in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function pruneManifests(lake: string): Promise<void> {
  const versions = await manifestVersions(lake)
  for (const version of versions.slice(0, -KEPT_MANIFESTS))
    await unlink(manifestFile(lake, version)).catch(ignoreMissing)
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
