import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisRange } from './axis-range'

describe('the range of an axis', () => {
  test.each([
    { anchors: [0.266, 0.289, 0.27], options: {}, range: [0.26, 0.29, 0.01] },
    { anchors: [2.1e10, 2.178e10], options: { fromZero: true }, range: [0, 3e10, 1e10] },
    { anchors: [5, 5], options: {}, range: [4.5, 5.5, 0.25] },
    { anchors: [null, undefined], options: {}, range: [0, 1, 0.5] },
    { anchors: [0], options: { fromZero: true }, range: [0, 1, 0.25] },
    // One sum in two orders, and a difference that is one.
    { anchors: [999999999999.9987, 999999999999.9991], options: {}, range: [9e11, 1.1e12, 1e11] },
    { anchors: [10_000_001, 10_000_003], options: {}, range: [10_000_001, 10_000_003, 0.5] },
  ])('of $anchors is $range', ({ anchors, options, range }) => {
    const [low, high, step] = axisRange(anchors, options)
    expect(low).toBeCloseTo(range[0] ?? 0, 9)
    expect(high).toBeCloseTo(range[1] ?? 0, 9)
    expect(step).toBeCloseTo(range[2] ?? 0, 9)
  })

  test('holds every given number, never drops below nought for counts, and has few steps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (values) => {
          const [low, high, step] = axisRange(values)
          expect(low).toBeGreaterThanOrEqual(0)
          expect(low).toBeLessThanOrEqual(Math.min(...values) + step * 1e-6)
          expect(high).toBeGreaterThanOrEqual(Math.max(...values) - step * 1e-6)
          expect((high - low) / step).toBeLessThanOrEqual(9)
        },
      ),
    )
  })
})
