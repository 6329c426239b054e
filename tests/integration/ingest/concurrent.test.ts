import { afterAll, beforeAll, expect, test } from 'vitest'
import { startImport } from './child'
import { expectLawful, expectTidy } from './lake-laws'
import { bedDays, SampleLake } from './sample-lake'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

const KEY = 'facility_id, department, bed_date'

/** Departments `from` to `to` on ten days of October, each with `beds` beds. */
function correction(beds: number, from: number, to: number): string {
  const rows: (string | number)[][] = []
  for (let department = from; department < to; department++)
    for (let day = 1; day <= 10; day++)
      rows.push(['F001', `D${department}`, `2026-10-${String(day).padStart(2, '0')}`, beds, 0, 0, 0])
  return bedDays(rows)
}

test('four overlapping corrections at once: of each key the row of the file published last, and nothing twice', async () => {
  await sample.published('bed_day', correction(1, 0, 300))
  const spans = [
    { beds: 11, from: 0, to: 200 },
    { beds: 12, from: 100, to: 300 },
    { beds: 13, from: 150, to: 400 },
    { beds: 14, from: 0, to: 400 },
  ]
  const runs = await Promise.all(
    spans.map(async ({ beds, from, to }) =>
      startImport(sample.lake, 'bed_day', await sample.write(correction(beds, from, to), `correction-${beds}.csv`)),
    ),
  )
  const outcomes = await Promise.all(runs.map((run) => run.outcome()))
  expect(outcomes.map(({ kind }) => kind)).toEqual(spans.map(() => 'published'))

  const { batches } = await expectLawful(sample, 'bed_day', KEY)
  const order = batches.flatMap(({ fileName }) => {
    const beds = /^correction-(\d+)/.exec(fileName)?.[1]
    return beds ? [Number(beds)] : []
  })
  const winner = (department: number) =>
    [...order]
      .reverse()
      .find((beds) => spans.some((s) => s.beds === beds && s.from <= department && department < s.to)) ?? 1
  const rows = await sample.rows('SELECT DISTINCT department, open_beds::INT AS beds FROM bed_day')
  expect(rows).toHaveLength(400)
  for (const row of rows) expect(row.beds).toBe(winner(Number(String(row.department).slice(1))))
  await expectTidy(sample)
})

test('the same file sent by three processes at once is one batch', async () => {
  const path = await sample.write(correction(20, 500, 700), 'same.csv')
  const outcomes = await Promise.all([1, 2, 3].map(() => startImport(sample.lake, 'bed_day', path).outcome()))
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['duplicate', 'duplicate', 'published'])
  const { batches } = await expectLawful(sample, 'bed_day', KEY)
  expect(batches.filter(({ fileName }) => fileName === 'same.csv')).toHaveLength(1)
  await expectTidy(sample)
})
