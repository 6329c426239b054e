import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describePartition, partitionPath } from '@cockpit/jobs/ingest/partition-file'
import { publishBatch } from '@cockpit/jobs/ingest/publish'
import { publishSystemTable } from '@cockpit/jobs/ingest/publish-system-table'
import { newRun } from '@cockpit/jobs/ingest/run'
import { Session } from '@cockpit/jobs/ingest/session'
import { type Part, Supersession } from '@cockpit/jobs/ingest/supersede'
import { eraseBatch } from '@cockpit/jobs/lake/erase'
import { verifyLake } from '@cockpit/jobs/verify/verify-lake'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { LINEAGE, publishedColumns, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyLake } from './bed-lake'

const title = { zh: '测', en: 'test' }
const column = (name: string, type: Column['type']): Column => ({ name, type, headers: [name], title, required: true })
const table = (name: string, system: boolean): WarehouseTable => ({
  name,
  title,
  grain: 'one row a day',
  columns: [column('day', 'date'), column('n', 'integer')],
  key: ['day'],
  checks: [],
  system,
  dateColumn: 'day',
  owedBy: [],
})
const FACTS = table('facts', false)
const NOTES = table('notes', true)

let lake: string
let folder: string
let session: Session
const run = newRun()
let remove: () => Promise<void>
beforeEach(async () => {
  const made = await emptyLake()
  lake = made.lake
  remove = made.remove
  folder = join(lake, 'staging', run)
  await mkdir(folder, { recursive: true })
  session = await Session.open(folder)
})
afterEach(async () => {
  session.close()
  await remove()
})

let made = 0
async function part(
  of: WarehouseTable,
  batch: string | null,
  rows: readonly (readonly [day: string, n: number])[],
): Promise<Part> {
  const staged = join(folder, `${++made}.parquet`)
  const columns = [...publishedColumns(of).map((one) => ({ name: one.name, type: sqlType(one) })), ...LINEAGE]
  const values = rows.map(
    ([day, n], at) =>
      `(DATE '${day}', ${n}, ${batch === null ? 'NULL' : quoteText(batch)}::VARCHAR, ${at + 2}, []::VARCHAR[])`,
  )
  await session.copyToParquet(
    `SELECT * FROM (VALUES ${values.join(', ')}) v(${columns.map(({ name }) => name).join(', ')})`,
    staged,
    fieldIdsSql(columns.map(({ name }) => name)),
  )
  const path = partitionPath(of.name, batch ?? 'system', run, made)
  return { staged, partition: await describePartition(session, of, staged, { path, batch }) }
}

async function publish(
  id: string,
  rows: readonly (readonly [string, number])[],
  notes: readonly (readonly [string, number])[],
) {
  const parts = [await part(FACTS, id, rows)]
  const noteParts = [await part(NOTES, id, notes)]
  const place = { lake, folder, run }
  return publishBatch(
    lake,
    {
      batch: {
        id,
        table: 'facts',
        fileName: `${id}.csv`,
        sha256: id,
        bytes: 1,
        rowsRead: rows.length,
        rowsPublished: rows.length,
        rowsRejected: 0,
        rejectFile: null,
        sender: 's',
        demo: true,
      },
      parts,
      rejects: null,
      supersession: new Supersession(session, FACTS, parts, place),
      companions: [
        { table: 'notes', parts: noteParts, supersession: new Supersession(session, NOTES, noteParts, place) },
      ],
    },
    () => new Date('2026-11-01T00:00:00Z'),
  )
}

async function rowsOf(of: string): Promise<unknown> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const statement of viewStatements(await currentManifest(lake), [FACTS, NOTES], lake))
    await connection.run(statement)
  const rows = (
    await connection.runAndReadAll(`SELECT day::VARCHAR, n::INT, _batch FROM ${of} ORDER BY ALL`)
  ).getRowsJS()
  connection.closeSync()
  instance.closeSync()
  return rows
}

test('a batch and its companions appear by one version, and both tables’ data versions rise', async () => {
  const { manifest } = await publish('a', [['2026-10-01', 1]], [['2026-10-01', 100]])
  expect(manifest.version).toBe(1)
  expect(manifest.tables).toMatchObject({ facts: { version: 1 }, notes: { version: 1 } })
  expect(await rowsOf('notes')).toEqual([['2026-10-01', 100, 'a']])
})

test('companions give way to later ones by their own key, and the batch accounts for its own table alone', async () => {
  await publish(
    'a',
    [
      ['2026-10-01', 1],
      ['2026-10-02', 1],
    ],
    [
      ['2026-10-01', 100],
      ['2026-10-02', 100],
    ],
  )
  await publish('b', [['2026-10-03', 2]], [['2026-10-02', 200]])
  expect(await rowsOf('facts')).toHaveLength(3)
  expect(await rowsOf('notes')).toEqual([
    ['2026-10-01', 100, 'a'],
    ['2026-10-02', 200, 'b'],
  ])
  expect((await currentManifest(lake)).batches.map(({ rowsSuperseded }) => rowsSuperseded)).toEqual([0, 0])
  expect((await verifyLake(lake, { tables: [FACTS, NOTES], full: true })).faults).toEqual([])
})

test('both tables corrected by one file are each rewritten with their own rows', async () => {
  await publish(
    'a',
    [
      ['2026-10-01', 1],
      ['2026-10-02', 1],
    ],
    [
      ['2026-10-01', 100],
      ['2026-10-02', 100],
    ],
  )
  await publish('b', [['2026-10-02', 2]], [['2026-10-01', 200]])
  expect(await rowsOf('facts')).toEqual([
    ['2026-10-01', 1, 'a'],
    ['2026-10-02', 2, 'b'],
  ])
  expect(await rowsOf('notes')).toEqual([
    ['2026-10-01', 200, 'b'],
    ['2026-10-02', 100, 'a'],
  ])
})

test('what the product wrote about a batch goes with it when it is erased', async () => {
  await publish('a', [['2026-10-01', 1]], [['2026-10-01', 100]])
  await publish('b', [['2026-10-02', 2]], [['2026-10-02', 200]])
  await eraseBatch({ lake, tables: [FACTS, NOTES], batch: 'a', reason: 'r', by: 'b', now: () => new Date(), pause: 0 })
  expect(await rowsOf('notes')).toEqual([['2026-10-02', 200, 'b']])
  expect((await verifyLake(lake, { tables: [FACTS, NOTES], full: true })).faults).toEqual([])
})

test('a system table is published as a whole: its rows take the place of all before, and the same rows publish nothing', async () => {
  const now = () => new Date('2026-11-01T00:00:00Z')
  const first = await publishSystemTable(lake, 'notes', [await part(NOTES, null, [['2026-10-01', 1]])], now)
  expect(first).toEqual({ version: 1, changed: true })
  const again = await publishSystemTable(lake, 'notes', [await part(NOTES, null, [['2026-10-01', 1]])], now)
  expect(again).toEqual({ version: 1, changed: false })
  const second = await publishSystemTable(lake, 'notes', [await part(NOTES, null, [['2026-10-05', 5]])], now)
  expect(second).toEqual({ version: 2, changed: true })
  expect(await rowsOf('notes')).toEqual([['2026-10-05', 5, null]])
  expect((await currentManifest(lake)).tables.notes?.version).toBe(2)
  expect((await publishSystemTable(lake, 'notes', [], now)).changed).toBe(true)
  expect(await rowsOf('notes')).toEqual([])
})
