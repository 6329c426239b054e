import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readQualitySettings } from './quality-settings'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'quality-settings-'))
})
afterEach(() => rm(data, { recursive: true }))
const write = (text: string) => writeFile(join(data, 'quality.json'), text)

test('without a file the product’s own limits hold', async () => {
  expect(await readQualitySettings(data)).toEqual({ rejectedShare: 0.5, judgedFrom: 20, reconciliation: {} })
})

test('what the file leaves out stays as it is', async () => {
  await write('{"rejectedShare": 1, "reconciliation": {"a-against-b": 0.05}}')
  expect(await readQualitySettings(data)).toEqual({
    rejectedShare: 1,
    judgedFrom: 20,
    reconciliation: { 'a-against-b': 0.05 },
  })
})

test.each([
  ['a share above 1', '{"rejectedShare": 50}', 'rejectedShare'],
  ['a word it does not know', '{"rejectShare": 0.5}', 'rejectShare'],
  ['no JSON', 'rejectedShare: 0.5', 'is not JSON'],
])('%s is told with the file’s name, and nothing is judged by other rules', async (_, text, part) => {
  await write(text)
  await expect(readQualitySettings(data)).rejects.toThrow(part)
  await expect(readQualitySettings(data)).rejects.toThrow('quality.json')
})
