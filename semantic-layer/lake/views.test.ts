import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WarehouseTable } from '../packs/contract'
import { tables as inpatient } from '../packs/inpatient/tables'
import { fieldId } from './field-id'
import { EMPTY_MANIFEST, type Manifest } from './manifest'
import { viewStatements } from './views'

const beds = inpatient.find(({ name }) => name === 'bed_day') as WarehouseTable
const discharge = inpatient.find(({ name }) => name === 'discharge') as WarehouseTable
let lake: string
beforeAll(async () => {
  lake = await mkdtemp(join(tmpdir(), 'lake views-'))
})
afterAll(() => rm(lake, { recursive: true }))

async function open() {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  return async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson()
}

test('an empty lake gives every declared table its columns and types, and no rows', async () => {
  const run = await open()
  for (const statement of viewStatements(EMPTY_MANIFEST, inpatient, lake)) await run(statement)
  expect(await run('SELECT count(*)::INT FROM discharge')).toEqual([[0]])
  const described = new Map((await run('DESCRIBE discharge')).map((row) => [row[0], row[1]]))
  expect(described.get('discharged_at')).toBe('TIMESTAMP')
  expect(described.get('cost_total')).toBe('DOUBLE')
  expect(described.get('_flags')).toBe('VARCHAR[]')
  expect(described.has('patient_name')).toBe(false)
  expect(await run('SELECT count(*)::INT FROM publication')).toEqual([[0]])
  expect(await run('SELECT count(*)::INT FROM batch_file')).toEqual([[0]])
})

test('a file written before a column was added reads as NULL there; column order in the file does not matter', async () => {
  const run = await open()
  const ids = (names: string[]) => `{${names.map((name) => `${name}: ${fieldId(name)}`).join(', ')}}`
  await run(
    `COPY (SELECT DATE '2026-10-01' AS bed_date, 'F1' AS facility_id, '0101' AS department, 2::BIGINT AS _line)
     TO '${lake}/old.parquet' (FORMAT parquet, FIELD_IDS ${ids(['bed_date', 'facility_id', 'department', '_line'])})`,
  )
  const manifest: Manifest = {
    ...EMPTY_MANIFEST,
    version: 3,
    publishedAt: '2026-10-02T00:00:00.000Z',
    tables: { bed_day: { version: 3, publishedAt: '2026-10-02T00:00:00.000Z' } },
    partitions: [
      { table: 'bed_day', file: 'old.parquet', batch: 'b', rows: 1, bytes: 1, sha256: '', from: null, to: null },
    ],
    batches: [],
    journal: [],
  }
  for (const statement of viewStatements(manifest, [beds, discharge], lake)) await run(statement)
  expect(await run('SELECT facility_id, bed_date, open_beds, _line FROM bed_day')).toEqual([
    ['F1', '2026-10-01', null, '2'],
  ])
  expect(await run('SELECT * FROM publication')).toEqual([['bed_day', '3', '2026-10-02 00:00:00']])
})

test('no two columns of any table share a field id', () => {
  for (const table of [...inpatient]) {
    const ids = table.columns.map(({ name }) => fieldId(name))
    expect(new Set(ids).size).toBe(ids.length)
  }
})
