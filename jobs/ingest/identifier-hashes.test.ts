import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IdentifierHashes, LONGEST } from './identifier-hashes'
import { HASH_LENGTH } from './pseudonym'

function hashesOf(key: string, texts: readonly Buffer[]): string[] {
  const lengths = Int32Array.from(texts, (text) => text.length)
  const starts = new Int32Array(texts.length)
  for (let n = 1; n < texts.length; n++) starts[n] = (starts[n - 1] ?? 0) + (lengths[n - 1] ?? 0)
  const into = Buffer.alloc(texts.length * HASH_LENGTH)
  const places = Int32Array.from(texts, (_, n) => n * HASH_LENGTH)
  new IdentifierHashes(key).write(Buffer.concat(texts), { starts, lengths, places, count: texts.length }, into)
  return texts.map((_, n) => into.toString('latin1', n * HASH_LENGTH, (n + 1) * HASH_LENGTH))
}

const expected = (key: string, text: Buffer) =>
  createHmac('sha256', Buffer.from(key, 'hex'))
    .update(text)
    .digest('base64')
    .slice(0, 12)
    .replaceAll('+', '_')
    .replaceAll('/', '~')

describe('hashes of identifiers, four at a time', () => {
  it('are HMAC-SHA256 for every length that fits one block', () => {
    const key = '5a'.repeat(32)
    const texts = Array.from({ length: LONGEST }, (_, n) => Buffer.alloc(n + 1, n * 7 + 128))
    expect(hashesOf(key, texts)).toEqual(texts.map((text) => expected(key, text)))
  })

  it('are HMAC-SHA256 for any texts and any key, also one longer than a block', () => {
    const text = fc.uint8Array({ minLength: 1, maxLength: LONGEST }).map((bytes) => Buffer.from(bytes))
    const key = fc.uint8Array({ minLength: 16, maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('hex'))
    fc.assert(
      fc.property(key, fc.array(text, { minLength: 1, maxLength: 9 }), (secret, texts) => {
        expect(hashesOf(secret, texts)).toEqual(texts.map((one) => expected(secret, one)))
      }),
    )
  })

  it('leave the place of an empty text as it was', () => {
    const key = '00'.repeat(16)
    const [first, second, third] = hashesOf(key, [Buffer.from('a'), Buffer.alloc(0), Buffer.from('b')])
    expect([first, third]).toEqual([expected(key, Buffer.from('a')), expected(key, Buffer.from('b'))])
    expect(second).toBe('\0'.repeat(HASH_LENGTH))
  })

  it('refuse a key that is too short', () => {
    expect(() => new IdentifierHashes('5a')).toThrow('at least 16 bytes')
  })
})
