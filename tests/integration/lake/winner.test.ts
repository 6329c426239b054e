import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { recoverStaging } from '@cockpit/jobs/ingest/recover'
import { verifyLake } from '@cockpit/jobs/verify/verify-lake'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, BEDS, type BedRow, correction, emptyLake, expectLawful } from './bed-lake'
import { startChild } from './child'

let lake: string
let remove: () => Promise<void>
beforeAll(async () => {
  const made = await emptyLake()
  lake = made.lake
  remove = made.remove
})
afterAll(() => remove())

const WRITERS = 4
const FILES = 6

test(`${WRITERS} processes import ${WRITERS * FILES} overlapping corrections while another merges and clears: the rows are those of the batches replayed in the order of their versions`, async () => {
  const tending = startChild(lake, ['tend'])
  const writers = Array.from({ length: WRITERS }, (_, n) =>
    startChild(lake, ['import', String(100 * (n + 1)), String(FILES)]),
  )
  await Promise.all(writers.map((writer) => writer.done()))
  // A merge that a correction overtakes is given up: among so many the last of them may be the first one to come through.
  const merged = async () => (await currentManifest(lake)).partitions.some(({ batch }) => batch === null)
  await expect.poll(merged, { timeout: 120_000 }).toBe(true)
  expect(tending.errors()).toBe('')
  await tending.kill()

  const { batches } = await currentManifest(lake)
  expect(batches).toHaveLength(WRITERS * FILES)
  const versions = batches.map(({ version }) => version ?? 0)
  expect(new Set(versions).size).toBe(batches.length)
  const expected = new Map<string, readonly [BedRow, string]>()
  for (const batch of [...batches].sort((a, b) => (a.version ?? 0) - (b.version ?? 0))) {
    const seed = Number(/\d+/.exec(batch.fileName)?.[0])
    for (const row of correction(seed)) expected.set(row.slice(0, 3).join(), [row, batch.id])
  }
  const rows = await ask(
    lake,
    `SELECT facility_id || ',' || department || ',' || bed_date::VARCHAR AS key, occupied_beds::INT AS beds, _batch AS batch FROM bed_day`,
  )
  expect(rows).toHaveLength(expected.size)
  for (const { key, beds, batch } of rows) {
    const [row, id] = expected.get(String(key)) ?? []
    expect([beds, batch], String(key)).toEqual([row?.[3], id])
  }
  await expectLawful(lake)
  const report = await verifyLake(lake, { tables: [BEDS], full: true })
  expect(report.faults).toEqual([])
  await recoverStaging(lake)
  expect(await readdir(join(lake, 'staging'))).toEqual([])
  expect((await verifyLake(lake, { tables: [BEDS] })).orphans).toEqual([])
})
