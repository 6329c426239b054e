import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { retain } from '@cockpit/jobs/lake/retain'
import { firstKeptDay, Retention, RetentionError, readRetention } from '@cockpit/jobs/lake/retention'
import { filesBelow } from '@cockpit/jobs/lake/source-files'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask, BEDS, emptyLake, expectLawful, published } from './bed-lake'

let lake: string
let remove: () => Promise<void>
beforeEach(async () => {
  const made = await emptyLake()
  lake = made.lake
  remove = made.remove
})
afterEach(() => remove())

const keep = (given: object) => Retention.parse(given)
const request = (retention: Retention, at: string, more: { dryRun?: boolean } = {}) => ({
  lake,
  tables: [BEDS],
  retention,
  now: () => new Date(at),
  pause: 0,
  ...more,
})

describe('rows', () => {
  beforeEach(async () => {
    await published(lake, {
      fileName: 'old.csv',
      rows: [
        ['F1', 'D', '2024-09-30', 1],
        ['F1', 'D', '2024-10-01', 2],
      ],
    })
    await published(lake, { fileName: 'older.csv', rows: [['F2', 'D', '2023-01-01', 3]] })
    await published(lake, { fileName: 'new.csv', rows: [['F3', 'D', '2026-10-01', 4]] })
  })
  const days = async () => (await ask(lake, 'SELECT bed_date::VARCHAR AS d FROM bed_day ORDER BY 1')).map(({ d }) => d)
  const two = () => keep({ tables: { bed_day: 25 } })

  test('before the first kept day go, the day itself stays, and batches account for what expired', async () => {
    const done = await retain(request(two(), '2026-11-21T00:00:00Z'))
    expect(done.tables).toEqual([{ table: 'bed_day', before: '2024-10-01', rows: 2 }])
    expect(await days()).toEqual(['2024-10-01', '2026-10-01'])
    const { batches, partitions } = await currentManifest(lake)
    expect(batches.map(({ rowsExpired }) => rowsExpired ?? 0)).toEqual([1, 1, 0])
    expect((await filesBelow(join(lake, 'parts'))).length).toBe(partitions.length)
    await expectLawful(lake)
    const { version } = await currentManifest(lake)
    expect((await retain(request(two(), '2026-11-22T00:00:00Z'))).tables).toEqual([])
    expect((await currentManifest(lake)).version).toBe(version)
  })

  test('stay when it is only asked what would go', async () => {
    const { version } = await currentManifest(lake)
    const told = await retain(request(two(), '2026-11-21T00:00:00Z', { dryRun: true }))
    expect(told.tables).toEqual([{ table: 'bed_day', before: '2024-10-01', rows: 2 }])
    expect((await currentManifest(lake)).version).toBe(version)
    expect(await days()).toHaveLength(4)
    expect(await filesBelow(join(lake, 'staging'))).toEqual([])
  })

  test('of a table for which nothing is said stay for ever', async () => {
    expect((await retain(request(keep({}), '2099-01-01T00:00:00Z'))).tables).toEqual([])
    expect(await days()).toHaveLength(4)
  })
})

test('rejects and sent files go after their days, not before, and are closed to others while they stay', async () => {
  await published(lake, {
    fileName: 'a.csv',
    rows: [['F1', 'D', '2026-10-01', 1]],
    rejected: ['x'],
    publishedAt: new Date().toISOString(),
  })
  const refused = join(lake, '../refused/bed_day/b.csv')
  await mkdir(join(lake, '../refused/bed_day'), { recursive: true })
  await writeFile(refused, 'raw', { mode: 0o644 })
  const retention = keep({ archiveDays: 10, refusedDays: 5, rejectsDays: 10 })
  const after = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString()

  expect(await retain(request(retention, after(4)))).toMatchObject({ rejects: 0, archive: 0, refused: 0 })
  expect(((await stat(refused)).mode & 0o777).toString(8)).toBe('600')
  expect(((await stat(join(refused, '..'))).mode & 0o777).toString(8)).toBe('700')
  expect(await retain(request(retention, after(6)))).toMatchObject({ rejects: 0, archive: 0, refused: 1 })
  expect(await retain(request(retention, after(11), { dryRun: true }))).toMatchObject({ rejects: 1, archive: 1 })
  expect(await retain(request(retention, after(11)))).toMatchObject({ rejects: 1, archive: 1, refused: 0 })
  for (const folder of ['../archive', '../refused', 'rejects']) expect(await filesBelow(join(lake, folder))).toEqual([])
  const [batch] = (await currentManifest(lake)).batches
  expect(batch).toMatchObject({ rejectFile: null, rowsRejected: 1 })
})

test.each([
  ['2026-11-21T00:00:00Z', 1, '2026-10-01'],
  ['2026-10-31T15:59:59Z', 1, '2026-09-01'],
  // Already November in China.
  ['2026-10-31T16:00:00Z', 1, '2026-10-01'],
  ['2026-01-15T00:00:00Z', 36, '2023-01-01'],
])('at %s, %i months kept begin on %s', (at, months, day) => {
  expect(firstKeptDay(new Date(at), months)).toBe(day)
})

test('settings: none are the defaults; a file that was named and is missing, or a month of zero, clears nothing', async () => {
  expect(await readRetention(lake)).toEqual({
    ...{ tables: {}, archiveDays: 180, refusedDays: 90, rejectsDays: 180, reportDays: 90 },
  })
  await expect(readRetention(lake, join(lake, 'none.json'))).rejects.toThrow(RetentionError)
  await writeFile(join(lake, 'retention.json'), '{"tables":{"bed_day":0}}')
  await expect(readRetention(lake)).rejects.toThrow('tables.bed_day')
})
