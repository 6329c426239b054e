import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checksumOf } from './checksum'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checksum-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const text = Buffer.from('F001,2026-09-01,7\n'.repeat(100_000))
const expected = createHash('sha256').update(text).digest('hex')

it('is the same in passing and beside', async () => {
  const path = join(folder, 'text.csv')
  await writeFile(path, text)
  const passing = checksumOf(path, text.length)
  passing.add(text.subarray(0, 1000))
  passing.add(text.subarray(1000))
  expect(await passing.end()).toBe(expected)
  expect(await checksumOf(path, 64 << 20).end()).toBe(expected)
})

it('of a large file that is gone says so', async () => {
  await expect(checksumOf(join(folder, 'gone.csv'), 64 << 20).end()).rejects.toThrow('ENOENT')
})
