import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recoverStaging } from '@cockpit/jobs/ingest/recover'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { skip } from '../skipping'
import { startImport } from './child'
import { expectLawful, expectTidy } from './lake-laws'
import { bedDays, SampleLake } from './sample-lake'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
  await sample.published('bed_day', bedDays([['F001', 'D0', '2026-10-01', 1, 0, 0, 0]]))
})
afterAll(() => sample.remove())

const big = () =>
  bedDays(
    Array.from({ length: 60_000 }, (_, n) => [
      'F001',
      `D${n}-${Math.sin(n)}`,
      '2026-10-02',
      (n * 7919) % 20_000,
      0,
      0,
      0,
    ]),
  )

// 64 KiB stops the numbered copy, 3,000 KiB lets it through and stops what is written from it.
test.each([[64], [700], [3000]])(
  'a file system that takes no more than %i KiB a file keeps the last published state',
  async (limit) => {
    const before = await currentManifest(sample.lake)
    const run = startImport(sample.lake, 'bed_day', await sample.write(big(), 'big.csv'), limit)
    await run.ended
    const ended = run.lines.find(({ state }) => state === 'ended')
    if (limit < 3000) expect(ended).toBeUndefined()
    if (!ended) expect(await currentManifest(sample.lake)).toEqual(before)
    await recoverStaging(sample.lake)
    await expectTidy(sample)
    await expectLawful(sample, 'bed_day', 'facility_id, department, bed_date')
  },
)

test('a disk that is really full: a clear failure, the last state, and success once there is room', async (context) => {
  const disk = await mkdtemp(join(tmpdir(), 'small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk], { stdio: 'pipe' })
  } catch (error) {
    await rm(disk, { recursive: true })
    skip(context, `no small disk can be mounted here: ${error instanceof Error ? error.message.split('\n')[1] : error}`)
  }
  try {
    const lake = join(disk, 'lake')
    await mkdir(lake)
    await cp(sample.lake, lake, { recursive: true })
    const before = await currentManifest(lake)
    const path = await sample.write(big(), 'big-again.csv')
    const run = startImport(lake, 'bed_day', path)
    await run.ended
    expect(run.lines.at(-1)).toMatchObject({ state: 'failed' })
    expect(run.lines.at(-1)?.message).toContain('big-again.csv could not be imported')
    expect(await currentManifest(lake)).toEqual(before)
    execFileSync('mount', ['-o', 'remount,size=200m', disk], { stdio: 'pipe' })
    expect(await startImport(lake, 'bed_day', path).outcome()).toMatchObject({ kind: 'published' })
  } finally {
    execFileSync('umount', [disk], { stdio: 'pipe' })
    await rm(disk, { recursive: true })
  }
})
