import { appendFile, cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectGarbage } from '@cockpit/jobs/lake/collect-garbage'
import { compactLake } from '@cockpit/jobs/lake/compact'
import { eraseBatch } from '@cockpit/jobs/lake/erase'
import type { LakeFault } from '@cockpit/jobs/verify/fault'
import { verifyLake } from '@cockpit/jobs/verify/verify-lake'
import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import { sealText } from '@cockpit/semantic-layer/lake/journal'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest, manifestFile } from '@cockpit/semantic-layer/lake/read'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { BEDS, type BedRow, emptyLake, published } from './bed-lake'

let root: string
let lake: string
let original: string
let removeOriginal: () => Promise<void>

/** Files of one batch, a merged one, a corrected one, rejects, a journal, an erased batch. */
beforeAll(async () => {
  const made = await emptyLake()
  original = made.lake
  removeOriginal = made.remove
  const row = (f: string, day: string, beds: number): BedRow => [f, 'D', day, beds]
  const ids: string[] = []
  for (let n = 1; n <= 5; n++) {
    const rows = Array.from({ length: 40 }, (_, k) => row(`F${k}`, `2026-09-0${n}`, n))
    ids.push((await published(original, { fileName: `${n}.csv`, rows, rejected: n === 1 ? ['bad'] : [] })).id)
  }
  await compactLake(original, [BEDS], { limits: { rows: 1_000, bytes: 1 << 30, files: 4, atOnce: 4 } })
  await published(original, {
    fileName: 'correction.csv',
    rows: [row('F1', '2026-09-05', 50), row('F1', '2026-10-05', 50)],
  })
  await eraseBatch({
    lake: original,
    tables: [BEDS],
    batch: ids[1] ?? '',
    reason: 'r',
    by: 'b',
    now: () => new Date(),
    pause: 0,
  })
  await collectGarbage(original, { grace: 0 })
  await commitManifest(original, async (current) => {
    const [sealed, ...open] = current.batches
    if (!sealed) return null
    const { text, sha256, bytes } = sealText([sealed])
    await cp(join(original, 'rejects'), join(original, 'journal'), { recursive: true })
    for (const name of await readdir(join(original, 'journal'))) await rm(join(original, 'journal', name))
    await writeFile(join(original, 'journal/1.ndjson'), text)
    return { ...current, batches: open, journal: [{ file: 'journal/1.ndjson', sha256, bytes, batches: 1 }] }
  })
})
afterAll(() => removeOriginal())

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tampered-'))
  lake = join(root, 'lake')
  await cp(original, lake, { recursive: true })
})
afterEach(() => rm(root, { recursive: true }))

const verify = (full = false) => verifyLake(lake, { tables: [BEDS], full })
const newest = () => currentManifest(lake)
const partOf = async (merged: boolean) => {
  const found = (await newest()).partitions.find(({ batch }) => (batch === null) === merged)
  if (!found) throw new Error('no such partition')
  return found
}

/** Writes the newest manifest anew as somebody would who edits it by hand. */
async function rewrite(change: (manifest: Manifest) => Manifest): Promise<void> {
  const manifest = await newest()
  await writeFile(manifestFile(lake, manifest.version), JSON.stringify(change(manifest)))
  // Not the state this process read before.
  const moved = join(root, 'moved')
  await cp(lake, moved, { recursive: true })
  lake = moved
}

const faults = async (full = false) => (await verify(full)).faults.map(({ check, problem }) => `${check}: ${problem}`)

test('a lake nobody touched has no fault, sampled or in full, and its files are counted', async () => {
  for (const full of [false, true])
    expect(await verify(full)).toMatchObject({ faults: [], orphans: [], files: 3, batches: 6, rows: 161 })
})

const TAMPERINGS: readonly [string, LakeFault['check'], RegExp, () => Promise<void>][] = [
  ['a partition is deleted', 'partition', /missing/, async () => rm(join(lake, (await partOf(false)).file))],
  ['a partition is cut short', 'partition', /bytes/, async () => truncate(join(lake, (await partOf(false)).file), 100)],
  [
    'a byte of a partition is altered',
    'partition',
    /checksum/,
    async () => flip(join(lake, (await partOf(true)).file)),
  ],
  [
    'the manifest says one row more of a partition',
    'partition',
    /holds \d+ rows/,
    () =>
      rewrite((m) => ({ ...m, partitions: m.partitions.map((p, n) => (n === 0 ? { ...p, rows: p.rows + 1 } : p)) })),
  ],
  [
    'a partition is taken out of the manifest',
    'batch',
    /rows should be left/,
    () => rewrite((m) => ({ ...m, partitions: m.partitions.slice(1) })),
  ],
  [
    'a partition stands in the manifest twice',
    'batch',
    /rows should be left/,
    () => rewrite((m) => ({ ...m, partitions: [...m.partitions, ...m.partitions.slice(0, 1)] })),
  ],
  [
    'a batch says it published one row more',
    'batch',
    /rows read/,
    () =>
      rewrite((m) => ({
        ...m,
        batches: m.batches.map((b, n) => (n === 1 ? { ...b, rowsPublished: b.rowsPublished + 1 } : b)),
      })),
  ],
  [
    'the record of an erasure is taken away',
    'batch',
    /rows should be left/,
    () => rewrite((m) => ({ ...m, batches: m.batches.map(({ erased: _, ...b }) => b) })),
  ],
  [
    'a batch is struck from the records',
    'lineage',
    /not recorded/,
    () => rewrite((m) => ({ ...m, recorded: undefined, batches: m.batches.slice(0, -2) })),
  ],
  ['a segment of the journal is deleted', 'journal', /missing/, () => rm(join(lake, 'journal/1.ndjson'))],
  ['a line of the journal is altered', 'journal', /checksum/, async () => flip(join(lake, 'journal/1.ndjson'))],
  [
    'a batch is taken out of the manifest and its number kept',
    'journal',
    /said to be recorded/,
    () => rewrite((m) => ({ ...m, journal: [] })),
  ],
  [
    'a reject file is deleted',
    'rejects',
    /missing/,
    async () => {
      for (const name of await readdir(join(lake, 'rejects'))) await rm(join(lake, 'rejects', name))
    },
  ],
  ['an older manifest is deleted', 'manifest', /one is missing/, () => rm(manifestFile(lake, 7))],
  [
    'an older manifest is altered',
    'manifest',
    /was altered/,
    async () => appendFile(manifestFile(lake, (await newest()).version - 1), ' '),
  ],
  [
    'the newest manifest is cut short',
    'manifest',
    /is not JSON/,
    async () => truncate(manifestFile(lake, (await newest()).version), 50),
  ],
  [
    'a data version goes back',
    'manifest',
    /went back/,
    () => rewrite((m) => ({ ...m, tables: { bed_day: { version: 1, publishedAt: m.publishedAt } } })),
  ],
  [
    'a data version is of the future',
    'manifest',
    /does not exist yet/,
    () => rewrite((m) => ({ ...m, tables: { bed_day: { version: 999, publishedAt: m.publishedAt } } })),
  ],
  [
    'an erased file lies on the disk again',
    'erasure',
    /still lies/,
    async () => {
      await writeFile(join(lake, 'parts/bed_day/again.parquet'), 'x')
      await rewrite((m) => ({ ...m, purge: ['parts/bed_day/again.parquet'] }))
    },
  ],
]

test.each(TAMPERINGS)('%s: found as a fault of the kind %s', async (_, check, problem, tamper) => {
  await tamper()
  const found = (await verify()).faults.filter((fault) => fault.check === check)
  expect(found.map(({ problem }) => problem).join('\n')).toMatch(problem)
})

test('a key that stands twice in two files whose sums agree is found in full', async () => {
  const double = await rowsAs('_batch', (column) => column)
  const { batch } = await partOf(false)
  await addPart(double, batch)
  const found = await faults(true)
  expect(found.join('\n')).toMatch(/key: the key facility_id=\S+, department=D, bed_date=2026-\S+ stands 2 times/)
})

test('rows that say another batch than the manifest says of their file are found in full', async () => {
  const forged = await rowsAs('_batch', () => `'0123456789abcdef'`)
  const { file } = await partOf(false)
  await replacePart(file, forged)
  expect((await faults(true)).join('\n')).toMatch(/lineage: 39 of its rows say they are of batch 0123456789abcdef/)
})

test('a file that no manifest names is reported, and is no fault', async () => {
  await writeFile(join(lake, 'parts/bed_day/stranger.parquet'), 'x')
  expect(await verify()).toMatchObject({ faults: [], orphans: ['parts/bed_day/stranger.parquet'] })
})

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file)
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(file, bytes)
}

/** A copy of the one-batch file with one column computed otherwise. @returns its path relative to the lake */
async function rowsAs(column: string, as: (column: string) => string): Promise<string> {
  const { file } = await partOf(false)
  const forged = 'parts/bed_day/forged.parquet'
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const ids = await connection.runAndReadAll(
    `SELECT name, field_id FROM parquet_schema('${join(lake, file)}') WHERE field_id IS NOT NULL`,
  )
  const fields = ids.getRowsJS().map(([name, id]) => `"${name}": ${id}`)
  await connection.run(
    `COPY (SELECT * REPLACE (${as(column)} AS ${column}) FROM read_parquet('${join(lake, file)}')) TO '${join(lake, forged)}' (FORMAT parquet, FIELD_IDS {${fields.join(', ')}})`,
  )
  connection.closeSync()
  instance.closeSync()
  return forged
}

async function facts(file: string) {
  const { createHash } = await import('node:crypto')
  const bytes = await readFile(join(lake, file))
  return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

async function replacePart(file: string, by: string): Promise<void> {
  const made = await facts(by)
  await rewrite((m) => ({
    ...m,
    partitions: m.partitions.map((part) => (part.file === file ? { ...part, ...made } : part)),
  }))
}

async function addPart(file: string, batch: string | null): Promise<void> {
  const made = await facts(file)
  const { rows } = await partOf(false)
  await rewrite((m) => ({
    ...m,
    partitions: [
      ...m.partitions,
      { ...(m.partitions.find((p) => p.batch === batch) as Manifest['partitions'][number]), ...made },
    ],
    batches: m.batches.map((b) =>
      b.id === batch ? { ...b, rowsRead: b.rowsRead + rows, rowsPublished: b.rowsPublished + rows } : b,
    ),
  }))
}
