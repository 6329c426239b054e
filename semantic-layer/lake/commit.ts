import { randomBytes } from 'node:crypto'
import { link, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Manifest } from './manifest'
import { currentManifest, manifestFile, manifestFolder, manifestVersions } from './read'

/** How many manifests stay on disk: readers of a recent state finish in peace, and a bad publication can be examined. */
export const KEPT_MANIFESTS = 50

/** What a change may decide; the version is not its to choose. `null` leaves the lake as it is. */
export type ManifestChange = (
  current: Manifest,
  next: { readonly version: number },
) => Promise<Omit<Manifest, 'version'> | null> | Omit<Manifest, 'version'> | null

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
    const changed = await change(current, { version })
    if (changed === null) return { committed: false, manifest: current }
    const next = Manifest.parse({ ...changed, version })
    if (await linkAs(lake, version, JSON.stringify(next))) {
      await pruneManifests(lake)
      return { committed: true, manifest: next }
    }
  }
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
