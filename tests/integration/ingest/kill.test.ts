import { setTimeout as sleep } from 'node:timers/promises'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import { recoverStaging } from '@cockpit/jobs/ingest/recover'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChildLine, startImport } from './child'
import { expectLawful, expectTidy, filesBelow } from './lake-laws'
import { bedDays, SampleLake } from './sample-lake'

const ROWS = 20_000
const BAD_EVERY = 40
const KILLS = 14

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

/** 20,000 rows, one in forty bad; each file brings half of the days of the one before again. */
function file(n: number): string {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const day = new Date(Date.UTC(2024, 0, 1 + n * 50 + (at % 100))).toISOString().slice(0, 10)
    const beds = at % BAD_EVERY === 0 ? 'x' : n
    return ['F001', `D${Math.floor(at / 100)}`, day, beds, 0, 0, 0]
  })
  return bedDays(rows)
}

const STEPS = ['staging', 'validating', 'publishing'] as const

function heard(lines: readonly ChildLine[], state: string): number {
  return lines.find((line) => line.state === state)?.at ?? 0
}

/** mulberry32: the same kills every time the test is run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

test(`killed at ${KILLS} random points, an import leaves the last state, and a second try publishes every row once`, async () => {
  const random = seeded(20261101)
  const first = startImport(sample.lake, 'bed_day', await sample.write(file(0), 'bed-0.csv'))
  await first.outcome()
  // How long each step took tells how long to wait inside it; a step that ends sooner next time is killed in a later one.
  const usual = STEPS.map((state, at) => heard(first.lines, STEPS[at + 1] ?? 'ended') - heard(first.lines, state))

  let killedBefore = 0
  const states = new Set<string>()
  for (let n = 1; n <= KILLS; n++) {
    const path = await sample.write(file(n), `bed-${n}.csv`)
    const before = await currentManifest(sample.lake)
    const run = startImport(sample.lake, 'bed_day', path)
    const step = n % STEPS.length
    await run.until(STEPS[step] ?? 'staging')
    await sleep(random() * 0.9 * (usual[step] ?? 0))
    run.child.kill('SIGKILL')
    await run.ended
    states.add(run.lines.at(-1)?.state ?? 'none')

    const after = await expectLawful(sample, 'bed_day', 'facility_id, department, bed_date')
    const published = after.version > before.version
    if (!published) {
      killedBefore++
      expect(after).toEqual(before)
    }
    await recoverStaging(sample.lake)
    await expectTidy(sample)

    const again = await importFile(sample.request('bed_day', path))
    expect(again.kind).toBe(published ? 'duplicate' : 'published')
    const { batches } = await expectLawful(sample, 'bed_day', 'facility_id, department, bed_date')
    const mine = batches.filter(({ fileName }) => fileName === `bed-${n}.csv`)
    expect(mine).toHaveLength(1)
    expect(mine[0]).toMatchObject({ rowsRead: ROWS, rowsRejected: ROWS / BAD_EVERY })
  }
  // Otherwise the kills all came too late to show anything.
  expect(killedBefore).toBeGreaterThanOrEqual(KILLS / 3)
  expect(states.size).toBeGreaterThanOrEqual(2)
  await expectTidy(sample)
}, 600_000)

test('recovery leaves a living import alone', async () => {
  const run = startImport(sample.lake, 'bed_day', await sample.write(file(40), 'bed-living.csv'))
  await run.until('validating')
  const recovered = await recoverStaging(sample.lake)
  expect(recovered.staging).toEqual([])
  expect(await run.outcome()).toMatchObject({ kind: 'published' })
  expect(await filesBelow(sample.lake, 'staging')).toEqual([])
})
