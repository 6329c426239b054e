import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commitManifest, syncFolder } from '@cockpit/semantic-layer/lake/commit'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import {
  checksumOf,
  currentManifest,
  type ErasedManifest,
  ManifestGone,
  manifestFile,
  manifestFolder,
  manifestVersions,
  readManifest,
} from '@cockpit/semantic-layer/lake/read'
import type { z } from 'zod'

/** Readers look at the lake several times a second; after this nobody begins a query on the state before. Milliseconds. */
const PAUSE = 2_000

/**
 * Does what the manifest says is still to do of an erasure: older manifests that name the erased files are emptied, so that no
 * earlier state can be brought back, and the files are deleted. A query still running on an earlier state fails; that is meant.
 * Killed anywhere, it is done again from the manifest.
 * @returns the files that are gone now, relative to the lake
 */
export async function finishPurge(
  lake: string,
  { pause = PAUSE }: { readonly pause?: number } = {},
): Promise<string[]> {
  const { purge = [] } = await currentManifest(lake)
  if (purge.length === 0) return []
  await sleep(pause)
  const doomed = new Set(purge)
  await emptyManifests(lake, (manifest) => names(manifest).some((file) => doomed.has(file)))
  const inUse = new Set(names(await currentManifest(lake)))
  for (const file of purge) if (!inUse.has(file)) await rm(join(lake, file), { force: true })
  await commitManifest(lake, (current) => {
    const { purge: listed = [], ...rest } = current
    const left = listed.filter((file) => !doomed.has(file))
    if (left.length === listed.length) return null
    return left.length > 0 ? { ...rest, purge: left } : rest
  })
  return purge
}

function names({ partitions, batches }: Manifest): string[] {
  return [...partitions.map(({ file }) => file), ...batches.flatMap(({ rejectFile }) => rejectFile ?? [])]
}

/** Replaces older manifests by a note that keeps their number taken and their checksum known. */
async function emptyManifests(lake: string, concerned: (manifest: Manifest) => boolean): Promise<void> {
  const versions = (await manifestVersions(lake)).slice(0, -1)
  for (const version of versions) {
    const manifest = await readManifest(lake, version).catch((error: unknown) => {
      if (error instanceof ManifestGone) return null
      throw error
    })
    if (!manifest || !concerned(manifest)) continue
    const note: z.infer<typeof ErasedManifest> = { version, erased: true, sha256: checksumOf(manifest) ?? '' }
    const draft = join(manifestFolder(lake), `.${version}-${process.pid}-${randomBytes(4).toString('hex')}.tmp`)
    await writeFile(draft, JSON.stringify(note))
    await rename(draft, manifestFile(lake, version))
  }
  await syncFolder(manifestFolder(lake)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}
