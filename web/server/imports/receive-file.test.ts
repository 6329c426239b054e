import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dropName, EmptyFile, FileTooLarge, handOver, receiveFile } from './receive-file'

const now = new Date('2026-11-21T00:00:00.000Z')

describe('a name for the drop folder', () => {
  test.each([
    ['discharge-2026-10.csv', 'discharge-2026-10.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\data\\出院 10月.csv', '出院_10月.csv'],
    ['.hidden.csv', 'hidden.csv'],
    ['a.csv.part', 'a.csv'],
    ['a.csv.part.part', 'a.csv'],
    [`a.${'b'.repeat(180)}`, 'b'.repeat(180)],
    [`${'院'.repeat(100)}.csv`, `${'院'.repeat(58)}.csv`],
    ['..', 'upload-2026-11-21T00-00-00-000Z.csv'],
    ['a\u0000b.csv', 'a_b.csv'],
  ])('%j becomes %j', (given, name) => {
    expect(dropName(given, now)).toBe(name)
  })
})

describe('receiving a file', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'receive-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const body = (text: string) => new Blob([text]).stream() as ReadableStream<Uint8Array>

  test('keeps it under a hidden name until it is handed over', async () => {
    const { path, bytes } = await receiveFile(body('a,b\n'), folder, 'u1', 4)
    expect(bytes).toBe(4)
    expect(await readdir(folder)).toEqual(['.u1.part'])
    expect(await handOver(path, folder, 'x.csv', 'u1')).toBe('x.csv')
    expect(await readFile(join(folder, 'x.csv'), 'utf8')).toBe('a,b\n')
  })

  test('one byte more than the limit is refused and nothing stays behind', async () => {
    await expect(receiveFile(body('a,b\n1'), folder, 'u2', 4)).rejects.toThrow(FileTooLarge)
    expect(await readdir(folder)).toEqual([])
  })

  test('of a body that breaks off before its first byte nothing stays behind, nor comes later', async () => {
    const broken = Array.from({ length: 50 }, (_, at) => {
      const stream = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('gone')) })
      return expect(receiveFile(stream, folder, `b${at}`, 4)).rejects.toThrow('gone')
    })
    await Promise.all(broken)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await readdir(folder)).toEqual([])
  })

  test('an empty file is refused and nothing stays behind', async () => {
    await expect(receiveFile(body(''), folder, 'u3', 4)).rejects.toThrow(EmptyFile)
    expect(await readdir(folder)).toEqual([])
  })

  test('a second file of the same name does not overwrite the first', async () => {
    await writeFile(join(folder, 'x.csv'), 'first')
    const { path } = await receiveFile(body('second'), folder, 'abcdefgh-1', 100)
    expect(await handOver(path, folder, 'x.csv', 'abcdefgh-1')).toBe('x-abcdefgh.csv')
    expect(await readFile(join(folder, 'x.csv'), 'utf8')).toBe('first')
  })

  test('of two of one name that arrive at the same instant neither is lost', async () => {
    const sent = await Promise.all(
      ['one', 'two', 'six'].map(async (text, at) => {
        const { path } = await receiveFile(body(text), folder, `u${at}-same`, 100)
        return { path, unique: `${at}${at}${at}${at}${at}${at}${at}${at}` }
      }),
    )
    await Promise.all(sent.map(({ path, unique }) => handOver(path, folder, 'same.csv', unique)))
    const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
    expect(texts.sort()).toEqual(['one', 'six', 'two'])
  })
})
