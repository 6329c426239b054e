import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IdentifierHashes } from './identifier-hashes'
import { PlainLines } from './plain-lines'
import { copyGaps, lineOf, type Passing, passLines } from './plain-source'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plain-source-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Three megabytes of lines, so that they pass in several stretches; line n says `n`. */
const LAST = 60_000
const text = Array.from({ length: LAST }, (_, n) => `${n + 1},${'x'.repeat(50)}`).join('\n')

async function passed(path: string): Promise<Passing> {
  const lines = new PlainLines({ headerLines: 1, delimiter: ',', hashed: [] }, new IdentifierHashes('5a'.repeat(32)))
  return passLines(path, lines, async () => undefined)
}

describe('lines to be looked at again', () => {
  it('are copied out of wherever they stand, the last without a line end too', async () => {
    const path = join(folder, 'text.csv')
    await writeFile(path, text)
    const passing = await passed(path)
    expect(passing.stretches.length).toBeGreaterThan(2)
    const gaps = [
      { from: 2, to: 3 },
      { from: 19_000, to: 21_000 },
      { from: LAST, to: LAST },
    ]
    const to = join(folder, 'gaps.csv')
    expect(await copyGaps(path, passing, gaps, to)).toBe(true)
    const found = (await readFile(to, 'utf8')).trimEnd().split('\n')
    const number = lineOf(gaps)
    expect(found).toHaveLength(2 + 2001 + 1)
    expect(found.map((line) => Number(line.split(',')[0]))).toEqual(found.map((_, n) => number(n + 1)))
  })

  it('are not taken from a file that was changed since', async () => {
    const path = join(folder, 'changed.csv')
    await writeFile(path, text)
    const passing = await passed(path)
    await writeFile(path, text.replace('x', 'y'))
    expect(await copyGaps(path, passing, [{ from: 2, to: 2 }], join(folder, 'never.csv'))).toBe(false)
  })
})
