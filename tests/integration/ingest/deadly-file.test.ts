import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type DropOutcome, watchDropFolder } from '@cockpit/jobs/ingest/drop-folder'
import { ImportFailure, type ImportOutcome } from '@cockpit/jobs/ingest/outcome'
import { RefusedFileError, refusedFiles, retryRefused } from '@cockpit/jobs/ingest/refused-files'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { filesBelow } from './lake-laws'
import { bedDays, SampleLake, TABLES } from './sample-lake'

const SCRIPT = fileURLToPath(new URL('./drop-child.ts', import.meta.url))

let sample: SampleLake
let data: string
beforeEach(async () => {
  sample = await SampleLake.make()
  data = join(sample.root, 'data')
})
afterEach(() => sample.remove())

async function drop(path: string, content: string) {
  const target = join(data, 'inbox', path)
  await mkdir(join(target, '..'), { recursive: true })
  await writeFile(target, content)
}

const oneDay = (day: string) => bedDays([['F001', '内科', day, 10, 8, 1, 1]])

/** Runs the importer until it dies or has told of `count` files. @returns what it told and the signal that ended it */
async function importer(count: number, deadly?: string) {
  const args = ['--import', 'tsx', SCRIPT, data, sample.lake, ...(deadly ? [deadly] : [])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const told: { file: string; kind: string }[] = []
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, signal) => resolve(signal)))
  const enough = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      told.push(JSON.parse(line))
      if (told.length === count) resolve()
    })
  })
  const died = await Promise.race([ended, enough.then(() => 'alive' as const)])
  if (died === 'alive') {
    // It moves the file it told of after telling, and then only looks.
    await vi.waitFor(async () => expect(await filesBelow(data, 'claimed')).toEqual([]), { timeout: 60_000 })
    child.kill('SIGTERM')
    await ended
  }
  return { told, died }
}

test('a file that kills the importer is tried three times, then set aside with a reason, and the others go on', async () => {
  await drop('bed_day/hospital-a/deadly.csv', oneDay('2026-10-01'))
  for (let n = 0; n < 3; n++) {
    expect(await importer(1, 'deadly.csv')).toEqual({ told: [], died: 'SIGKILL' })
    expect(await filesBelow(data, 'claimed')).toEqual(['claimed/bed_day/hospital-a/deadly.csv'])
    expect(await filesBelow(data, 'attempts')).toEqual(['attempts/bed_day/hospital-a/deadly.csv.txt'])
  }
  await drop('bed_day/hospital-a/innocent.csv', oneDay('2026-10-02'))
  const { told } = await importer(2, 'deadly.csv')
  expect(told).toEqual([
    { file: 'deadly.csv', kind: 'set aside' },
    { file: 'innocent.csv', kind: 'published' },
  ])
  expect(await filesBelow(data, 'claimed')).toEqual([])
  expect(await filesBelow(data, 'attempts')).toEqual([])
  const reason = JSON.parse(await readFile(join(data, 'refused', 'bed_day', 'deadly.csv.reason.json'), 'utf8'))
  expect(reason).toMatchObject({ code: 'importer-killed', table: 'bed_day', sender: 'hospital-a', file: 'deadly.csv' })
  expect(reason.message.zh).toContain('3 次')
  expect(reason.message.en).toContain('3 times')

  // The administrator found the cause and tries it again: it counts from nothing, and is imported.
  expect(await refusedFiles(data)).toMatchObject([{ file: 'bed_day/deadly.csv', code: 'importer-killed' }])
  await retryRefused(data, 'bed_day/deadly.csv')
  expect(await filesBelow(data, 'inbox')).toEqual(['inbox/bed_day/hospital-a/deadly.csv'])
  expect(await filesBelow(data, 'refused')).toEqual([])
  expect((await importer(1)).told).toEqual([{ file: 'deadly.csv', kind: 'published' }])
  expect(await sample.rows('SELECT count(*)::INTEGER AS n FROM bed_day')).toEqual([{ n: 2 }])
})

test('a retry of what was never refused, or lies elsewhere, does nothing', async () => {
  for (const file of ['bed_day/none.csv', '../claimed/bed_day/a.csv', 'bed_day/../../secrets.json'])
    await expect(retryRefused(data, file)).rejects.toThrow(RefusedFileError)
})

/** Watches with an importer that does as told, until it has told of a file and stands still. @returns what it told */
async function watched(importFile: () => Promise<ImportOutcome>) {
  const stop = new AbortController()
  const outcomes: DropOutcome[] = []
  await watchDropFolder({
    inbox: join(data, 'inbox'),
    tables: TABLES,
    every: 20,
    signal: stop.signal,
    importFile,
    onOutcome: (outcome) => {
      outcomes.push(outcome)
      stop.abort()
    },
  })
  return outcomes
}

test('too little memory three times over is as good as a crash; a full disk is not', async () => {
  const failing = (message: string) => async () => {
    throw new ImportFailure('validating', message)
  }
  await drop('bed_day/large.csv', oneDay('2026-10-03'))
  for (let n = 0; n < 2; n++)
    expect(await watched(failing('Out of Memory Error: could not allocate block'))).toMatchObject([{ failure: {} }])
  for (let n = 0; n < 2; n++)
    expect(await watched(failing('IO Error: no space left on device'))).toMatchObject([{ failure: {} }])
  expect(await filesBelow(data, 'claimed')).toEqual(['claimed/bed_day/large.csv'])
  expect(await watched(failing('Out of Memory Error: could not allocate block'))).toMatchObject([
    { setAside: { code: 'importer-killed' } },
  ])
  expect(await filesBelow(data, 'refused')).toContain('refused/bed_day/large.csv')
})

test('an import that was told to stop and did not get to its end is not held against its file', async () => {
  await drop('bed_day/long.csv', oneDay('2026-10-04'))
  for (let n = 0; n < 5; n++) {
    const stop = new AbortController()
    // Told to stop in the middle of it; a process would end here, and this watch never does.
    await new Promise<void>((stopped) => {
      const importFile = () => {
        stop.abort()
        stopped()
        return new Promise<ImportOutcome>(() => {})
      }
      const folder = { inbox: join(data, 'inbox'), tables: TABLES, every: 20, signal: stop.signal }
      void watchDropFolder({ ...folder, importFile, onOutcome: () => {} })
    })
  }
  expect(await filesBelow(data, 'claimed')).toEqual(['claimed/bed_day/long.csv'])
  expect(await filesBelow(data, 'attempts')).toEqual([])
})
