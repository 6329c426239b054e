import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Segments } from './segments'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segments-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const pieces = ['one\n', 'two\n', 'three\n', 'four\n', 'five\n']

it('hands over every piece once and in order, and leaves no file behind', async () => {
  const taken: string[] = []
  const segments = new Segments({
    folder,
    size: 8,
    take: async (path, n) => {
      const text = await readFile(path, 'utf8')
      taken[n] = text
      return text.split('\n').length - 1
    },
  })
  for (const piece of pieces) await segments.write(Buffer.from(piece))
  await segments.end()
  expect(taken).toEqual(['one\ntwo\n', 'three\nfour\n', 'five\n'])
  expect(segments.rows).toEqual([2, 2, 1])
  expect(await readdir(folder)).toEqual([])
})

it('never lets more than two stand on the disk, one at a time being taken', async () => {
  let most = 0
  let busy = 0
  const segments = new Segments({
    folder,
    size: 1,
    take: async () => {
      busy += 1
      expect(busy).toBe(1)
      for (let n = 0; n < 5; n++) {
        most = Math.max(most, (await readdir(folder)).length)
        await new Promise((resolve) => setImmediate(resolve))
      }
      busy -= 1
      return 1
    },
  })
  for (const piece of pieces) await segments.write(Buffer.from(piece))
  await segments.end()
  expect(segments.rows).toEqual([1, 1, 1, 1, 1])
  expect(most).toBeLessThanOrEqual(2)
})

it('tells that a segment could not be taken, at the latest at the end', async () => {
  const segments = new Segments({
    folder,
    size: 1,
    take: async () => {
      throw new Error('the reader gave up')
    },
  })
  const writing = (async () => {
    for (const piece of pieces) await segments.write(Buffer.from(piece))
    await segments.end()
  })()
  await expect(writing).rejects.toThrow('the reader gave up')
  await segments.abandon()
})
