import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IdentifierHashes } from './identifier-hashes'
import { PlainLines } from './plain-lines'
import { keptHash } from './pseudonym'

const KEY = '5a'.repeat(32)
const hashes = new IdentifierHashes(KEY)
const hmac = (text: string) => keptHash(createHmac('sha256', Buffer.from(KEY, 'hex')).update(text).digest())

/** The lines made of a text that comes in pieces of `size` bytes, and what is known afterwards. */
function made(
  text: string,
  hashed: readonly number[],
  size = 1 << 20,
): { lines: string[]; plain: boolean; count: number } {
  const lines = new PlainLines({ headerLines: 1, delimiter: ',', hashed }, hashes)
  const bytes = Buffer.from(text)
  const out: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) out.push(Buffer.from(lines.add(bytes.subarray(at, at + size))))
  out.push(Buffer.from(lines.end()))
  return { lines: Buffer.concat(out).toString().split('\n').slice(0, -1), plain: lines.plain, count: lines.lines }
}

describe('lines on their way to the database', () => {
  it('carry their number in the file and the hashes of their identifiers, then stand as they stood', () => {
    const { lines, plain, count } = made('a,b,c\nF1,R1,2026\n\nF2,"R2",2026\n', [1])
    expect(lines).toEqual([`2,${hmac('R1')},F1,R1,2026`, `4,${hmac('R2')},F2,"R2",2026`])
    expect({ plain, count }).toEqual({ plain: true, count: 2 })
  })

  it.each([
    ['are all different', 'F1,R1\nF1,R2\n\nF2,"R3"\n', true],
    ['come again, in quotes', 'F1,R1\nF2,R2\nF3,"R1"\n', false],
    ['come again in another chunk', `F1,R1\n${'F2,R2\n'.replace('R2', 'R'.repeat(50))}F3,R1\n`, false],
    ['are not all known', 'F1,R1\nF2,\n', false],
  ])('know when the identifiers %s', (_, text, different) => {
    for (const size of [7, 1 << 20]) {
      const lines = new PlainLines({ headerLines: 0, delimiter: ',', hashed: [1] }, hashes)
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length; at += size) lines.add(bytes.subarray(at, at + size))
      lines.end()
      expect(lines.seen.map(({ allDifferent }) => allDifferent)).toEqual([different])
    }
  })

  it('that are passed over may hold any identifier', () => {
    const passOver = (text: Buffer) => text.includes('!')
    const lines = new PlainLines({ headerLines: 0, delimiter: ',', hashed: [1], passOver }, hashes)
    lines.add(Buffer.from('F1,R1\n!,R2\n'))
    expect([lines.lines, lines.seen[0]?.allDifferent]).toEqual([2, false])
  })

  it.each([
    ['an empty one', ''],
    ['the lone hyphen', '-'],
    ['one with a blank at its end', 'R1 '],
    ['an identity number with a small x', '11010519491231002x'],
    ['one that looks like a token', 'hash:00'],
    ['the mask', '***'],
    ['one in full-width digits', '１２'],
    ['a name with a wide blank', '演示\u3000医师'],
    ['a name with a blank of no width', '演示\u200b'],
    ['eighteen characters in Chinese with a small x', `${'演'.repeat(17)}x`],
    ['one longer than a block takes', 'R'.repeat(56)],
    ['one with a doubled quotation mark', '"R""1"'],
  ])('leave the hash of %s to the reader', (_, identifier) => {
    expect(made(`a,b\nF1,${identifier}\n`, [1]).lines).toEqual([`2,,F1,${identifier}`])
  })

  it.each(['演示医师', '演示医师A-07', '龥'])('hash a name in Chinese characters: %s', (name) => {
    expect(made(`a,b\nF1,${name}\n`, [1]).lines).toEqual([`2,${hmac(name)},F1,${name}`])
  })

  it('hash an identifier of the greatest length that fits', () => {
    const longest = 'R'.repeat(55)
    expect(made(`a,b\nF1,${longest}\n`, [1]).lines).toEqual([`2,${hmac(longest)},F1,${longest}`])
  })

  it.each([
    ['a quotation mark that is not closed on its line', 'F1,"R1\n2",x'],
    ['text behind a closing quotation mark', 'F1,"R1"x,y'],
    ['a quotation mark inside a field', 'F1,R"1,y'],
  ])('are given up at %s', (_, line) => {
    expect(made(`a,b,c\n${line}\nF2,R2,z\n`, [1]).plain).toBe(false)
  })

  it('are the same however the text is cut into pieces', () => {
    const field = fc.stringMatching(/^[0-9A-Za-z中 -]{0,6}$/)
    const text = fc
      .array(fc.array(field, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 })
      .map((rows) => `a,b,c\n${rows.map((row) => row.join(',')).join('\r\n')}`)
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 50 }), (whole, size) => {
        expect(made(whole, [0, 2], size)).toEqual(made(whole, [0, 2]))
      }),
    )
  })
})
