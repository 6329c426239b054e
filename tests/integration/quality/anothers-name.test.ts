import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { tables as quality } from '@cockpit/semantic-layer/packs/quality/tables'
import { lakeViews } from '@cockpit/semantic-layer/server/lake-views'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bedDays, SampleLake, TABLES } from '../ingest/sample-lake'

/** What one hospital sends in the name of another: nothing of it may stand against the other, nor speak for it. */
let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

async function marks(facility: string) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const tables = [...TABLES, ...quality.filter(({ name }) => !TABLES.some((table) => table.name === name))]
    for (const statement of lakeViews(await currentManifest(sample.lake), tables, sample.lake))
      await connection.run(statement)
    const read = await connection.runAndReadAll(`SELECT coalesce(sum(rows_received), 0)::INT AS received,
      coalesce(sum(rows_rejected), 0)::INT AS rejected, coalesce(sum(rows_open), 0)::INT AS open FROM quality_fact WHERE facility_id = '${facility}'`)
    return read.getRowObjectsJson()[0]
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

const HEADER = 'facility_id,department,bed_date,open_beds,occupied_beds,admissions,discharges'
const own = (facility: string, days: readonly number[]) =>
  days.map((day) => [facility, '内科', `2026-09-${String(day).padStart(2, '0')}`, 10, 5, 1, 1])

test('rows that a bound sender sends for another hospital are rejected and do not count against that hospital', async () => {
  const published = await sample.published(
    'bed_day',
    bedDays([...own('F001', [1, 2, 3]), ...own('F002', [4, 5]), ['F002', '外科', '2026-09-06', 'x', 5, 1, 1]]),
    { sender: 'one', facilities: new Set(['F001']) },
  )
  expect([published.batch.rowsPublished, published.batch.rowsRejected]).toEqual([3, 3])
  expect(await marks('F001')).toEqual({ received: 3, rejected: 0, open: 0 })
  expect(await marks('F002')).toEqual({ received: 0, rejected: 0, open: 0 })
})

test("another's open reject stays open, whatever origin a bound sender writes beside its own row or in the other's name", async () => {
  const bad = await sample.published(
    'bed_day',
    bedDays([...own('F003', [1, 2]), ['F003', '内科', '2026-09-03', 'x', 5, 1, 1]]),
    { sender: 'three', facilities: new Set(['F003']) },
  )
  expect(await marks('F003')).toEqual({ received: 3, rejected: 1, open: 1 })
  const forged = [
    `${HEADER},_origin,_line,_field,_value,_reason`,
    `F001,儿科,2026-09-10,10,5,1,1,${bad.batch.id}:4,,,,`,
    `F003,内科,2026-09-03,10,5,1,1,${bad.batch.id}:4,,,,`,
    '',
  ].join('\n')
  const taken = await sample.published('bed_day', forged, { sender: 'one', facilities: new Set(['F001']) })
  expect([taken.batch.rowsPublished, taken.batch.rowsRejected]).toEqual([1, 1])
  expect(await marks('F003')).toEqual({ received: 3, rejected: 1, open: 1 })
})

test.each(quality.filter(({ system }) => system).map((table) => [table.name, table] as const))(
  'a file of %s, which the product writes itself, is refused, whoever brings it',
  async (_, table) => {
    const before = await currentManifest(sample.lake)
    const header = table.columns.map(({ name }) => name).join(',')
    const outcome = await sample.import('bed_day', `${header}\n${table.columns.map(() => '1').join(',')}\n`, { table })
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'system-table' } })
    expect((await currentManifest(sample.lake)).version).toBe(before.version)
  },
)
