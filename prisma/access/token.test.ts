import { expect, test } from 'vitest'
import { hashToken, newCode, newToken } from './token'

test('a token says what it is for, carries 256 bits and is kept as a hash', () => {
  const token = newToken('sender')
  expect(token).toMatch(/^cockpit-sender-[A-Za-z0-9_-]{43}$/)
  expect(newToken('sender')).not.toBe(token)
  expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('a code has eight signs, none of which is taken for another', () => {
  for (let n = 0; n < 200; n++) expect(newCode()).toMatch(/^[BCDFGHJKMNPQRTVWXY346789]{8}$/)
})
