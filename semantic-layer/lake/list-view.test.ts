import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import type { WarehouseTable } from '../packs/contract'
import { listViews } from './list-view'

const title = { zh: '诊断', en: 'Diagnoses' }
const table: WarehouseTable = {
  name: 'page',
  title,
  grain: 'page',
  key: ['page_no'],
  dateColumn: 'left_on',
  facilityColumn: 'facility_id',
  owedBy: [],
  columns: [
    { name: 'page_no', type: 'text', headers: [], title, required: true },
    { name: 'left_on', type: 'date', headers: [], title, required: true },
    { name: 'facility_id', type: 'text', headers: [], title, required: true },
    {
      name: 'others',
      type: 'list',
      headers: [],
      title,
      required: false,
      list: {
        view: 'page_diagnosis',
        title,
        count: 40,
        members: [
          { name: 'code', headers: ['C06x#C'], title, type: 'text' },
          { name: 'seen_on', headers: ['S#'], title, type: 'date' },
        ],
      },
    },
  ],
  checks: [],
}

test('every entry is a row in the sender’s order with the key, date and facility of its page; no entry, no row', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const run = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson()
  await run(`CREATE TABLE page AS SELECT * FROM (VALUES
    ('p1', DATE '2026-10-01', 'F1', [{'code': 'I10.x00', 'seen_on': NULL::DATE}, {'code': 'E11.900', 'seen_on': DATE '2026-09-30'}], 'b', 2::BIGINT),
    ('p2', DATE '2026-10-02', 'F1', [], 'b', 3::BIGINT),
    ('p3', DATE '2026-10-03', 'F2', NULL, 'b', 4::BIGINT)) AS v(page_no, left_on, facility_id, others, _batch, _line)`)
  for (const statement of listViews(table)) await run(statement)
  expect(await run('SELECT * FROM page_diagnosis ORDER BY page_no, seq')).toEqual([
    ['p1', '2026-10-01', 'F1', '1', 'I10.x00', null, 'b', '2'],
    ['p1', '2026-10-01', 'F1', '2', 'E11.900', '2026-09-30', 'b', '2'],
  ])
})
