import { expect, test } from 'vitest'
import { isStorable } from './storable'

test.each([['演示 😀'], [new Date('2026-11-22T00:00:00Z')], [{ a: [1, null, undefined, true, 'b'] }], [undefined]])(
  '%j can be kept',
  (value) => expect(isStorable(value)).toBe(true),
)

test.each([
  ['NUL', 'a\0b'],
  ['half a character', '\ud83d'],
  ['NUL deep down', { a: [{ b: 'c\0' }] }],
  ['NUL in a name', { 'a\0': 1 }],
  ['no date', new Date(Number.NaN)],
  ['a year of six digits', new Date(8.64e15)],
])('%s cannot', (_, value) => expect(isStorable(value)).toBe(false))
