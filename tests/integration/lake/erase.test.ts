import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { recoverStaging } from '@cockpit/jobs/ingest/recover'
import { compactLake } from '@cockpit/jobs/lake/compact'
import { EraseError, eraseBatch } from '@cockpit/jobs/lake/erase'
import { filesBelow } from '@cockpit/jobs/lake/source-files'
import { findBatch } from '@cockpit/semantic-layer/lake/journal'
import { currentManifest, ManifestGone, manifestVersions, readManifest } from '@cockpit/semantic-layer/lake/read'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, BEDS, type BedRow, emptyLake, expectLawful, published, put } from './bed-lake'

let lake: string
let remove: () => Promise<void>
beforeEach(async () => {
  const made = await emptyLake()
  lake = made.lake
  remove = made.remove
})
afterEach(() => remove())

const erase = (batch: string) =>
  eraseBatch({
    lake,
    tables: [BEDS],
    batch,
    reason: '发送机构要求',
    by: 'person:1',
    now: () => new Date('2026-11-02T00:00:00.000Z'),
    pause: 0,
  })
const rows = (facility: string, days: readonly number[], beds: number): BedRow[] =>
  days.map((day) => [facility, 'D1', `2026-10-${String(day).padStart(2, '0')}`, beds])

/** Facilities with a row in any Parquet file that lies in the lake, named by a manifest or not. */
async function facilitiesOnDisk(): Promise<string[]> {
  const files = (await filesBelow(join(lake, 'parts'))).map((file) => `'${file}'`)
  if (files.length === 0) return []
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const found = await connection.runAndReadAll(
    `SELECT DISTINCT facility_id FROM read_parquet([${files.join(', ')}], union_by_name = true) ORDER BY 1`,
  )
  connection.closeSync()
  instance.closeSync()
  return found.getRowsJS().map(([id]) => String(id))
}

test('an erased batch is gone from the views, the disk, the rejects, the archive and every older manifest', async () => {
  const kept = await published(lake, { fileName: 'kept.csv', rows: rows('F1', [1, 2], 1) })
  const gone = await published(lake, { fileName: 'gone.csv', rows: rows('F2', [1, 2, 3], 2), rejected: ['bad', 'row'] })
  const { changed, batch, files } = await erase(gone.id)
  expect(changed).toBe(true)
  expect(batch.erased).toEqual({ at: '2026-11-02T00:00:00.000Z', by: 'person:1', reason: '发送机构要求', rows: 3 })
  expect(files).toHaveLength(3)
  expect(await facilitiesOnDisk()).toEqual(['F1'])
  expect(await readdir(join(lake, 'rejects'))).toEqual([])
  expect((await filesBelow(join(lake, '../archive'))).map((file) => file.split('/').at(-1))).toEqual(['kept.csv'])
  const manifest = await currentManifest(lake)
  expect(manifest.purge).toBeUndefined()
  expect(await findBatch(lake, manifest, gone.id)).toMatchObject({ rowsPublished: 3, rejectFile: null })
  expect(await findBatch(lake, manifest, kept.id)).toMatchObject({ rowsSuperseded: 0 })
  await expect(readManifest(lake, 2)).rejects.toThrow(ManifestGone)
  expect((await manifestVersions(lake)).length).toBe(manifest.version)
  await expectLawful(lake)
})

test('out of a merged file only the rows of the batch go, and what was merged before it does not stay behind', async () => {
  const ids: string[] = []
  for (let n = 1; n <= 4; n++)
    ids.push((await published(lake, { fileName: `${n}.csv`, rows: rows(`F${n}`, [n, 9], n) })).id)
  await compactLake(lake, [BEDS], { limits: { rows: 1_000, bytes: 1 << 30, files: 4, atOnce: 100 } })
  await published(lake, { fileName: 'correction.csv', rows: rows('F2', [9], 90) })
  // F2's first row stands in a merged and corrected file; older forms of it wait on the disk.
  await erase(ids[1] ?? '')
  const left = await ask(lake, 'SELECT facility_id AS f, count(*)::INT AS n FROM bed_day GROUP BY 1 ORDER BY 1')
  expect(left).toEqual([
    { f: 'F1', n: 2 },
    { f: 'F2', n: 1 },
    { f: 'F3', n: 2 },
    { f: 'F4', n: 2 },
  ])
  const manifest = await currentManifest(lake)
  expect(await findBatch(lake, manifest, ids[1] ?? '')).toMatchObject({ rowsSuperseded: 1, erased: { rows: 1 } })
  const named = new Set(manifest.partitions.map(({ file }) => join(lake, file)))
  const several = (await filesBelow(join(lake, 'parts'))).filter((file) => file.includes('several'))
  expect(several.filter((file) => !named.has(file))).toEqual([])
  await expectLawful(lake)
})

test('what the erased batch had superseded does not come back', async () => {
  await published(lake, { fileName: 'first.csv', rows: rows('F1', [1, 2], 1) })
  const second = await published(lake, { fileName: 'second.csv', rows: rows('F1', [2], 2) })
  await erase(second.id)
  expect(await ask(lake, 'SELECT bed_date::VARCHAR AS d FROM bed_day')).toEqual([{ d: '2026-10-01' }])
  await expectLawful(lake)
})

test('erasing twice changes nothing the second time; a batch that does not exist is an error', async () => {
  const { id } = await published(lake, { fileName: 'a.csv', rows: rows('F1', [1], 1) })
  await erase(id)
  const { version } = await currentManifest(lake)
  expect((await erase(id)).changed).toBe(false)
  expect((await currentManifest(lake)).version).toBe(version)
  await expect(erase('0123456789abcdef')).rejects.toThrow(EraseError)
})

test('the file comes back only when that is asked for, and the erasure stays on record', async () => {
  const given = { fileName: 'a.csv', rows: rows('F1', [1], 1) }
  const { id } = await published(lake, given)
  await erase(id)
  expect((await put(lake, given)).kind).toBe('duplicate')
  const again = await put(lake, { ...given, again: true })
  expect(again).toMatchObject({ kind: 'published', batch: { id, erasedBefore: [{ by: 'person:1', rows: 1 }] } })
  expect(again.batch.erased).toBeUndefined()
  expect(await ask(lake, 'SELECT facility_id AS f FROM bed_day')).toEqual([{ f: 'F1' }])
  await expectLawful(lake)
})

test('an erasure whose process died after its publication is finished by recovery', async () => {
  const { id } = await published(lake, { fileName: 'a.csv', rows: rows('F1', [1], 1) })
  await published(lake, { fileName: 'b.csv', rows: rows('F2', [1], 1) })
  const { files } = await eraseOnlyPublished(id)
  expect(await facilitiesOnDisk()).toEqual(['F1', 'F2'])
  await recoverStaging(lake)
  expect(await facilitiesOnDisk()).toEqual(['F2'])
  for (const file of files) await expect(stat(join(lake, file))).rejects.toThrow('ENOENT')
  expect((await currentManifest(lake)).purge).toBeUndefined()
})

/** The state of the disk at the instant after the publication of an erasure: done in another process that is then killed. */
async function eraseOnlyPublished(id: string): Promise<{ files: string[] }> {
  const { spawn } = await import('node:child_process')
  const script = `
    const { eraseBatch } = await import('@cockpit/jobs/lake/erase')
    const { BEDS } = await import(${JSON.stringify(new URL('./bed-lake.ts', import.meta.url).href)})
    await eraseBatch({ lake: ${JSON.stringify(lake)}, tables: [BEDS], batch: ${JSON.stringify(id)}, reason: 'r', by: 'b', now: () => new Date(), pause: 60_000 })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: 'inherit' })
  for (;;) {
    const { purge } = await currentManifest(lake)
    if (purge) {
      child.kill('SIGKILL')
      await new Promise((resolve) => child.once('close', resolve))
      return { files: purge }
    }
    if (child.exitCode !== null) throw new Error('the erasure ended before it was published')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('the manifest of an erased batch can be read as text without finding its rows’ files', async () => {
  const { id } = await published(lake, { fileName: 'a.csv', rows: rows('F1', [1], 1) })
  const [file] = (await currentManifest(lake)).partitions
  await erase(id)
  for (const version of await manifestVersions(lake)) {
    const text = await readFile(join(lake, 'manifest', `${String(version).padStart(8, '0')}.json`), 'utf8')
    if (version !== 2) expect(text).not.toContain(file?.file)
  }
})
