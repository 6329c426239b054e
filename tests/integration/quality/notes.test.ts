import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { tables as quality } from '@cockpit/semantic-layer/packs/quality/tables'
import { lakeViews } from '@cockpit/semantic-layer/server/lake-views'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BED_HEADER, bedDays, SampleLake, TABLES } from '../ingest/sample-lake'

/** Bed-days of three facilities in every state a file can come in, and what the lake says of their quality. */
let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

/** The very day, which no table takes for late, and an instant long after every due day. */
const on = (day: string) => new Date(`${day}T10:00:00.000Z`)
const LATE = new Date('2026-12-24T01:00:00.000Z')

interface Fact {
  readonly facility_id: string
  readonly day: string
  readonly received: number
  readonly published: number
  readonly rejected: number
  readonly standing: number
  readonly open: number
  readonly first_received: number
  readonly first_published: number
  readonly timely: number
  readonly timed: number
  readonly cells_expected: number
  readonly cells_filled: number
}

async function query<T>(sql: string): Promise<T[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const tables = [...TABLES, ...quality.filter(({ name }) => !TABLES.some((table) => table.name === name))]
    for (const statement of lakeViews(await currentManifest(sample.lake), tables, sample.lake))
      await connection.run(statement)
    return (await connection.runAndReadAll(sql)).getRowObjectsJson() as T[]
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

const facts = (facility: string, month: string) =>
  query<Fact>(`SELECT facility_id, strftime(day, '%Y-%m-%d') AS day, rows_received::INT AS received, rows_published::INT AS published,
    rows_rejected::INT AS rejected, rows_standing::INT AS standing, rows_open::INT AS open, first_received::INT AS first_received,
    first_published::INT AS first_published, rows_timely::INT AS timely, rows_timed::INT AS timed,
    (cells_expected + open_cells_expected)::INT AS cells_expected, (cells_filled + open_cells_filled)::INT AS cells_filled
    FROM quality_fact WHERE facility_id = '${facility}' AND strftime(day, '%Y-%m') = '${month}' ORDER BY day`)

const rows = (facility: string, days: readonly string[], occupied: string | number = 5) =>
  days.flatMap((day) => ['0101', '0201'].map((department) => [facility, department, day, 10, occupied, 1, 1] as const))

test('a good file on time is full marks, day by day', async () => {
  await sample.published('bed_day', bedDays(rows('F001', ['2026-09-01', '2026-09-02'])), {
    receipt: { at: on('2026-09-02') },
  })
  expect(await facts('F001', '2026-09')).toMatchObject([
    { day: '2026-09-01', received: 2, published: 2, standing: 2, open: 0, timely: 2, timed: 2, first_received: 2 },
    { day: '2026-09-02', received: 2, published: 2, standing: 2, open: 0, timely: 2, timed: 2, first_published: 2 },
  ])
})

test('a correction of three rows adds to the day and erases nothing of it', async () => {
  const day = '2026-08-05'
  const good = Array.from({ length: 7 }, (_, n) => ['F001', `d${n}`, day, 10, 5, 1, 1] as const)
  const bad = Array.from({ length: 3 }, (_, n) => ['F001', `x${n}`, day, 10, -5, 1, 1] as const)
  await sample.published('bed_day', bedDays([...good, ...bad]), { receipt: { at: on(day) } })
  expect(await facts('F001', '2026-08')).toMatchObject([
    { received: 10, published: 7, rejected: 3, standing: 7, open: 3, first_received: 10, first_published: 7 },
  ])
  const corrected = bad.map(([facility, department, at]) => [facility, department, at, 10, 6, 1, 1] as const)
  await sample.published('bed_day', bedDays(corrected), { receipt: { at: LATE } })
  expect(await facts('F001', '2026-08')).toMatchObject([
    // Seven of ten came in the first file by the due day; all ten stand now and none is open.
    {
      received: 13,
      published: 10,
      rejected: 3,
      standing: 10,
      open: 0,
      first_received: 10,
      first_published: 7,
      timely: 7,
      timed: 10,
    },
  ])
})

test('of a correction that is wrong again, one stays open and not two', async () => {
  const day = '2026-07-05'
  await sample.published(
    'bed_day',
    bedDays([
      ['F001', 'a', day, 10, -1, 1, 1],
      ['F001', 'b', day, 10, 3, 1, 1],
    ]),
  )
  await sample.published('bed_day', bedDays([['F001', 'a', day, 10, -2, 1, 1]]))
  expect(await facts('F001', '2026-07')).toMatchObject([{ rejected: 2, open: 1, standing: 1 }])
  await sample.published('bed_day', bedDays([['F001', 'a', day, 10, 2, 1, 1]]))
  expect(await facts('F001', '2026-07')).toMatchObject([{ rejected: 2, open: 0, standing: 2 }])
})

test('first garbage, then a good file, late: final validity is whole, first-pass validity and timeliness are nil', async () => {
  const days = ['2026-06-01', '2026-06-02']
  await sample.published('bed_day', bedDays(rows('F002', days, -9)), { receipt: { at: on('2026-06-02') } })
  await sample.published('bed_day', bedDays(rows('F002', days, 9)), { receipt: { at: LATE } })
  for (const fact of await facts('F002', '2026-06'))
    expect(fact).toMatchObject({
      received: 4,
      standing: 2,
      open: 0,
      first_received: 2,
      first_published: 0,
      timely: 0,
      timed: 2,
    })
})

test('the same days sent again late, whole, stay on time', async () => {
  const days = ['2026-05-03']
  await sample.published('bed_day', bedDays(rows('F002', days, 1)), { receipt: { at: on('2026-05-03') } })
  await sample.published('bed_day', bedDays(rows('F002', days, 2)), { receipt: { at: LATE } })
  expect(await facts('F002', '2026-05')).toMatchObject([{ published: 4, standing: 2, timely: 2, timed: 2 }])
})

test('a corrected reject file settles its rows by their origin, also those whose day could not be read', async () => {
  const csv = `${BED_HEADER}\nF003,a,2026-04-01,10,5,1,1\nF003,b,四月二日,10,5,1,1\n`
  const { batch } = await sample.published('bed_day', csv)
  expect(await facts('F003', '2026-04')).toMatchObject([{ day: '2026-04-01', received: 2, rejected: 1, open: 1 }])
  const again = `${BED_HEADER},_origin\nF003,b,2026-04-02,10,5,1,1,${batch.id}:3\n`
  await sample.published('bed_day', again)
  expect(await facts('F003', '2026-04')).toMatchObject([
    { day: '2026-04-01', standing: 1, open: 0 },
    { day: '2026-04-02', standing: 1, open: 0 },
  ])
})

test('a required cell that is empty is missing until its row is sent again', async () => {
  await sample.published('bed_day', `${BED_HEADER}\nF003,a,2026-03-01,10,,1,1\nF003,b,2026-03-01,10,5,1,1\n`)
  const [before] = await facts('F003', '2026-03')
  expect([before?.cells_filled, before?.cells_expected]).toEqual([13, 14])
  await sample.published('bed_day', `${BED_HEADER}\nF003,a,2026-03-01,10,4,1,1\n`)
  const [after] = await facts('F003', '2026-03')
  expect([after?.cells_filled, after?.cells_expected]).toEqual([14, 14])
})

test('over all facilities and days the rows noted are the rows read, whoever they belong to', async () => {
  const { batch } = await sample.published(
    'bed_day',
    `${BED_HEADER}\nNOBODY,a,2026-02-01,10,5,1,1\nF001,a,2026-02-01,10,5,1,1\nF001,b,不详,10,5,1,1\nF001,c\n`,
  )
  const [sum] = await query<{ n: number; strange: number }>(
    `SELECT sum(rows_received)::INT AS n, (SELECT count(*)::INT FROM quality_day WHERE facility_id NOT IN ('', 'F001', 'F002', 'F003')) AS strange
     FROM quality_day WHERE batch = '${batch.id}'`,
  )
  expect(sum).toEqual({ n: batch.rowsRead, strange: 0 })
  const reasons = await query<{ field: string; fault: string }>(
    `SELECT field, fault FROM quality_fault WHERE batch = '${batch.id}' AND severity = 'reject' ORDER BY ALL`,
  )
  expect(reasons).toEqual([
    { field: '', fault: 'fields' },
    { field: 'bed_date', fault: 'date' },
    { field: 'facility_id', fault: 'reference' },
  ])
})

test('the same file twice is noted once', async () => {
  const csv = bedDays(rows('F001', ['2026-01-15']))
  await sample.published('bed_day', csv)
  const again = await sample.import('bed_day', csv)
  expect(again.kind).toBe('duplicate')
  expect(await facts('F001', '2026-01')).toMatchObject([{ received: 2, published: 2 }])
})
