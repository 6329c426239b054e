import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { METHODS } from '@cockpit/domain/methods/registry'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { asCsv, asText, methodsVerb } from './methods'
import { UsageError } from './trouble'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'methods-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => vi.restoreAllMocks())

/** What the command prints; every subcommand throws instead of ending the process. */
async function printed(...words: string[]): Promise<string> {
  const said: string[] = []
  vi.spyOn(console, 'log').mockImplementation((text: unknown) => void said.push(String(text)))
  const verb = methodsVerb().exitOverride()
  for (const child of verb.commands) child.exitOverride().configureOutput({ writeErr: () => undefined })
  await verb.parseAsync(words, { from: 'user' })
  return said.join('\n')
}

test.each(METHODS.map((one) => one.name))('the example of %s is an input that runs, in both formats', async (name) => {
  const file = join(folder, `${name}.json`)
  writeFileSync(file, await printed('example', name))
  const result: unknown = JSON.parse(await printed('run', name, '--input', file, '--format', 'json'))
  expect(result).toHaveProperty('figures')
  expect(await printed('run', name, '--input', file)).not.toMatch(/undefined|NaN|\[object/)
  expect(await printed('list')).toContain(name)
})

test('a figure of the table stands as it was worked out', () => {
  const text = asText({
    figures: { rate: 1 / 3, cases: 12, none: null },
    tables: { areas: [{ name: '甲', rate: 0.5 }] },
    notes: [{ zh: '说明', en: 'note' }],
  })
  expect(text.split('\n').map((line) => line.trim().split(/\s+/))).toEqual([
    ['rate', '0.333333333'],
    ['cases', '12'],
    ['none', '-'],
    [''],
    ['areas'],
    ['name', 'rate'],
    ['甲', '0.5'],
    [''],
    ['说明'],
    ['note'],
  ])
})

test('the first table can be had as CSV, in full digits, and the figures where there is no table', async () => {
  const file = join(folder, 'reference.json')
  writeFileSync(file, await printed('example', 'drg-reference'))
  const [header, ...rows] = (await printed('run', 'drg-reference', '--input', file, '--format', 'csv')).split('\n')
  expect(header?.split(',').slice(0, 3)).toEqual(['drg_code', 'drg_version', 'valid_from'])
  expect(rows).toHaveLength(3)
  expect(rows[0]?.split(',').slice(0, 3)).toEqual(['G1', 'example', '2026-01-01'])
  const plain = { figures: { name: 'a, b', rate: 1 / 3, none: null }, tables: {}, notes: [] }
  expect(asCsv(plain)).toBe('name,rate,none\n"a, b",0.3333333333333333,')
})

test('an input that is wrong says which row and what to write there', async () => {
  const file = join(folder, 'wrong.json')
  writeFileSync(
    file,
    JSON.stringify({
      areas: [
        { name: 'A', beds: 1, residents: 2 },
        { name: 'B', beds: -1 },
      ],
    }),
  )
  const running = printed('run', 'beds-per-thousand', '--input', file)
  await expect(running).rejects.toThrow(UsageError)
  await expect(running).rejects.toThrow(/areas, row 2 \(name "B"\), beds: is -1; give how many beds/)
  await expect(running).rejects.toThrow(/row 2 \(name "B"\), residents: is missing/)
  await expect(running).rejects.toThrow(/methods example beds-per-thousand/)
})

test('what is no file, no JSON or no method is said', async () => {
  const file = join(folder, 'broken.json')
  writeFileSync(file, '{')
  await expect(printed('run', 'drg', '--input', file)).rejects.toThrow(/cannot be read as JSON/)
  await expect(printed('run', 'drg', '--input', join(folder, 'absent.json'))).rejects.toThrow(UsageError)
  await expect(printed('run', 'nothing', '--input', file)).rejects.toThrow(/there are drg, /)
})
