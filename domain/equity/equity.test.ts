import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gini, giniBand, lorenzCurve } from './gini'
import { agglomeration } from './hrad'
import { EquityError, type Share } from './share'
import { decomposeTheil, theil } from './theil'

const PEOPLE = [15, 25, 10, 20, 30]
const BEDS = [48, 60, 18, 52, 112]
const LAND = [12, 20, 32, 7.2, 4.8]
const FIVE: Share[] = PEOPLE.map((people, i) => ({ people, resource: BEDS[i] as number }))

const shares = fc.array(
  fc.record({ people: fc.integer({ min: 1, max: 1_000_000 }), resource: fc.integer({ min: 1, max: 10_000 }) }),
  { minLength: 1, maxLength: 30 },
)

describe('gini', () => {
  it('equals the worked example of five counties', () => expect(gini(FIVE)).toBeCloseTo(0.124138, 6))
  it('is 0 when all have the same per head', () =>
    expect(
      gini([
        { people: 3, resource: 6 },
        { people: 50, resource: 100 },
      ]),
    ).toBeCloseTo(0, 12))
  it('approaches 1 when one person in a thousand has everything', () =>
    expect(
      gini([
        { people: 999, resource: 0 },
        { people: 1, resource: 5 },
      ]),
    ).toBeCloseTo(0.999, 12))
  it('equals half the mean absolute difference over the mean, computed pair by pair', () =>
    fc.assert(
      fc.property(shares, (groups) => {
        const people = groups.reduce((sum, g) => sum + g.people, 0)
        const mean = groups.reduce((sum, g) => sum + g.resource, 0) / people
        let difference = 0
        for (const a of groups)
          for (const b of groups)
            difference +=
              (a.people / people) * (b.people / people) * Math.abs(a.resource / a.people - b.resource / b.people)
        expect(gini(groups)).toBeCloseTo(difference / (2 * mean), 9)
      }),
    ))
  it('does not depend on order or scale', () =>
    fc.assert(
      fc.property(shares, fc.integer({ min: 2, max: 9 }), (groups, k) => {
        const other = [...groups].reverse().map((g) => ({ people: g.people * k, resource: g.resource * k }))
        expect(gini(other)).toBeCloseTo(gini(groups), 9)
      }),
    ))
  it('a Lorenz curve ends at (1, 1) and never rises above equality', () => {
    const curve = lorenzCurve(FIVE)
    expect(curve.at(-1)).toEqual({ people: expect.closeTo(1, 12), resource: expect.closeTo(1, 12) })
    for (const point of curve) expect(point.resource).toBeLessThanOrEqual(point.people + 1e-12)
  })
  it.each([
    [0.1999, 'veryEqual'],
    [0.2, 'equal'],
    [0.3, 'moderate'],
    [0.4, 'unequal'],
    [0.5, 'veryUnequal'],
  ] as const)('%d reads as %s: a band begins at its limit', (value, band) => expect(giniBand(value)).toBe(band))
})

describe('theil', () => {
  it('equals the worked example', () => expect(theil(FIVE)).toBeCloseTo(0.0263, 6))
  it('splits between and within two regions as in the worked example', () => {
    const parts = decomposeTheil(FIVE.map((share, i) => ({ ...share, region: i < 2 ? 'a' : 'b' })))
    expect(parts.between).toBeCloseTo(0.001613, 6)
    expect(parts.within).toBeCloseTo(0.024687, 6)
  })
  it('is infinite, not zero, where people have none of it', () =>
    expect(
      theil([
        { people: 1, resource: 0 },
        { people: 1, resource: 1 },
      ]),
    ).toBe(Number.POSITIVE_INFINITY))
  it('within equals the people-weighted sum of the regions own indices', () =>
    fc.assert(
      fc.property(fc.array(shares, { minLength: 1, maxLength: 4 }), (regions) => {
        const all = regions.flatMap((groups, r) => groups.map((g) => ({ ...g, region: String(r) })))
        const people = all.reduce((sum, g) => sum + g.people, 0)
        const within = regions.reduce(
          (sum, groups) => sum + (groups.reduce((s, g) => s + g.people, 0) / people) * theil(groups),
          0,
        )
        expect(decomposeTheil(all).within).toBeCloseTo(within, 9)
      }),
    ))
})

describe('agglomeration', () => {
  const degrees = agglomeration(
    PEOPLE.map((people, i) => ({ people, resource: BEDS[i] as number, land: LAND[i] as number })),
  )
  it.each([
    ['hrad', [1.048276, 0.786207, 0.147414, 1.89272, 6.114943]],
    ['pad', [0.95, 0.95, 0.2375, 2.111111, 4.75]],
    ['hrdi', [3.577709, 2.683282, 1.006231, 4.333333, 9.333333]],
  ] as const)('%s equals the worked example', (name, expected) => {
    for (const [i, value] of expected.entries()) expect(degrees[i]?.[name]).toBeCloseTo(value, 5)
  })
})

describe('numbers that cannot be used are refused by name', () => {
  it.each([
    [[{ people: 0, resource: 5 }], /Group 0 has 5 of the resource and nobody/],
    [[{ people: -1, resource: 5 }], /Group 0 has people -1/],
    [[{ people: 1, resource: Number.NaN }], /Group 0 has resource NaN/],
    [[{ people: 0, resource: 0 }], /Nobody lives/],
    [[{ people: 1, resource: 0 }], /None of the groups/],
  ])('%j', (groups, message) => {
    expect(() => gini(groups)).toThrow(EquityError)
    expect(() => gini(groups)).toThrow(message)
  })
})
