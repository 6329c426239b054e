import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { collectGarbage } from '@cockpit/jobs/lake/collect-garbage'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest, manifestVersions, readManifest } from '@cockpit/semantic-layer/lake/read'
import { expect } from 'vitest'
import type { SampleLake } from './sample-lake'

/** What must hold of a lake whatever happened to it: every row accounted for, none twice. */
export async function expectLawful(sample: SampleLake, table: string, key: string): Promise<Manifest> {
  const manifest = await currentManifest(sample.lake)
  for (const batch of manifest.batches) {
    expect(batch.rowsRead).toBe(batch.rowsPublished + batch.rowsRejected)
    const rows = manifest.partitions.filter((part) => part.batch === batch.id).reduce((sum, { rows }) => sum + rows, 0)
    expect(rows).toBe(batch.rowsPublished - batch.rowsSuperseded)
  }
  const replaced = manifest.batches.reduce((sum, { rowsReplaced }) => sum + rowsReplaced, 0)
  expect(replaced).toBe(manifest.batches.reduce((sum, { rowsSuperseded }) => sum + rowsSuperseded, 0))
  const [count] = await sample.rows(`SELECT count(*)::INT AS n, count(DISTINCT (${key}))::INT AS keys FROM ${table}`)
  expect(count?.n).toBe(count?.keys)
  const stated = manifest.partitions.filter((part) => part.table === table).reduce((sum, { rows }) => sum + rows, 0)
  expect(count?.n).toBe(stated)
  return manifest
}

/** No staging folder is left, no draft outlives a day, and every part and reject file is named by one of the manifests still kept. */
export async function expectTidy(sample: SampleLake): Promise<void> {
  const named = new Set<string>()
  for (const version of await manifestVersions(sample.lake)) {
    const manifest = await readManifest(sample.lake, version)
    for (const { file } of manifest.partitions) named.add(file)
    for (const { rejectFile } of manifest.batches) if (rejectFile) named.add(rejectFile)
  }
  const found = [...(await filesBelow(sample.lake, 'parts')), ...(await filesBelow(sample.lake, 'rejects'))]
  expect(found.filter((file) => !named.has(file))).toEqual([])
  expect(await filesBelow(sample.lake, 'staging')).toEqual([])
  // A manifest that was being written when its writer was killed stays a while: it might be a living one's on another machine.
  await collectGarbage(sample.lake, { grace: 0, now: Date.now() + 86_400_000 })
  expect((await readdir(join(sample.lake, 'manifest'))).filter((name) => !/^\d{8}\.json$/.test(name))).toEqual([])
}

export async function filesBelow(lake: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(lake, folder), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(lake.length + 1))
    .sort()
}
