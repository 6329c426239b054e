import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Point } from './shape'
import { approximateMinutes, DEFAULT_TRAVEL, distanceKm, travelMatrix } from './travel-time'

const point = fc.tuple(fc.double({ min: 73, max: 135, noNaN: true }), fc.double({ min: 4, max: 53, noNaN: true }))

describe('distance', () => {
  it('is a degree of a great circle along a meridian and along the equator: 2 pi R / 360', () => {
    const degree = (2 * Math.PI * 6371.0088) / 360
    expect(distanceKm([120, 30], [120, 31])).toBeCloseTo(degree, 9)
    expect(distanceKm([120, 0], [121, 0])).toBeCloseTo(degree, 9)
  })

  it('is a metric: zero to itself, the same both ways, no detour shorter', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        expect(distanceKm(a, a)).toBe(0)
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 9)
        expect(distanceKm(a, c)).toBeLessThanOrEqual(distanceKm(a, b) + distanceKm(b, c) + 1e-9)
      }),
    )
  })
})

describe('approximate travel time', () => {
  it('adds up its stretches: 40 km straight are 5 at 25, 25 at 45 and 10 at 75 km/h, each lengthened by 1.3', () => {
    const degrees = 40 / ((2 * Math.PI * 6371.0088) / 360)
    expect(approximateMinutes([120, 30], [120, 30 + degrees])).toBeCloseTo(
      5 + 1.3 * 60 * (5 / 25 + 25 / 45 + 10 / 75),
      6,
    )
  })

  it('is the start alone at no distance and grows with distance', () => {
    expect(approximateMinutes([120, 30], [120, 30])).toBe(DEFAULT_TRAVEL.startMinutes)
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0.001, max: 3, noNaN: true }),
        (a, more) => {
          expect(approximateMinutes([120, 30], [120, 30 + a + more])).toBeGreaterThan(
            approximateMinutes([120, 30], [120, 30 + a]),
          )
        },
      ),
    )
  })

  it('in a matrix equals the pairs one by one, rows from, columns to', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 5 }), fc.array(point, { maxLength: 4 }), (from, to) => {
        const { minutes, rows, columns } = travelMatrix(from, to)
        expect([rows, columns]).toEqual([from.length, to.length])
        const naive = from.flatMap((start: Point) => to.map((end: Point) => approximateMinutes(start, end)))
        expect([...minutes]).toEqual(naive)
      }),
    )
  })

  it.each([
    ['a detour below 1', { detour: 0.9 }],
    ['a negative start', { startMinutes: -1 }],
    ['a speed of 0', { speeds: [{ upToKm: Number.POSITIVE_INFINITY, kmPerHour: 0 }] }],
    ['a last stretch with an end', { speeds: [{ upToKm: 10, kmPerHour: 30 }] }],
    [
      'stretches out of order',
      {
        speeds: [
          { upToKm: 10, kmPerHour: 30 },
          { upToKm: 5, kmPerHour: 30 },
        ],
      },
    ],
  ])('refuses %s', (_, wrong) => {
    expect(() => approximateMinutes([120, 30], [121, 30], { ...DEFAULT_TRAVEL, ...wrong })).toThrow(RangeError)
  })
})
