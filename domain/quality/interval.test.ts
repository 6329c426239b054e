import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareInterval } from './interval'

test.each([
  // Published examples: Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i lies between %f and %f', (part, whole, from, to) => {
  const found = shareInterval(part, whole)
  expect(found?.from).toBeCloseTo(from, 4)
  expect(found?.to).toBeCloseTo(to, 4)
})

test('nothing to divide by, and more than the whole, have no interval', () => {
  expect([shareInterval(0, 0), shareInterval(3, 2), shareInterval(-1, 2)]).toEqual([null, null, null])
})

test('the share lies in its interval, which narrows with more of the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (whole, at) => {
      const part = Math.round(at * whole)
      const few = shareInterval(part, whole)
      const many = shareInterval(part * 10, whole * 10)
      if (!few || !many) throw new Error('no interval')
      expect(few.from).toBeLessThanOrEqual(part / whole + 1e-12)
      expect(few.to).toBeGreaterThanOrEqual(part / whole - 1e-12)
      expect(many.to - many.from).toBeLessThan(few.to - few.from)
    }),
  )
})
