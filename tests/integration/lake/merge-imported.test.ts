import { join } from 'node:path'
import { compactLake } from '@cockpit/jobs/lake/compact'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SampleLake, TABLES } from '../ingest/sample-lake'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

const HEADER = 'facility_id,department,bed_date,open_beds,occupied_beds,admissions,discharges'

test('files of sound rows alone, as the importer leaves them, are merged, and its own columns go', async () => {
  for (let day = 1; day <= 5; day += 1)
    await sample.published('bed_day', `${HEADER}\nF001,内科,2026-10-0${day},50,40,${day},4\n`)
  const table = TABLES.filter(({ name }) => name === 'bed_day')
  const rows = () => sample.rows('SELECT * FROM bed_day ORDER BY ALL')
  const before = await rows()
  const limits = { rows: 1_000, bytes: 1 << 30, files: 4, atOnce: 100 }
  expect(await compactLake(sample.lake, table, { limits })).toMatchObject([{ before: 5, after: 1, outcome: 'merged' }])
  expect(await rows()).toEqual(before)
  const { partitions } = await currentManifest(sample.lake)
  const [merged] = partitions.filter((part) => part.table === 'bed_day')
  expect(await columnsOf(join(sample.lake, merged?.file ?? ''))).not.toContain('_errors')
})

async function columnsOf(file: string): Promise<string[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${file}')`)
    return described.getRows().map((row) => String(row[0]))
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
