import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { collectGarbage } from '@cockpit/jobs/lake/collect-garbage'
import { compactLake } from '@cockpit/jobs/lake/compact'
import { commitManifest, KEPT_MANIFESTS } from '@cockpit/semantic-layer/lake/commit'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, BEDS, type BedRow, emptyLake, expectLawful, published } from './bed-lake'

let lake: string
let remove: () => Promise<void>
beforeEach(async () => {
  const made = await emptyLake()
  lake = made.lake
  remove = made.remove
})
afterEach(() => remove())

const LIMITS = { rows: 1_000, bytes: 1 << 30, files: 4, atOnce: 100 }
const day = (n: number, month = '10') => `2026-${month}-${String(n).padStart(2, '0')}`
const rowsOf = (facility: string, days: readonly string[], beds: number): BedRow[] =>
  days.map((at) => [facility, 'D1', at, beds])
const all = () => ask(lake, 'SELECT * FROM bed_day ORDER BY ALL')

test('small files of a month become one; rows, lineage, flags and data versions stay', async () => {
  for (let n = 1; n <= 6; n++)
    await published(lake, { fileName: `${n}.csv`, rows: rowsOf(`F${n}`, [day(n), day(n + 1)], n) })
  const before = await currentManifest(lake)
  const rows = await all()
  const [merge] = await compactLake(lake, [BEDS], { limits: LIMITS })
  expect(merge).toMatchObject({ table: 'bed_day', month: '2026-10', before: 6, after: 1, rows: 12, outcome: 'merged' })
  const after = await currentManifest(lake)
  expect(after.partitions).toMatchObject([{ rows: 12, batch: null, from: day(1), to: day(7), version: 6 }])
  expect(after.tables).toEqual(before.tables)
  expect(after.publishedAt).toBe(before.publishedAt)
  expect(after.version).toBe(before.version + 1)
  expect(await all()).toEqual(rows)
  await expectLawful(lake)
  expect(await compactLake(lake, [BEDS], { limits: LIMITS })).toEqual([])
})

test('three small files are left alone where four are asked for', async () => {
  for (let n = 1; n <= 3; n++) await published(lake, { fileName: `${n}.csv`, rows: rowsOf(`F${n}`, [day(n)], n) })
  expect(await compactLake(lake, [BEDS], { limits: LIMITS })).toEqual([])
})

test('a correction, a replacement and a second merge work on merged files as on the files of one batch', async () => {
  const ids: string[] = []
  for (let n = 1; n <= 4; n++)
    ids.push((await published(lake, { fileName: `${n}.csv`, rows: rowsOf(`F${n}`, [day(n), day(20)], n) })).id)
  await compactLake(lake, [BEDS], { limits: LIMITS })
  await published(lake, { fileName: 'correction.csv', rows: rowsOf('F1', [day(20)], 90) })
  await published(lake, { fileName: 'instead.csv', rows: rowsOf('F9', [day(9)], 91), replaces: ids[1] ?? '' })
  await expectLawful(lake)
  const beds = await ask(
    lake,
    'SELECT facility_id AS f, bed_date::VARCHAR AS d, occupied_beds::INT AS n FROM bed_day ORDER BY ALL',
  )
  expect(beds).toEqual(
    [
      ['F1', day(1), 1],
      ['F1', day(20), 90],
      ['F3', day(3), 3],
      ['F3', day(20), 3],
      ['F4', day(4), 4],
      ['F4', day(20), 4],
      ['F9', day(9), 91],
    ].map(([f, d, n]) => ({ f, d, n })),
  )
  const { batches } = await currentManifest(lake)
  expect(batches.map(({ rowsSuperseded }) => rowsSuperseded)).toEqual([1, 2, 0, 0, 0, 0])
  await compactLake(lake, [BEDS], { limits: { ...LIMITS, files: 2 } })
  expect((await currentManifest(lake)).partitions).toHaveLength(1)
  await expectLawful(lake)
})

test('a large file over three months is cut by month, and pieces stay below the limit', async () => {
  const rows: BedRow[] = []
  for (const month of ['08', '09', '10'])
    for (let d = 1; d <= 28; d++) for (let n = 0; n < 1_200; n++) rows.push([`F${n}`, 'D', day(d, month), n])
  const batch = await published(lake, { fileName: 'large.csv', rows })
  await compactLake(lake, [BEDS], { limits: { rows: 20_000, bytes: 1 << 30, files: 4, atOnce: 100 } })
  const { partitions } = await currentManifest(lake)
  expect(partitions).toHaveLength(6)
  for (const part of partitions) {
    expect(part.rows).toBeLessThanOrEqual(20_000)
    expect(part.from?.slice(0, 7)).toBe(part.to?.slice(0, 7))
    expect(part.batch).toBe(batch.id)
  }
  await expectLawful(lake)
})

test('a publication that changes a source while it is merged wins, and the merge is tried again', async () => {
  for (let n = 1; n <= 4; n++)
    await published(lake, { fileName: `${n}.csv`, rows: rowsOf(`F${n}`, [day(1), day(2)], n) })
  const merging = compactLake(lake, [BEDS], { limits: LIMITS })
  await published(lake, { fileName: 'correction.csv', rows: rowsOf('F2', [day(2)], 77) })
  const [first] = await merging
  // Whichever came first, the correction holds.
  expect(['merged', 'overtaken']).toContain(first?.outcome)
  const beds = await ask(
    lake,
    `SELECT occupied_beds::INT AS n FROM bed_day WHERE facility_id = 'F2' AND bed_date = '${day(2)}'`,
  )
  expect(beds).toEqual([{ n: 77 }])
  await expectLawful(lake)
})

test('a merged file stays for readers of a kept manifest, and for the time of grace after the last of them', async () => {
  for (let n = 1; n <= 4; n++) await published(lake, { fileName: `${n}.csv`, rows: rowsOf(`F${n}`, [day(n)], n) })
  const [old] = (await currentManifest(lake)).partitions
  const there = () =>
    stat(join(lake, old?.file ?? '')).then(
      () => true,
      () => false,
    )
  await compactLake(lake, [BEDS], { limits: LIMITS })
  const now = Date.now()
  expect((await collectGarbage(lake, { grace: 0, now })).removed).toEqual([])
  for (let n = 0; n < KEPT_MANIFESTS; n++) await commitManifest(lake, (current) => current)
  const minute = 60_000
  expect((await collectGarbage(lake, { grace: 10 * minute, now })).waiting).toBeGreaterThanOrEqual(4)
  expect((await collectGarbage(lake, { grace: 10 * minute, now: now + 9 * minute })).removed).not.toContain(old?.file)
  expect(await there()).toBe(true)
  expect((await collectGarbage(lake, { grace: 10 * minute, now: now + 11 * minute })).removed).toContain(old?.file)
  expect(await there()).toBe(false)
  await expectLawful(lake)
})
