import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { recoverStaging } from '@cockpit/jobs/ingest/recover'
import { verifyLake } from '@cockpit/jobs/verify/verify-lake'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { skip } from '../skipping'
import { ask, BEDS, type BedRow, emptyLake, expectLawful, published } from './bed-lake'
import { startChild } from './child'

let original: string
let removeOriginal: () => Promise<void>
let erasable: string
let lake: string

const row = (facility: number, day: string, beds: number): BedRow => [`F${facility}`, 'D', day, beds]
const days = (month: string) => Array.from({ length: 28 }, (_, n) => `2026-${month}-${String(n + 1).padStart(2, '0')}`)

/** Eight files over two months, so that there is something to merge, to erase and to let expire. */
beforeAll(async () => {
  const made = await emptyLake()
  original = made.lake
  removeOriginal = made.remove
  for (let n = 1; n <= 4; n++) {
    for (const month of ['09', '10']) {
      const rows = days(month).flatMap((day) => Array.from({ length: 40 }, (_, k) => row(n * 100 + k, day, n)))
      const batch = await published(original, { fileName: `${n}-${month}.csv`, rows, rejected: ['bad'] })
      if (n === 2 && month === '10') erasable = batch.id
    }
  }
})
afterAll(() => removeOriginal())

const roots: string[] = []
/** Another copy at another place: a process keeps the newest manifest it read of a place. */
async function freshLake(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'killed-'))
  roots.push(root)
  lake = join(root, 'lake')
  await cp(join(original, '..'), root, { recursive: true })
}
beforeEach(freshLake)
afterEach(async () => {
  for (const root of roots.splice(0)) await rm(root, { recursive: true, force: true })
})

const VERBS: readonly { readonly verb: string; readonly args: () => string[]; readonly left: number }[] = [
  { verb: 'compact', args: () => ['compact'], left: 8_960 },
  { verb: 'erase', args: () => ['erase', erasable], left: 7_840 },
  { verb: 'retain', args: () => ['retain'], left: 4_480 },
]

async function sound(): Promise<void> {
  await recoverStaging(lake)
  await expectLawful(lake)
  const { faults, orphans } = await verifyLake(lake, { tables: [BEDS], full: true })
  expect(faults).toEqual([])
  expect(orphans).toEqual([])
  expect(await readdir(join(lake, 'staging'))).toEqual([])
}

const present = async () => (await ask(lake, 'SELECT count(*)::INT AS n FROM bed_day'))[0]?.n

describe.each(VERBS)('$verb', ({ args, left }) => {
  // Spread over the second half of its run: the first half goes into starting.
  test('killed at three instants leaves all rows or none of those it was to take; a second run finishes', async () => {
    const first = Date.now()
    const whole = startChild(lake, args())
    await whole.done()
    const usual = Date.now() - first
    expect(await present()).toBe(left)
    await sound()
    for (const share of [0.6, 0.75, 0.9]) {
      await freshLake()
      const run = startChild(lake, args())
      await sleep(usual * share)
      await run.kill()
      expect([8_960, left]).toContain(await present())
      await sound()
      await startChild(lake, args()).done()
      expect(await present()).toBe(left)
      await sound()
    }
  })

  test('a file system that takes no more than 4 KiB a file keeps the state; with room it succeeds', async () => {
    const before = await currentManifest(lake)
    const starved = startChild(lake, args(), 4)
    await starved.ended
    const after = await currentManifest(lake)
    // What needs no large file may succeed; what does not has changed nothing.
    if (!starved.finished()) expect([before.version, before.version + 1]).toContain(after.version)
    expect([8_960, left]).toContain(await present())
    await sound()
    await startChild(lake, args()).done()
    expect(await present()).toBe(left)
    await sound()
  })
})

test('a disk that is really full: merging fails, nothing is lost, and it succeeds once there is room', async (context) => {
  const disk = await mkdtemp(join(tmpdir(), 'small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk], { stdio: 'pipe' })
  } catch (error) {
    await rm(disk, { recursive: true })
    skip(context, `no small disk can be mounted here: ${error instanceof Error ? error.message.split('\n')[1] : error}`)
  }
  const roomy = lake
  try {
    lake = join(disk, 'lake')
    await mkdir(lake)
    await cp(roomy, lake, { recursive: true })
    execFileSync('mount', ['-o', `remount,size=${usedKiB(disk) + 8}k`, disk], { stdio: 'pipe' })
    const before = await currentManifest(lake)
    const starved = startChild(lake, ['compact'])
    await starved.ended
    expect(starved.finished()).toBe(false)
    expect(await currentManifest(lake)).toEqual(before)
    execFileSync('mount', ['-o', 'remount,size=64m', disk], { stdio: 'pipe' })
    await startChild(lake, ['compact']).done()
    expect(await present()).toBe(8_960)
    await sound()
  } finally {
    lake = roomy
    execFileSync('umount', [disk], { stdio: 'pipe' })
    await rm(disk, { recursive: true })
  }
})

function usedKiB(disk: string): number {
  return Number(execFileSync('df', ['-k', '--output=used', disk]).toString().split('\n')[1])
}
