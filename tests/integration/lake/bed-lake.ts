import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { batchId } from '@cockpit/jobs/ingest/import-file'
import { describePartition, partitionPath } from '@cockpit/jobs/ingest/partition-file'
import { type Publication, publishBatch } from '@cockpit/jobs/ingest/publish'
import { newRun } from '@cockpit/jobs/ingest/run'
import { Session } from '@cockpit/jobs/ingest/session'
import { Supersession } from '@cockpit/jobs/ingest/supersede'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import type { Batch } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { LINEAGE, publishedColumns, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { tables as inpatient } from '@cockpit/semantic-layer/packs/inpatient/tables'
import { DuckDBInstance, type JS } from '@duckdb/node-api'

export const BEDS = inpatient.find(({ name }) => name === 'bed_day') as WarehouseTable
export const KEY = 'facility_id, department, bed_date'

/** facility, department, day `yyyy-mm-dd`, occupied beds */
export type BedRow = readonly [facility: string, department: string, day: string, beds: number]

export interface Put {
  readonly fileName: string
  readonly rows: readonly BedRow[]
  readonly rejected?: readonly string[]
  readonly replaces?: string
  readonly again?: boolean
  readonly publishedAt?: string
}

/**
 * Publishes rows as an import leaves them, without reading a file: Parquet in staging, supersession, one publication. The source
 * file is archived beside the lake.
 */
export async function put(lake: string, given: Put): Promise<Publication> {
  const run = newRun()
  const folder = join(lake, 'staging', run)
  await mkdir(folder, { recursive: true })
  const source = `${JSON.stringify([given.fileName, given.rows])}\n`
  const sha256 = createHash('sha256').update(source).digest('hex')
  const id = batchId(BEDS.name, sha256)
  await mkdir(join(lake, '../archive/bed_day'), { recursive: true })
  await writeFile(join(lake, '../archive/bed_day', given.fileName), source)
  const session = await Session.open(folder)
  try {
    const parts = given.rows.length > 0 ? [await partOf(session, folder, run, id, given.rows)] : []
    const rejected = given.rejected ?? []
    const rejects = join(folder, 'rejects.csv')
    await writeFile(rejects, rejected.join('\n'))
    return await publishBatch(
      lake,
      {
        batch: {
          id,
          table: BEDS.name,
          fileName: given.fileName,
          sha256,
          bytes: Buffer.byteLength(source),
          rowsRead: given.rows.length + rejected.length,
          rowsPublished: given.rows.length,
          rowsRejected: rejected.length,
          rejectFile: rejected.length > 0 ? join('rejects', `${id}-${run}.csv`) : null,
          sender: 'test',
          demo: true,
        },
        parts,
        rejects: rejected.length > 0 ? rejects : null,
        supersession: new Supersession(
          session,
          BEDS,
          parts,
          { lake, folder, run },
          { replaces: given.replaces ?? null },
        ),
        again: given.again ?? false,
      },
      () => new Date(given.publishedAt ?? '2026-11-01T00:00:00.000Z'),
    )
  } finally {
    session.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function partOf(session: Session, folder: string, run: string, id: string, rows: readonly BedRow[]) {
  const staged = join(folder, 'rows.parquet')
  const text = join(folder, 'rows.json')
  await writeFile(text, rows.map(([f, d, day, beds], n) => JSON.stringify({ f, d, day, beds, line: n + 2 })).join('\n'))
  const values: Readonly<Record<string, string>> = {
    facility_id: 'f',
    department: 'd',
    bed_date: 'day',
    open_beds: '100',
    occupied_beds: 'beds',
    _batch: quoteText(id),
    _line: 'line',
    _flags: '[]',
  }
  const columns = [
    ...publishedColumns(BEDS).map((column) => ({ name: column.name, type: sqlType(column) })),
    ...LINEAGE,
  ]
  const select = columns.map(({ name, type }) => `(${values[name] ?? 'NULL'})::${type} AS "${name}"`).join(', ')
  await session.copyToParquet(
    `SELECT ${select} FROM read_json(${quoteText(text)}, format = 'newline_delimited', columns = {f: 'VARCHAR', d: 'VARCHAR', day: 'DATE', beds: 'BIGINT', line: 'BIGINT'})`,
    staged,
    fieldIdsSql(columns.map(({ name }) => name)),
  )
  const path = partitionPath(BEDS.name, id, run, 0)
  return { staged, partition: await describePartition(session, BEDS, staged, { path, batch: id }) }
}

/** Publishes what must be new. */
export async function published(lake: string, given: Put): Promise<Batch> {
  const publication = await put(lake, given)
  if (publication.kind !== 'published') throw new Error(`${given.fileName} was a duplicate`)
  return publication.batch
}

/** Rows of a query over the published views. */
export async function ask(lake: string, sql: string): Promise<Record<string, JS>[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    for (const statement of viewStatements(await currentManifest(lake), [BEDS], lake)) await connection.run(statement)
    return (await connection.runAndReadAll(sql)).getRowObjectsJS()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** What must hold whatever happened: every batch accounted for by the rows that say they are its, and no key twice. */
export async function expectLawful(lake: string): Promise<void> {
  const { default: assert } = await import('node:assert')
  const manifest = await currentManifest(lake)
  const rows = await ask(lake, 'SELECT _batch AS batch, count(*)::INT AS n FROM bed_day GROUP BY 1')
  const present = new Map(rows.map(({ batch, n }) => [batch, n]))
  for (const batch of manifest.batches) {
    assert.equal(batch.rowsRead, batch.rowsPublished + batch.rowsRejected, batch.fileName)
    const gone = batch.rowsSuperseded + (batch.rowsExpired ?? 0) + (batch.erased?.rows ?? 0)
    assert.equal(present.get(batch.id) ?? 0, batch.rowsPublished - gone, `${batch.fileName}: rows present`)
  }
  const [count] = await ask(lake, `SELECT count(*)::INT AS n, count(DISTINCT (${KEY}))::INT AS keys FROM bed_day`)
  assert.equal(count?.n, count?.keys, 'a key stands twice')
  assert.equal(
    count?.n,
    manifest.partitions.reduce((sum, part) => sum + part.rows, 0),
    'rows in files and in the manifest',
  )
}

export async function emptyLake(): Promise<{ lake: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'bed-lake-'))
  await mkdir(join(root, 'lake'))
  return { lake: join(root, 'lake'), remove: () => rm(root, { recursive: true, force: true }) }
}

/** Rows of a few facilities, departments and days, so that most files correct one another. */
export function correction(seed: number): BedRow[] {
  const rows: BedRow[] = []
  for (let n = 0; n < 60; n++) {
    const mixed = Math.imul(seed * 1_000 + n, 2_654_435_761) >>> 0
    const day = String(1 + ((mixed >>> 4) % 9)).padStart(2, '0')
    rows.push([`F${mixed % 3}`, `D${n % 10}`, `2026-${mixed % 7 === 0 ? '09' : '10'}-${day}`, seed])
  }
  return [...new Map(rows.map((row) => [row.slice(0, 3).join(), row])).values()]
}
