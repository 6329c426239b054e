import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { Session } from '../ingest/session'
import { unnamedFiles } from '../lake/collect-garbage'
import { checkBatches, countPresent } from './check-batches'
import { checkJournal, checkPartitions } from './check-files'
import { checkKeys } from './check-keys'
import { checkManifests } from './check-manifests'
import type { LakeFault, OnProgress } from './fault'

export interface LakeReport {
  readonly version: number
  readonly files: number
  readonly rows: number
  readonly batches: number
  readonly faults: readonly LakeFault[]
  /** Files that no kept manifest names, relative to the lake: superseded ones in their time of grace. No fault. */
  readonly orphans: readonly string[]
}

export interface VerifyOptions {
  readonly tables: readonly WarehouseTable[]
  /** Every key and every row's lineage, instead of a sample of keys and the merged files. */
  readonly full?: boolean
  readonly onProgress?: OnProgress
}

/**
 * Proves that the lake is what its manifest says: the chain of manifests, the journal, every file's length, checksum and rows, every
 * batch's sums against the rows present, the lineage of rows, that no key stands twice, and that what was erased is gone.
 * Reads one state of the lake; publications meanwhile do not disturb it as long as that state is kept.
 */
export async function verifyLake(
  lake: string,
  { tables, full = false, onProgress = () => undefined }: VerifyOptions,
): Promise<LakeReport> {
  let manifest: Manifest
  try {
    manifest = await currentManifest(lake)
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    const fault: LakeFault = { check: 'manifest', subject: lake, problem }
    return { version: 0, files: 0, rows: 0, batches: 0, faults: [fault], orphans: [] }
  }
  const faults = [...(await checkManifests(lake)), ...(await checkJournal(lake, manifest.journal))]
  const scratch = await mkdtemp(join(tmpdir(), 'verify-'))
  const session = await Session.open(scratch)
  try {
    const files = await checkPartitions(session, lake, manifest.partitions, onProgress)
    const { present, faults: strange } = await countPresent(session, lake, files.sound, full, onProgress)
    faults.push(...files.faults, ...strange)
    // Without a sound journal the batches cannot be listed, and that has been said.
    if (!faults.some(({ check }) => check === 'journal')) {
      const system = new Set(tables.flatMap((table) => (table.system ? [table.name] : [])))
      faults.push(...(await checkBatches(lake, manifest, present, system, onProgress)))
    }
    faults.push(...(await checkKeys(session, lake, files.sound, tables, full, onProgress)))
    for (const file of manifest.purge ?? [])
      if (await stat(join(lake, file)).catch(() => null))
        faults.push({ check: 'erasure', subject: file, problem: 'it was erased and still lies on the disk' })
  } finally {
    session.close()
    await rm(scratch, { recursive: true, force: true })
  }
  return {
    version: manifest.version,
    files: manifest.partitions.length,
    rows: manifest.partitions.reduce((sum, { rows }) => sum + rows, 0),
    batches: manifest.recorded ?? manifest.batches.length,
    faults,
    // With a manifest or a segment that cannot be read nobody can say what is unnamed, and that has been said above.
    orphans: await unnamedFiles(lake).catch(() => []),
  }
}
