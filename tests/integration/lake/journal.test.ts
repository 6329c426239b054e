import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commitManifest, OPEN_BATCHES } from '@cockpit/semantic-layer/lake/commit'
import { allBatches, batchesIn, findBatch, findBatches, JournalError } from '@cockpit/semantic-layer/lake/journal'
import type { Batch } from '@cockpit/semantic-layer/lake/manifest'
import { mergeJournal } from '@cockpit/semantic-layer/lake/merge-journal'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let lake: string
beforeAll(async () => {
  lake = await mkdtemp(join(tmpdir(), 'journal-'))
})
afterAll(() => rm(lake, { recursive: true }))

const idOf = (n: number) => createHash('sha256').update(`batch ${n}`).digest('hex').slice(0, 16)

function batch(n: number, more: Partial<Batch> = {}): Batch {
  return {
    id: idOf(n),
    table: 'bed_day',
    fileName: `床日 "${n}".csv`,
    sha256: 'f'.repeat(64),
    bytes: n,
    rowsRead: 10,
    rowsPublished: 9,
    rowsRejected: 1,
    rowsReplaced: 0,
    rowsSuperseded: 0,
    rejectFile: n % 2 === 0 ? `rejects/${n}.csv` : null,
    sender: 's',
    demo: true,
    publishedAt: '2026-10-01T00:00:00.000Z',
    version: n,
    ...more,
  }
}

/** One commit that records batches `from` to `to`, or records them anew. */
async function record(from: number, to: number, more: Partial<Batch> = {}): Promise<void> {
  await commitManifest(lake, (current) => {
    const news = Array.from({ length: to - from }, (_, n) => batch(from + n, more))
    const ids = new Set(news.map(({ id }) => id))
    const known = [...current.batches.filter(({ id }) => !ids.has(id)), ...news]
    return { ...current, batches: known, recorded: Math.max(batchesIn(current), to) }
  })
}

describe('a lake of 9,900 batches', () => {
  beforeAll(async () => {
    for (let n = 0; n < 9_900; n += 900) await record(n, n + 900)
  })

  test(`its manifest carries no more than ${OPEN_BATCHES}; the others are sealed`, async () => {
    const manifest = await currentManifest(lake)
    expect(manifest.batches.length).toBeLessThanOrEqual(OPEN_BATCHES)
    expect(manifest.journal.length).toBeGreaterThan(4)
    expect(batchesIn(manifest)).toBe(9_900)
  })

  test('the first, the last, one in the middle and each of 300 others are found, and a stranger is not', async () => {
    const manifest = await currentManifest(lake)
    for (const n of [0, 1, 3_333, 9_898, 9_899]) expect(await findBatch(lake, manifest, idOf(n))).toEqual(batch(n))
    const some = Array.from({ length: 300 }, (_, n) => n * 33)
    expect((await findBatches(lake, manifest, some.map(idOf))).size).toBe(300)
    expect(await findBatch(lake, manifest, '0000000000000000')).toBeUndefined()
    expect(await findBatch(lake, manifest, 'ffffffffffffffff')).toBeUndefined()
  })

  test('of a batch recorded again after it was sealed, the newer record holds, before and after segments are merged', async () => {
    await record(100, 110, { rowsSuperseded: 4 })
    // Enough others that the ten are sealed a second time.
    await record(9_900, 10_900)
    await record(10_900, 11_900)
    for (const round of ['before', 'after']) {
      const manifest = await currentManifest(lake)
      expect((await findBatch(lake, manifest, idOf(105)))?.rowsSuperseded, round).toBe(4)
      expect((await findBatch(lake, manifest, idOf(111)))?.rowsSuperseded, round).toBe(0)
      const all: string[] = []
      for await (const { id } of allBatches(lake, manifest)) all.push(id)
      expect(all).toHaveLength(11_900)
      expect(new Set(all).size).toBe(11_900)
      const before = manifest.journal.length
      if (round === 'before') {
        expect(await mergeJournal(lake)).toBe(true)
        expect((await currentManifest(lake)).journal.length).toBeLessThanOrEqual(before - 7)
      }
    }
  })

  test('the view batch_file shows every batch once, as it now is', async () => {
    const manifest = await currentManifest(lake)
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    for (const statement of viewStatements(manifest, [], lake)) await connection.run(statement)
    const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson()
    expect(await ask('SELECT count(*)::INT, count(DISTINCT batch)::INT FROM batch_file')).toEqual([[11_900, 11_900]])
    expect(await ask('SELECT count(*)::INT FROM batch_file WHERE rows_superseded = 4')).toEqual([[10]])
    const one = (n: number) =>
      ask(`SELECT file_name, reject_file, published_at, rows_expired FROM batch_file WHERE batch = '${idOf(n)}'`)
    const shown = (n: number, file: string | null) => [[`床日 "${n}".csv`, file, '2026-10-01 00:00:00', '0']]
    // One from the journal, one from the manifest.
    expect(await one(2)).toEqual(shown(2, join(lake, 'rejects/2.csv')))
    expect(await one(11_899)).toEqual(shown(11_899, null))
    connection.closeSync()
    instance.closeSync()
  })

  test('a segment that is gone is an error that names it, not a lake without those batches', async () => {
    const manifest = await currentManifest(lake)
    const segment = manifest.journal[0]?.file ?? ''
    await rm(join(lake, segment))
    await expect(findBatch(lake, manifest, '0000000000000000')).rejects.toThrow(JournalError)
    await expect(findBatch(lake, manifest, '0000000000000000')).rejects.toThrow(segment)
    await writeFile(join(lake, segment), 'nonsense\n')
    expect((await readdir(join(lake, 'journal'))).length).toBeGreaterThan(0)
  })
})
