import { expect, test } from 'vitest'
import { makePassword } from './make-password'

test('sixteen signs in four groups, none that is taken for another, and never the same twice', () => {
  const made = Array.from({ length: 200 }, () => makePassword())
  for (const one of made) expect(one).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$/)
  expect(new Set(made).size).toBe(200)
})

test('bytes of an unfinished round are thrown away, or the first signs would be likelier than the others', () => {
  // 248 is the eighth multiple of 31: it and the seven after it stand for nothing.
  let next = 248
  const counting = (bytes: number) => Uint8Array.from({ length: bytes }, () => next++ % 256)
  expect(makePassword(counting)).toBe('abcd-efgh-jkmn-pqrs')
})
