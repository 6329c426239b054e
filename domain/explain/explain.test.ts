import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CostPart, changeOfCost } from './cost-change'
import { largestMovers } from './movers'
import { changeOfRatio, type RatioPart } from './ratio-change'
import { changeOfSum, REST } from './sum-change'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
/** Within a part in a milliard of the numbers it is made of. */
function adds(found: number, expected: number, size: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, size))
}

const side = fc.record({
  numerator: fc.integer({ min: 0, max: 1_000_000 }),
  denominator: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100_000 })),
})
const ratioParts = fc
  .array(fc.record({ before: side, after: side }), { minLength: 1, maxLength: 15 })
  .map((all): RatioPart[] => all.map((part, i) => ({ id: `p${i}`, ...part })))
  .filter((all) => all.some((one) => one.before.denominator > 0) && all.some((one) => one.after.denominator > 0))

describe('a sum', () => {
  it('changes by what its parts do', () => {
    const parts = [
      { id: 'a', before: 10, after: 14 },
      { id: 'b', before: 5, after: 2 },
    ]
    expect(changeOfSum(parts)).toEqual({
      before: 15,
      after: 16,
      change: 1,
      parts: [
        { id: 'a', contribution: 4 },
        { id: 'b', contribution: -3 },
      ],
    })
  })

  it('what the parts lack of the whole is a part of its own', () => {
    const found = changeOfSum([{ id: 'a', before: 10, after: 14 }], { before: 30, after: 29 })
    expect(found).toMatchObject({ before: 30, after: 29, change: -1 })
    expect(found.parts).toEqual([
      { id: 'a', contribution: 4 },
      { id: REST, contribution: -5 },
    ])
  })
})

describe('a ratio of sums', () => {
  it('rises with no part doing so: all of it is mix', () => {
    const found = changeOfRatio([
      { id: 'cheap', before: { numerator: 80, denominator: 80 }, after: { numerator: 20, denominator: 20 } },
      { id: 'dear', before: { numerator: 60, denominator: 20 }, after: { numerator: 240, denominator: 80 } },
    ])
    expect(found?.change).toBeCloseTo(1.2, 12)
    expect(found?.within).toBeCloseTo(0, 12)
    expect(found?.mix).toBeCloseTo(1.2, 12)
    // Both lie 1 off the mean ratio of 2 and moved 60 % of the weight: each did half.
    expect(found?.parts.map((part) => part.contribution)).toEqual([expect.closeTo(0.6, 12), expect.closeTo(0.6, 12)])
  })

  it('rises in one part of unchanged weight: that part did it', () => {
    const found = changeOfRatio([
      { id: 'a', before: { numerator: 10, denominator: 100 }, after: { numerator: 20, denominator: 100 } },
      { id: 'b', before: { numerator: 30, denominator: 300 }, after: { numerator: 30, denominator: 300 } },
    ])
    expect(found?.parts).toEqual([
      { id: 'a', contribution: expect.closeTo(0.025, 12), within: expect.closeTo(0.025, 12), mix: 0 },
      { id: 'b', contribution: 0, within: 0, mix: 0 },
    ])
    expect(found).toMatchObject({ byDenominator: 0 })
  })

  it('a ward that closed is mix', () => {
    const found = changeOfRatio([
      { id: 'open', before: { numerator: 50, denominator: 100 }, after: { numerator: 50, denominator: 100 } },
      { id: 'closed', before: { numerator: 90, denominator: 100 }, after: { numerator: 0, denominator: 0 } },
    ])
    expect(found?.change).toBeCloseTo(-0.2, 12)
    expect(found?.parts.map((part) => part.within)).toEqual([expect.closeTo(0, 12), expect.closeTo(0, 12)])
  })

  it('what the parts lack of the whole is a part of its own, and takes nothing from the others', () => {
    const all: RatioPart[] = [
      { id: 'a', before: { numerator: 10, denominator: 100 }, after: { numerator: 25, denominator: 120 } },
      { id: 'b', before: { numerator: 30, denominator: 50 }, after: { numerator: 30, denominator: 90 } },
    ]
    const whole = {
      before: { numerator: 40, denominator: 150 },
      after: { numerator: 55, denominator: 210 },
    }
    const [a, rest] = changeOfRatio(all.slice(0, 1), whole)?.parts ?? []
    const [sameA, b] = changeOfRatio(all)?.parts ?? []
    expect(a).toEqual(sameA)
    expect(rest).toEqual({ ...b, id: REST })
  })

  it('without a denominator in one period has no change to explain', () => {
    const nothing = { numerator: 0, denominator: 0 }
    expect(changeOfRatio([{ id: 'a', before: nothing, after: { numerator: 1, denominator: 2 } }])).toBeNull()
    expect(changeOfRatio([])).toBeNull()
  })

  it('parts add up to the change, and so do within and mix, and numerator and denominator', () => {
    fc.assert(
      fc.property(ratioParts, (parts) => {
        const found = changeOfRatio(parts)
        if (!found) throw new Error('no change')
        const size = Math.max(found.before, found.after)
        adds(sum(found.parts.map((part) => part.contribution)), found.change, size * parts.length)
        adds(found.within + found.mix, found.change, size * parts.length)
        adds(
          found.byNumerator + found.byDenominator,
          found.change,
          found.before + found.after + Math.abs(found.byNumerator),
        )
      }),
    )
  })

  it('equals the textbook form of weights and ratios where every part has both', () => {
    const whole = fc.record({
      numerator: fc.integer({ min: 0, max: 900 }),
      denominator: fc.integer({ min: 1, max: 900 }),
    })
    const parts = fc.array(fc.record({ before: whole, after: whole }), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(parts, (all) => {
        const found = changeOfRatio(all.map((part, i) => ({ id: `${i}`, ...part })))
        const total = (when: 'before' | 'after', what: 'numerator' | 'denominator') =>
          sum(all.map((part) => part[when][what]))
        const [d0, d1] = [total('before', 'denominator'), total('after', 'denominator')]
        const mean = (total('before', 'numerator') / d0 + total('after', 'numerator') / d1) / 2
        for (const [i, { before, after }] of all.entries()) {
          const [w0, w1] = [before.denominator / d0, after.denominator / d1]
          const [r0, r1] = [before.numerator / before.denominator, after.numerator / after.denominator]
          expect(found?.parts[i]?.within).toBeCloseTo(((w0 + w1) / 2) * (r1 - r0), 9)
          expect(found?.parts[i]?.mix).toBeCloseTo(((r0 + r1) / 2 - mean) * (w1 - w0), 9)
        }
      }),
    )
  })

  it('turned round in time every contribution changes its sign', () => {
    fc.assert(
      fc.property(ratioParts, (parts) => {
        const there = changeOfRatio(parts)
        const back = changeOfRatio(parts.map(({ id, before, after }) => ({ id, before: after, after: before })))
        const size = Math.max(there?.before ?? 0, there?.after ?? 0)
        for (const [i, part] of (there?.parts ?? []).entries()) {
          adds(part.within, -(back?.parts[i]?.within ?? 0), size)
          adds(part.mix, -(back?.parts[i]?.mix ?? 0), size)
        }
      }),
    )
  })

  it('drilled down, the contributions of the parts of a part add up to its own', () => {
    fc.assert(
      fc.property(ratioParts, fc.integer({ min: 1, max: 14 }), (parts, cut) => {
        const add = (all: readonly RatioPart[], when: 'before' | 'after') => ({
          numerator: sum(all.map((part) => part[when].numerator)),
          denominator: sum(all.map((part) => part[when].denominator)),
        })
        const [left, right] = [parts.slice(0, cut), parts.slice(cut)]
        const halves = [left, right].map((half, i) => ({
          id: `${i}`,
          before: add(half, 'before'),
          after: add(half, 'after'),
        }))
        const fine = changeOfRatio(parts)
        const coarse = changeOfRatio(halves)
        const below = sum((fine?.parts ?? []).slice(0, cut).map((part) => part.contribution))
        adds(below, coarse?.parts[0]?.contribution ?? Number.NaN, (fine?.before ?? 0) + (fine?.after ?? 0))
      }),
    )
  })
})

const cost = fc.record({ cases: fc.integer({ min: 0, max: 5000 }), cost: fc.integer({ min: 0, max: 50_000_000 }) })
const paid = cost.map((one) => (one.cases === 0 ? { cases: 0, cost: 0 } : one))
const costParts = fc
  .array(fc.record({ before: paid, after: paid }), { minLength: 1, maxLength: 12 })
  .map((all): CostPart[] => all.map((part, i) => ({ id: `g${i}`, ...part })))
  .filter((all) => all.some((one) => one.before.cases > 0) && all.some((one) => one.after.cases > 0))

describe('a cost', () => {
  const two = (before: number[], after: number[]): CostPart[] =>
    ['G1', 'G2'].map((id, i) => ({
      id,
      before: { cases: before[2 * i] ?? 0, cost: before[2 * i + 1] ?? 0 },
      after: { cases: after[2 * i] ?? 0, cost: after[2 * i + 1] ?? 0 },
    }))
  const effects = (parts: CostPart[]) => {
    const found = changeOfCost(parts)
    return [found?.volume, found?.price, found?.mix].map((one) => Math.round((one ?? Number.NaN) * 1e6) / 1e6 + 0)
  }

  it('twice the cases at the same prices: volume only', () =>
    expect(effects(two([100, 1000, 50, 2000], [200, 2000, 100, 4000]))).toEqual([3000, 0, 0]))
  it('the same cases at prices a tenth higher: price only', () =>
    expect(effects(two([100, 1000, 50, 2000], [100, 1100, 50, 2200]))).toEqual([0, 300, 0]))
  it('dear cases in place of cheap ones: mix only', () =>
    expect(effects(two([100, 1000, 50, 2000], [50, 500, 100, 4000]))).toEqual([0, 0, 1500]))
  it('without a case in one period there is nothing to split', () =>
    expect(changeOfCost(two([0, 0, 0, 0], [1, 1, 1, 1]))).toBeNull())

  it('volume, price and mix of all parts are the change, to the last fen', () => {
    fc.assert(
      fc.property(costParts, (parts) => {
        const found = changeOfCost(parts)
        if (!found) throw new Error('no change')
        const size = found.before + found.after
        adds(found.volume + found.price + found.mix, found.change, size * 10)
        adds(sum(found.parts.map((part) => part.contribution)), found.change, size * 10)
        for (const part of found.parts) adds(part.volume + part.price + part.mix, part.contribution, size)
        const cases = (when: 'before' | 'after') => sum(parts.map((part) => part[when].cases))
        const mean = (found.before / cases('before') + found.after / cases('after')) / 2
        adds(found.volume, mean * (cases('after') - cases('before')), size * 10)
      }),
    )
  })

  it('prices alone change where shares do not, case by case', () => {
    const part = fc.record({
      cases: fc.integer({ min: 1, max: 500 }),
      before: fc.integer({ min: 1, max: 9000 }),
      after: fc.integer({ min: 1, max: 9000 }),
    })
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 4 }), (all, times) => {
        const parts = all.map(({ cases, before, after }, i) => ({
          id: `${i}`,
          before: { cases, cost: cases * before },
          after: { cases: cases * times, cost: cases * times * after },
        }))
        const found = changeOfCost(parts)
        adds(found?.mix ?? Number.NaN, 0, (found?.before ?? 0) + (found?.after ?? 0))
        const price = sum(all.map(({ cases, before, after }) => ((cases * (1 + times)) / 2) * (after - before)))
        adds(found?.price ?? Number.NaN, price, (found?.before ?? 0) + (found?.after ?? 0))
      }),
    )
  })
})

describe('largest movers', () => {
  const parts = [
    { id: 'a', contribution: 5 },
    { id: 'b', contribution: -6 },
    { id: 'c', contribution: 1 },
    { id: 'd', contribution: 4 },
  ]

  it('are the largest either way, and the rest is told', () =>
    expect(largestMovers(parts, 2)).toEqual({
      movers: [parts[1], parts[0]],
      rest: { parts: 2, contribution: 5 },
      share: 0.5,
    }))

  it('of no change have no share', () => {
    expect(largestMovers([{ id: 'a', contribution: 0 }], 3).share).toBeNull()
    expect(largestMovers([], 3)).toEqual({ movers: [], rest: { parts: 0, contribution: 0 }, share: null })
  })
})
