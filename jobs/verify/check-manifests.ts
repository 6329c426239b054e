import { readFile } from 'node:fs/promises'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import {
  checksumOf,
  ErasedManifest,
  ManifestGone,
  manifestFile,
  manifestVersions,
  readManifest,
} from '@cockpit/semantic-layer/lake/read'
import type { LakeFault } from './fault'

/** What a kept number holds: a state, or the note that stands in the place of one that named erased files. */
type Kept = { readonly version: number; readonly sha256: string; readonly manifest: Manifest | null }

/**
 * The kept manifests as a chain: numbers without a gap, each names the checksum of the one before, data versions only rise and none is
 * newer than the manifest that states it.
 */
export async function checkManifests(lake: string): Promise<LakeFault[]> {
  const faults: LakeFault[] = []
  let before: Kept | null = null
  for (const version of await manifestVersions(lake)) {
    const subject = manifestFile(lake, version)
    const fault = (problem: string) => faults.push({ check: 'manifest', subject, problem })
    const kept = await keptAt(lake, version).catch((error: Error) => {
      fault(error.message)
      return null
    })
    if (before && before.version + 1 !== version) fault(`the manifest before it is ${before.version}: one is missing`)
    const { manifest } = kept ?? { manifest: null }
    if (manifest) {
      if (before && manifest.previous !== undefined && manifest.previous !== before.sha256)
        fault(`the manifest ${before.version} was altered after this one was written`)
      for (const [table, state] of Object.entries(manifest.tables)) {
        if (state.version > version)
          fault(`the table ${table} has data version ${state.version}, which does not exist yet`)
        const earlier = before?.manifest?.tables[table]?.version
        if (earlier !== undefined && state.version < earlier)
          fault(`the data version of ${table} went back from ${earlier} to ${state.version}`)
      }
    }
    before = kept
  }
  return faults
}

async function keptAt(lake: string, version: number): Promise<Kept | null> {
  try {
    const manifest = await readManifest(lake, version)
    return { version, sha256: checksumOf(manifest) ?? '', manifest }
  } catch (error) {
    if (!(error instanceof ManifestGone)) throw error
    const text = await readFile(manifestFile(lake, version), 'utf8').catch(() => null)
    // Pruned since the listing.
    if (text === null) return null
    return { version, sha256: ErasedManifest.parse(JSON.parse(text)).sha256, manifest: null }
  }
}
