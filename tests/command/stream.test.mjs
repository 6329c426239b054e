import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { endTree } from './process-tree.mjs'
import { stream } from './stream.mjs'

const PATIENCE = { timeout: 20_000, interval: 20 }

let folder
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stream-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const sleeper = (name) =>
  `require('fs').writeFileSync(${JSON.stringify(path.join(folder, name))}, String(process.pid)); setInterval(() => undefined, 1000)`
const starts = (script, options = '{}') =>
  `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(script)}], ${options})`
const pidOf = (name) => Number(fs.readFileSync(path.join(folder, name), 'utf8') || 'none')
const lives = (pid) => {
  // What has ended and waits to be collected is dead.
  const stat = `/proc/${pid}/stat`
  if (fs.existsSync(stat) && fs.readFileSync(stat, 'utf8').split(') ').at(-1)?.startsWith('Z')) return false
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('when the time is over, everything the program has started is ended, also what has a group of its own', async () => {
  const limit = new AbortController()
  const script = `${starts(sleeper('near'))}; ${starts(sleeper('far'), "{ detached: true, stdio: 'inherit' }")}; ${sleeper('own')}`
  const done = stream(process.execPath, ['-e', script], { quiet: true, limit: limit.signal })
  const pids = await vi.waitFor(() => {
    const found = ['own', 'near', 'far'].map(pidOf)
    expect(found.every((pid) => pid > 0)).toBe(true)
    return found
  }, PATIENCE)
  expect(pids.map(lives)).toEqual([true, true, true])
  limit.abort()
  expect(await done).toMatchObject({ code: 124, output: expect.stringContaining('ended') })
  await vi.waitFor(() => expect(pids.map(lives)).toEqual([false, false, false]), PATIENCE)
})

test('what a program leaves running when it ends does not keep its caller waiting', async () => {
  const left = starts(sleeper('left'), "{ stdio: 'inherit' }")
  const script = `${left}; const timer = setInterval(() => require('fs').existsSync(${JSON.stringify(path.join(folder, 'left'))}) && process.exit(3), 20)`
  expect(await stream(process.execPath, ['-e', script], { quiet: true })).toMatchObject({ code: 3 })
  // Its output is closed a moment before it is gone.
  await vi.waitFor(() => expect(lives(pidOf('left'))).toBe(false), PATIENCE)
})

test('what does not listen to the request is made to end', async () => {
  const deaf = `process.on('SIGTERM', () => undefined); ${sleeper('deaf')}`
  const child = spawn(process.execPath, ['-e', deaf], { detached: true, stdio: 'ignore' })
  const pid = await vi.waitFor(() => {
    expect(pidOf('deaf')).toBe(child.pid)
    return pidOf('deaf')
  }, PATIENCE)
  await endTree(pid, 50)
  await vi.waitFor(() => expect(lives(pid)).toBe(false), PATIENCE)
})
