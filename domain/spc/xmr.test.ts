import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { assuranceOf } from './assurance'
import { runEnds, trendEnds } from './seven-point-rules'
import { specialCauses } from './special-cause'
import { inTwoOfThree } from './two-of-three'
import { type SeriesPoint, type Variation, XmrError, xmr, xmrOfLast } from './xmr'
import { xmrLimits } from './xmr-limits'

const series = (values: readonly (number | null)[]): SeriesPoint[] =>
  values.map((value, i) => ({ at: `m${i + 1}`, value }))
const said = (values: readonly (number | null)[], options: Parameters<typeof xmr>[1]): Variation[] =>
  xmr(series(values), options).points.map((point) => point.variation)

/** The twenty standard normal values of R's `set.seed(123); rnorm(20)` and what the reference makes of them. */
const TWENTY = [
  -0.560475646552213, -0.23017748948328, 1.55870831414912, 0.070508391424576, 0.129287735160946, 1.71506498688328,
  0.460916205989202, -1.26506123460653, -0.686852851893526, -0.445661970099958, 1.22408179743946, 0.359813827057364,
  0.400771450594052, 0.11068271594512, -0.555841134754075, 1.78691313680308, 0.497850478229239, -1.96661715662964,
  0.701355901563686, -0.472791407727934,
]
const TWELVE = [10, 12, 11, 13, 9, 10, 14, 12, 11, 10, 13, 20]

describe('limits', () => {
  it('equal those that the reference publishes', () => {
    const limits = xmrLimits(TWENTY)
    expect(limits.centre).toBeCloseTo(0.1416238, 6)
    expect(limits.lower).toBeCloseTo(-3.01138, 6)
    expect(limits.upper).toBeCloseTo(3.294627, 6)
  })

  it.each([true, false])('equal the worked example of twelve points, screened: %s', (screen) => {
    const limits = xmrLimits(TWELVE, screen)
    expect(limits.centre).toBeCloseTo(12.083333, 6)
    expect(limits.meanRange).toBeCloseTo(2.545455, 6)
    expect(limits.lower).toBeCloseTo(5.312424, 6)
    expect(limits.upper).toBeCloseTo(18.854242, 6)
    expect(limits.nearUpper).toBeCloseTo(16.597273, 6)
    expect(limits.rangeLimit).toBeCloseTo(3.267 * 2.545455, 5)
  })

  it('leave one leap out of the ranges when asked, and not of the centre', () => {
    const leap = [10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 40]
    // Ten ranges of 1 and one of 30: mR̄ is 40 ÷ 11, and 30 is above 3.267 times that.
    const kept = xmrLimits(leap)
    expect([kept.meanRange, kept.screened]).toEqual([1, 1])
    expect(kept.centre).toBeCloseTo(155 / 12, 12)
    expect(xmrLimits(leap, false).meanRange).toBeCloseTo(40 / 11, 12)
  })

  it('keep the leap where nothing else moves', () => {
    const limits = xmrLimits([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 17])
    expect(limits.meanRange).toBeCloseTo(12 / 11, 12)
    expect(limits.screened).toBe(0)
  })

  it('move and stretch with the values', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 })
    fc.assert(
      fc.property(values, fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 9 }), (all, by, times) => {
        const plain = xmrLimits(all)
        const moved = xmrLimits(all.map((value) => value * times + by))
        expect(moved.upper).toBeCloseTo(plain.upper * times + by, 6)
        expect(moved.lower).toBeCloseTo(plain.lower * times + by, 6)
        expect(plain.upper - plain.centre).toBeCloseTo(1.5 * (plain.nearUpper - plain.centre), 9)
      }),
    )
  })
})

describe('rules', () => {
  it('a run ends at its seventh point on one side and goes on with the eighth', () => {
    expect(runEnds([1, 1, 1, 1, 1, 1, 1, 1, -1])).toEqual([...Array(6).fill(null), 'above', 'above', null])
    expect(runEnds([-1, -1, -1, -1, -1, -1, -1, -1, 1])).toEqual([...Array(6).fill(null), 'below', 'below', null])
    expect(runEnds([1, 1, 1, 0, 1, 1, 1, 1])).toEqual(Array(8).fill(null))
    expect(runEnds([1, 1, 1, 1, 1, 1])).toEqual(Array(6).fill(null))
  })

  it('a trend has seven points, each beyond the last', () => {
    expect(trendEnds([1, 2, 3, 4, 5, 6, 7])).toEqual([...Array(6).fill(null), 'above'])
    expect(trendEnds([7, 6, 5, 4, 3, 2, 1])).toEqual([...Array(6).fill(null), 'below'])
    expect(trendEnds([1, 2, 3, 3, 4, 5, 6, 7])).toEqual(Array(8).fill(null))
  })

  it('two of three are found in any three neighbours on one side', () => {
    const close = [false, false, true, false, true, false, false]
    expect(inTwoOfThree(close, [1, 1, 1, 1, 1, 1, 1])).toEqual([false, false, true, true, true, false, false])
    expect(inTwoOfThree(close, [1, 1, 1, -1, 1, 1, 1])).toEqual(Array(7).fill(false))
  })

  it('a value on a limit is not outside it', () => {
    const limits = { ...xmrLimits(TWELVE), centre: 0, lower: -3, upper: 3, nearLower: -2, nearUpper: 2 }
    expect(specialCauses([3, -3, 3.0001, -3.0001, 0], limits).map((causes) => causes.map((one) => one.rule))).toEqual([
      [],
      [],
      ['outside'],
      ['outside'],
      [],
    ])
  })

  it('equal the rules written out point by point, over generated series', () => {
    const values = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 12, maxLength: 45 })
    fc.assert(
      fc.property(values, (all) => {
        const limits = xmrLimits(all)
        const found = specialCauses(all, limits).map((causes) => causes.map((one) => one.rule).sort())
        expect(found).toEqual(naiveRules(all, limits))
      }),
      { numRuns: 400 },
    )
  })
})

/** The four rules as a person with a ruler applies them: every window of seven and of three, one after another. */
function naiveRules(all: readonly number[], { centre, lower, upper }: ReturnType<typeof xmrLimits>): string[][] {
  const marks = all.map(() => new Set<string>())
  const third = (upper - centre) / 3
  const over = (value: number, line: number) => value - line > 1e-9
  all.forEach((value, i) => {
    if (over(value, upper) || over(lower, value)) marks[i]?.add('outside')
  })
  for (let i = 0; i + 7 <= all.length; i += 1) {
    const seven = all.slice(i, i + 7)
    const mark = (rule: string) => {
      for (let k = i; k < i + 7; k += 1) marks[k]?.add(rule)
    }
    if (seven.every((value) => over(value, centre)) || seven.every((value) => over(centre, value))) mark('run')
    if (seven.slice(1).every((value, k) => value > (seven[k] as number))) mark('trend')
    if (seven.slice(1).every((value, k) => value < (seven[k] as number))) mark('trend')
  }
  for (const way of [1, -1])
    for (let i = 0; i + 3 <= all.length; i += 1) {
      const three = [i, i + 1, i + 2]
      const beyond = (k: number) => way * ((all[k] as number) - centre)
      const near = three.filter((k) => over(beyond(k), 2 * third) && !over(beyond(k), 3 * third))
      if (three.every((k) => over(beyond(k), 0)) && near.length >= 2) for (const k of near) marks[k]?.add('twoOfThree')
    }
  return marks.map((mark) => [...mark].sort())
}

test('what is said of the last value alone is what the chart says of it', () => {
  const values = fc.array(fc.option(fc.integer({ min: 0, max: 12 }), { freq: 9 }), { minLength: 1, maxLength: 45 })
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 12 }), (before, last) => {
      const all = [...before, last]
      const chart = xmr(series(all), { direction: 'monitor' })
      const alone = xmrOfLast(all.flatMap((value) => (value === null ? [] : [value])))
      expect(alone?.limits ?? null).toEqual(chart.phases[0]?.limits)
      expect(alone?.causes ?? []).toEqual(chart.points.at(-1)?.causes)
    }),
  )
})

describe('the chart', () => {
  it('a point outside is concern or improvement by what is better, and high where nothing is', () => {
    expect(said(TWELVE, { direction: 'lower' }).at(-1)).toBe('concern')
    expect(said(TWELVE, { direction: 'higher' }).at(-1)).toBe('improvement')
    expect(said(TWELVE, { direction: 'monitor' }).at(-1)).toBe('high')
    expect(said(TWELVE, { direction: 'lower' }).slice(0, -1)).toEqual(Array(11).fill('common'))
  })

  it('a trend has one colour on both sides of the centre', () => {
    const rising = [8, 2, 8, 2, 8, 2, 3, 4, 5, 6, 7, 8, 2, 8, 2, 8, 2]
    const expected = rising.map((_, i) => (i >= 5 && i <= 11 ? 'concern' : 'common'))
    expect(said(rising, { direction: 'lower' })).toEqual(expected)
  })

  it('equal values are ordinary variation, whatever their mean is to the last figure', () => {
    expect(said(Array(15).fill(0.1), { direction: 'higher' })).toEqual(Array(15).fill('common'))
  })

  it('eleven points have no limits, twelve have', () => {
    expect(xmr(series(TWELVE.slice(1)), { direction: 'lower' })).toMatchObject({ now: 'too-few', assurance: null })
    expect(xmr(series(TWELVE), { direction: 'lower' }).now).toBe('concern')
  })

  it('a period without a value keeps its place and takes no part', () => {
    const withHole: (number | null)[] = [...TWELVE.slice(0, 4), null, ...TWELVE.slice(4)]
    const chart = xmr(series(withHole), { direction: 'lower' })
    expect(chart.phases[0]?.limits).toEqual(xmrLimits(TWELVE))
    expect(chart.points[4]).toMatchObject({ variation: 'no-value', range: null })
    expect(chart.points[5]?.range).toBe(4)
  })

  it('a new phase has limits of its own, and no run goes from one into the next', () => {
    const low = [1, 3, 2, 1, 3, 2, 1, 3, 2, 3, 3, 3]
    const high = low.map((value) => value + 50)
    const whole = said([...low, ...high], { direction: 'higher' })
    expect(whole).toContain('improvement')
    const chart = xmr(series([...low, ...high]), { direction: 'higher', phases: ['m13'] })
    expect(chart.phases.map((phase) => phase.limits?.centre)).toEqual([2.25, 52.25])
    expect(chart.phases.map(({ from, to }) => [from, to])).toEqual([
      ['m1', 'm12'],
      ['m13', 'm24'],
    ])
    expect(chart.points.map((point) => point.variation)).toEqual(Array(24).fill('common'))
    expect(chart.points[12]?.range).toBeNull()
  })

  it('a phase that begins nowhere, and a period that stands twice, are refused', () => {
    expect(() => xmr(series([1, 2]), { direction: 'lower', phases: ['m9'] })).toThrow(XmrError)
    expect(() => xmr([...series([1]), ...series([2])], { direction: 'lower' })).toThrow(/m1 twice/)
  })

  it('the target is held against the limits of the last phase', () => {
    const chart = (target: { max: number }) =>
      xmr(series([...TWELVE, ...TWELVE.map((value) => value + 40)]), { direction: 'lower', phases: ['m13'], target })
    expect([30, 50, 70].map((max) => chart({ max }).assurance)).toEqual(['fail', 'hit-or-miss', 'pass'])
  })

  it('an empty series says so', () =>
    expect(xmr([], { direction: 'lower' })).toEqual({ phases: [], points: [], now: 'no-value', assurance: null }))
})

test.each([
  [{ min: 5 }, 'pass'],
  [{ min: 10 }, 'hit-or-miss'],
  [{ min: 15 }, 'hit-or-miss'],
  [{ min: 20 }, 'hit-or-miss'],
  [{ min: 21 }, 'fail'],
  [{ max: 25 }, 'pass'],
  [{ max: 15 }, 'hit-or-miss'],
  [{ max: 9 }, 'fail'],
  [{ min: 5, max: 25 }, 'pass'],
  [{ min: 5, max: 15 }, 'hit-or-miss'],
  [{ min: 30, max: 40 }, 'fail'],
  [{}, null],
])('limits 10 to 20 and the target %j: %s', (target, expected) => {
  expect(assuranceOf({ lower: 10, upper: 20 }, target)).toBe(expected)
})

const reference = resolve(import.meta.dirname, '../../../shared/data/spc/expected_spc_funnel.json')
const Expected = z.object({
  xmr: z.object({
    y: z.array(z.number()),
    published: z.object({ plain_screened: z.object({ mean: z.number(), lpl: z.number(), upl: z.number() }) }),
  }),
  seven_one_side: z.array(z.object({ rel: z.array(z.number()), flag: z.array(z.number()) })),
  seven_trend: z.array(z.object({ y: z.array(z.number()), flag: z.array(z.number()) })),
  two_in_three: z.array(z.object({ close: z.array(z.number()), side: z.array(z.number()), flag: z.array(z.number()) })),
})

if (!existsSync(reference)) console.warn(`The reference file of XmR charts is skipped: ${reference} is not there.`)
describe.skipIf(!existsSync(reference))('the file of the reference', () => {
  const expected = existsSync(reference) ? Expected.parse(JSON.parse(readFileSync(reference, 'utf8'))) : undefined

  it('limits', () => {
    const found = xmrLimits(expected?.xmr.y ?? [])
    const { mean, lpl, upl } = expected?.xmr.published.plain_screened ?? { mean: 0, lpl: 0, upl: 0 }
    for (const [value, wanted] of [
      [found.centre, mean],
      [found.lower, lpl],
      [found.upper, upl],
    ])
      expect(Math.abs((value as number) - (wanted as number))).toBeLessThanOrEqual(1e-6)
  })

  it('flags', () => {
    for (const { rel, flag } of expected?.seven_one_side ?? [])
      expect(runEnds(rel).map((end) => (end ? 1 : 0))).toEqual(flag)
    for (const { y, flag } of expected?.seven_trend ?? [])
      expect(trendEnds(y).map((end) => (end === 'above' ? 1 : end === 'below' ? -1 : 0))).toEqual(flag)
    for (const { close, side, flag } of expected?.two_in_three ?? [])
      expect(
        inTwoOfThree(
          close.map((one) => one === 1),
          side,
        ).map(Number),
      ).toEqual(flag)
  })
})
