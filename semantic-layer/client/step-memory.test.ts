import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EMPTY_MANIFEST } from '../lake/manifest'
import type { Publication } from './publication'
import { forgetSteps, stepMemory } from './step-memory'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steps-'))
})
afterEach(() => rm(folder, { recursive: true }))

const columns = [
  { need: 'visits.count flow false', each: '', numbers: Float64Array.from([1.5, Number.NaN, -0.25]) },
  { need: 'visits.days flow false', each: '甲病', numbers: Float64Array.from([7, 8, 9]) },
]
let faults: Error[] = []
beforeEach(() => {
  faults = []
})
const at = (code = 'code') => ({ folder, code, failed: (error: Error) => void faults.push(error) })
const memory = (code?: string) => stepMemory(at(code), EMPTY_MANIFEST, [])
const only = async () => join(folder, (await readdir(folder))[0] ?? '')

test('what was written is read under its print alone', async () => {
  await memory().write('q', 'print', columns)
  expect(await memory().read('q', 'print')).toEqual(columns)
  expect(await memory().read('q', 'another')).toBeNull()
  expect(await memory().read('another', 'print')).toBeNull()
})

test('a step that has no number at all is remembered as such', async () => {
  await memory().write('q', 'print', [])
  expect(await memory().read('q', 'print')).toEqual([])
})

test('written again it holds the new', async () => {
  await memory().write('q', 'print', columns)
  await memory().write('q', 'later', [])
  expect(await memory().read('q', 'print')).toBeNull()
  expect(await memory().read('q', 'later')).toEqual([])
  expect(await readdir(folder)).toHaveLength(1)
})

test('a file that is torn or altered anywhere is as none', async () => {
  await memory().write('q', 'print', columns)
  const file = await only()
  const whole = await readFile(file)
  for (let length = 0; length < whole.length; length++) {
    await writeFile(file, whole.subarray(0, length))
    expect(await memory().read('q', 'print')).toBeNull()
  }
  const altered = Buffer.from(whole)
  altered[whole.length - 1] = (altered[whole.length - 1] ?? 0) ^ 1
  await writeFile(file, altered)
  expect(await memory().read('q', 'print')).toBeNull()
})

test('nothing is remembered of a state the semantic layer does not show', () => {
  const state = { version: 2, publishedAt: null, dataFrom: null, dataTo: null }
  const manifest = { ...EMPTY_MANIFEST, tables: { visit_day: { version: 2, publishedAt: '' } } }
  const of = (publication: Publication) =>
    stepMemory(at(), manifest, []).printOf(['visit_day'], CalendarDate.parse('2026-05-31'), publication)
  expect(of(new Map([['visit_day', state]]))).toContain('visit_day@2')
  expect(of(new Map([['visit_day', { ...state, version: 1 }]]))).toBeNull()
  expect(of(new Map([['visit_day', { ...state, version: 3 }]]))).toBeNull()
  expect(of(new Map())).toBeNull()
})

test('other code remembers nothing of this one', () => {
  const of = (code: string) => memory(code).printOf([], CalendarDate.parse('2026-05-31'), new Map())
  expect(of('a')).not.toBe(of('b'))
})

test('what nobody asked for in forty days is forgotten, what was asked for yesterday is not', async () => {
  await memory().write('old', 'print', columns)
  const old = await only()
  const days = (n: number) => new Date(Date.now() - n * 86_400_000)
  await utimes(old, days(39), days(39))
  await memory().read('old', 'print')
  expect(Date.now() - (await stat(old)).mtimeMs).toBeLessThan(86_400_000)
  expect(await forgetSteps(folder, new Date())).toBe(0)
  await utimes(old, days(41), days(41))
  await writeFile(join(folder, '.never-finished'), '')
  expect(await forgetSteps(folder, new Date())).toBe(1)
  await utimes(join(folder, '.never-finished'), days(2), days(2))
  expect(await forgetSteps(folder, new Date())).toBe(1)
  expect(await readdir(folder)).toEqual([])
})

test('a folder that is not there holds nothing', async () => {
  await rm(folder, { recursive: true })
  expect(await memory().read('q', 'print')).toBeNull()
  expect(await forgetSteps(folder, new Date())).toBe(0)
  await memory().write('q', 'print', columns)
  expect(await memory().read('q', 'print')).toEqual(columns)
})

test('a folder that cannot be written is told once and stops nobody', async () => {
  const file = join(folder, 'no-folder')
  await writeFile(file, '')
  const lost = stepMemory({ ...at(), folder: file }, EMPTY_MANIFEST, [])
  for (let n = 0; n < 3; n++) await lost.write('q', 'print', columns)
  expect(await lost.read('q', 'print')).toBeNull()
  expect(faults).toHaveLength(1)
})
