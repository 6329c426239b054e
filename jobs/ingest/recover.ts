import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { manifestVersions, readManifest } from '@cockpit/semantic-layer/lake/read'
import { ImportFailure } from './outcome'
import { isAlive } from './run'

export interface Recovered {
  /** Staging folders of attempts whose process is gone. */
  readonly staging: readonly string[]
  /** Partitions and reject files, relative to the lake, that no kept manifest names and nobody can still publish. */
  readonly orphans: readonly string[]
}

/**
 * Takes away what killed imports left behind; run it at the start of the jobs process, and any time.
 * An attempt that was killed is not resumed: it published nothing, and its file, still where the sender or the drop
 * folder put it, is simply imported again. Files of a living process are not touched, nor is anything that one of the
 * kept manifests names: readers may still be using a recent state.
 * @throws ImportFailure when the lake cannot be read; nothing is removed on doubt.
 */
export async function recoverStaging(lake: string): Promise<Recovered> {
  try {
    // Files are listed before the manifests are read: a file that is published in between is then found named.
    const candidates = [...(await partFiles(lake)), ...(await names(lake, 'rejects'))]
    const named = await namedFiles(lake)
    const orphans = candidates.filter((file) => !named.has(file) && !isAlive(file))
    for (const file of orphans) await rm(join(lake, file), { force: true })
    const staging = (await names(lake, 'staging')).filter((folder) => !isAlive(folder))
    for (const folder of staging) await rm(join(lake, folder), { recursive: true, force: true })
    return { staging, orphans }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ImportFailure('recovering', `The lake ${lake} could not be tidied: ${reason}`, { cause })
  }
}

async function partFiles(lake: string): Promise<string[]> {
  const folders = await names(lake, 'parts')
  return (await Promise.all(folders.map((folder) => names(lake, folder)))).flat()
}

async function names(lake: string, folder: string): Promise<string[]> {
  const found = await readdir(join(lake, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return found.map((name) => join(folder, name))
}

async function namedFiles(lake: string): Promise<Set<string>> {
  const named = new Set<string>()
  for (const version of await manifestVersions(lake)) {
    const manifest = await readManifest(lake, version).catch((error: Error & { cause?: NodeJS.ErrnoException }) => {
      // Pruned by a publication since the listing.
      if (error.cause?.code === 'ENOENT') return null
      throw error
    })
    for (const { file } of manifest?.partitions ?? []) named.add(file)
    for (const { rejectFile } of manifest?.batches ?? []) if (rejectFile) named.add(rejectFile)
  }
  return named
}
