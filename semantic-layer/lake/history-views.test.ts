import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import type { WarehouseTable } from '../packs/contract'
import { historyViews, OPEN_END, SINCE_EVER } from './history-views'

const title = { zh: '区划', en: 'Area' }
const text = (name: string) => ({ name, type: 'text' as const, headers: [name], title, required: false })
const place: WarehouseTable = {
  name: 'place',
  title,
  grain: 'place x day',
  key: ['code', 'valid_from'],
  history: { entity: ['code'], from: 'valid_from', successor: 'successor' },
  owedBy: [],
  columns: [text('code'), text('label'), { ...text('valid_from'), type: 'date' }, text('successor')],
  checks: [],
}
type Row = readonly [code: string, label: string, from: string | null, successor: string | null]

async function over(rows: readonly Row[]) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const run = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson()
  await run('CREATE TABLE sent(code VARCHAR, label VARCHAR, valid_from DATE, successor VARCHAR)')
  const value = (one: string | null) => (one === null ? 'NULL' : `'${one}'`)
  if (rows.length > 0)
    await run(`INSERT INTO sent VALUES ${rows.map((row) => `(${row.map(value).join(', ')})`).join(', ')}`)
  const history = place.history
  if (!history) throw new Error('the table of this test has a history')
  const columns = place.columns.map(({ name }) => name)
  for (const statement of historyViews(place, history, 'SELECT * FROM sent', columns)) await run(statement)
  return run
}

test('a row holds from its day, that day included, until the day before the next', async () => {
  const run = await over([
    ['A', 'county hospital', null, null],
    ['A', 'first hospital', '2025-07-01', null],
  ])
  const labelOn = async (day: string) =>
    (
      await run(`SELECT label FROM place_at WHERE code = 'A' AND DATE '${day}' >= since AND DATE '${day}' < until`)
    ).flat()
  expect(await labelOn('2025-06-30')).toEqual(['county hospital'])
  expect(await labelOn('2025-07-01')).toEqual(['first hospital'])
  expect(await labelOn(SINCE_EVER)).toEqual(['county hospital'])
  expect(await labelOn('2199-12-31')).toEqual(['first hospital'])
  expect(await run('SELECT label FROM place')).toEqual([['first hospital']])
})

test('the first row reaches back though it has a date: a fact from before is not lost', async () => {
  const run = await over([
    ['A', 'old', '2020-01-01', null],
    ['A', 'new', '2022-01-01', null],
  ])
  expect(await run('SELECT label, since::VARCHAR, until::VARCHAR FROM place_at ORDER BY since')).toEqual([
    ['old', SINCE_EVER, '2022-01-01'],
    ['new', '2022-01-01', OPEN_END],
  ])
})

test('on any day every entity has exactly one row, in whatever order the rows were sent', async () => {
  const run = await over([
    ['B', 'b3', '2024-02-29', null],
    ['A', 'a1', null, null],
    ['B', 'b1', null, null],
    ['B', 'b2', '2023-01-01', null],
  ])
  const days = `SELECT unnest(generate_series(DATE '2022-12-30', DATE '2024-03-02', INTERVAL 1 DAY))::DATE AS day`
  expect(
    await run(`SELECT count(*) = 2 * count(DISTINCT day) FROM (${days}) JOIN place_at ON day >= since AND day < until`),
  ).toEqual([[true]])
})

test('a chain of successors ends at the one that stands today; its own successor column is that one’s row', async () => {
  const run = await over([
    ['330103', '下城区', null, '330105'],
    ['330105', '拱墅区', null, '330199'],
    ['330199', '新区', null, null],
    ['330102', '上城区', null, null],
  ])
  expect(await run('SELECT code, now_code, label FROM place_now ORDER BY code')).toEqual([
    ['330102', '330102', '上城区'],
    ['330103', '330199', '新区'],
    ['330105', '330199', '新区'],
    ['330199', '330199', '新区'],
  ])
})

test('the newest row alone says who the successor is', async () => {
  const run = await over([
    ['A', 'merged by mistake', null, 'B'],
    ['A', 'independent again', '2024-01-01', null],
    ['B', 'other', null, null],
  ])
  expect(await run("SELECT now_code FROM place_now WHERE code = 'A'")).toEqual([['A']])
})

test('a circle, or a successor nobody sent, leaves each code standing for itself', async () => {
  const run = await over([
    ['A', 'a', null, 'B'],
    ['B', 'b', null, 'A'],
    ['C', 'c', null, 'Z'],
    ['D', 'd', null, 'A'],
  ])
  expect(await run('SELECT code, now_code FROM place_now ORDER BY code')).toEqual([
    ['A', 'A'],
    ['B', 'B'],
    ['C', 'C'],
    ['D', 'D'],
  ])
})

test('no rows give empty views with the same columns', async () => {
  const run = await over([])
  expect(await run('SELECT count(*)::INT FROM place_at')).toEqual([[0]])
  expect(await run('SELECT count(now_code)::INT FROM place_now')).toEqual([[0]])
})
