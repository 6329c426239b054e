import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { reconciliations } from '../packs/inpatient/reconciliations'
import { tables } from '../packs/inpatient/tables'
import { reconciliationQuery } from './reconcile'

const pages = reconciliations.find(({ id }) => id === 'front-pages-against-bed-return')

async function judge(sent: Readonly<Record<string, readonly [pages: number, discharges: number]>>, share?: number) {
  if (!pages) throw new Error('the pack reconciles front pages with the bed return')
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run('CREATE TABLE table_sample(table_name VARCHAR, share DOUBLE)')
  if (share !== undefined) await connection.run(`INSERT INTO table_sample VALUES ('discharge', ${share})`)
  await connection.run('CREATE TABLE discharge(facility_id VARCHAR, discharged_at TIMESTAMP)')
  await connection.run('CREATE TABLE bed_day(facility_id VARCHAR, bed_date DATE, discharges BIGINT)')
  for (const [id, [left, right]] of Object.entries(sent)) {
    await connection.run(`INSERT INTO discharge SELECT '${id}', TIMESTAMP '2026-10-31 23:59:00' FROM range(${left})`)
    if (right > 0)
      await connection.run(
        `INSERT INTO bed_day VALUES ('${id}', '2026-10-01', ${right - 1}), ('${id}', '2026-10-31', 1)`,
      )
  }
  const found = await connection.runAndReadAll(
    `SELECT facility_id, broken FROM (${reconciliationQuery(pages, tables)})`,
  )
  return Object.fromEntries(found.getRowsJS())
}

test('two hundredths is within, a case more is not; a month that one of the two lacks is not judged', async () => {
  expect(await judge({ at: [980, 1000], below: [979, 1000], above: [1021, 1000], alone: [50, 0] })).toEqual({
    at: false,
    below: true,
    above: true,
  })
})

test('two cases are forgiven where two hundredths is less than that', async () => {
  expect(await judge({ small: [28, 30], smaller: [27, 30] })).toEqual({ small: false, smaller: true })
})

test('a known sample is compared with its share of the whole', async () => {
  expect(await judge({ sampled: [100, 1400], lost: [90, 1400] }, 1 / 14)).toEqual({ sampled: false, lost: true })
})
