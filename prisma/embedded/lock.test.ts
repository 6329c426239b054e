import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holding } from './lock'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cockpit-lock-'))
  file = path.join(folder, 'lock')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('one after the other, and the lock is gone afterwards, also when the work failed', async () => {
  let inside = 0
  let most = 0
  const work = async () => {
    inside++
    most = Math.max(most, inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside--
  }
  await Promise.all([holding(file, work), holding(file, work), holding(file, work)])
  expect(most).toBe(1)
  const failing = holding(file, async () => {
    throw new Error('failed')
  })
  await expect(failing).rejects.toThrow('failed')
  expect(existsSync(file)).toBe(false)
})

test('the lock of a process that is gone is taken over; that of a living one is named when patience ends', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  await writeFile(file, String(gone))
  expect(await holding(file, async () => 'done')).toBe('done')
  await writeFile(file, String(process.ppid))
  await expect(holding(file, async () => 'done', 0)).rejects.toThrow(new RegExp(`Process ${process.ppid} is starting`))
})
