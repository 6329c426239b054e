import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { EMPTY_MANIFEST, Manifest } from './manifest'

/** The newest manifest cannot be used. Nothing older is shown in its place: that would be an old truth told as new. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError'
}

/** An older manifest is no longer kept, or its content was erased. */
export class ManifestGone extends ManifestError {
  override readonly name = 'ManifestError'
}

/** What stands in the place of an older manifest that named erased files: its number stays taken. */
export const ErasedManifest = z.strictObject({
  version: z.int().positive(),
  erased: z.literal(true),
  sha256: z.string(),
})

const NUMBERED = /^(\d{8})\.json$/

export function manifestFolder(lake: string): string {
  return join(lake, 'manifest')
}

export function manifestFile(lake: string, version: number): string {
  return join(manifestFolder(lake), `${String(version).padStart(8, '0')}.json`)
}

/** Versions present, oldest first; empty for a lake nobody has published to. */
export async function manifestVersions(lake: string): Promise<number[]> {
  const names = await readdir(manifestFolder(lake)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names
    .flatMap((name) => NUMBERED.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

/** The number of the newest manifest, 0 before the first publication. One directory listing, so it may be polled. */
export async function currentVersion(lake: string): Promise<number> {
  return (await manifestVersions(lake)).at(-1) ?? 0
}

/** A numbered manifest never changes once it exists, so the newest one read is kept. */
const lastRead = new Map<string, Manifest>()
const checksums = new WeakMap<Manifest, string>()

/** Keeps what was just published, so that it need not be read back. */
export function rememberManifest(lake: string, manifest: Manifest, text: string): void {
  checksums.set(manifest, checksum(text))
  lastRead.set(lake, manifest)
}

/** SHA-256 of the file a manifest was read from; undefined for one that was never in a file. */
export function checksumOf(manifest: Manifest): string | undefined {
  return checksums.get(manifest)
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * The published state of the lake: its newest manifest, checked.
 * @throws ManifestError naming the file when it cannot be read or is not a manifest.
 */
export async function currentManifest(lake: string): Promise<Manifest> {
  for (let attempt = 0; ; attempt++) {
    const version = await currentVersion(lake)
    if (version === 0) return EMPTY_MANIFEST
    const known = lastRead.get(lake)
    if (known?.version === version) return known
    try {
      const manifest = await readManifest(lake, version)
      lastRead.set(lake, manifest)
      return manifest
    } catch (error) {
      // Between the listing and the reading, fifty newer ones may have pushed it out: look again.
      if (!(error instanceof ManifestGone) || attempt === 3) throw error
    }
  }
}

/** One numbered manifest, checked. @throws ManifestGone when it is no longer kept; ManifestError naming the file. */
export async function readManifest(lake: string, version: number): Promise<Manifest> {
  const file = manifestFile(lake, version)
  const remedy = 'Restore it from a copy; do not delete it, or the numbers fall back to an older state.'
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw new ManifestGone(`The lake's manifest ${file} is no longer kept.`, { cause })
    throw new ManifestError(`The lake's manifest ${file} cannot be read. ${remedy}`, { cause })
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new ManifestError(`The lake's manifest ${file} is not JSON (${text.length} characters). ${remedy}`, { cause })
  }
  if (ErasedManifest.safeParse(json).success)
    throw new ManifestGone(`The content of the lake's manifest ${file} was erased.`)
  const parsed = Manifest.safeParse(json)
  if (!parsed.success)
    throw new ManifestError(
      `The lake's manifest ${file} is not a manifest: ${z.prettifyError(parsed.error)}. ${remedy}`,
    )
  if (parsed.data.version !== version)
    throw new ManifestError(`The lake's manifest ${file} says it is version ${parsed.data.version}. ${remedy}`)
  checksums.set(parsed.data, checksum(text))
  return parsed.data
}
