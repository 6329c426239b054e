import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FunnelError, type FunnelOptions, type FunnelShape, type FunnelUnit, funnel, funnelLimits } from './funnel'
import type { FunnelLimits } from './funnel-level'
import { dispersionOf } from './over-dispersion'
import { poissonLimits } from './poisson-limits'

const OBSERVED = [80, 95, 120, 150, 60, 110, 130, 210, 75, 140, 180, 99, 101, 160, 88, 125, 143, 70, 230, 117]
const EXPECTED = [100, 100, 100, 140, 70, 100, 120, 180, 90, 150, 170, 95, 105, 140, 100, 120, 135, 85, 190, 110]
const TWENTY: FunnelUnit[] = OBSERVED.map((observed, i) => ({ id: `h${i + 1}`, observed, base: EXPECTED[i] as number }))
const shape = (part: Partial<FunnelShape>): FunnelShape => ({
  kind: 'standardised',
  method: 'log',
  dispersion: 'none',
  centre: 1,
  phi: null,
  tau2: 0,
  ...part,
})

function expectLimits(
  found: FunnelLimits | null,
  attention: readonly number[],
  warning?: readonly number[],
  digits = 9,
) {
  const { attention: near, warning: far } = found ?? { attention: undefined, warning: undefined }
  expect([near?.lower, near?.upper]).toEqual(attention.map((one) => expect.closeTo(one, digits)))
  if (warning) expect([far?.lower, far?.upper]).toEqual(warning.map((one) => expect.closeTo(one, digits)))
}

describe('exact Poisson limits', () => {
  it.each([
    [5, [0.324697, 2.333666], [0.147874, 3.290949]],
    [20, [0.610826, 1.544419], [0.447911, 1.902094]],
    [100, [0.81364, 1.216268], [0.719214, 1.349243]],
    [400, [0.904391, 1.102967], [0.852583, 1.164354]],
    // The reference's published values.
    [15, [0.5596924, 1.649348], [0.386265, 2.082907]],
  ])('of %d expected equal the published ones', (expected, near, far) => {
    const found = funnelLimits(shape({ method: 'exact' }), expected)
    expectLimits(found, near, far, 6)
  })

  it('stand where the Poisson chances of so few and so many, added up one by one, reach the tail', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.constantFrom(0.025, 0.001), (events, tail) => {
        const { lower, upper } = poissonLimits(events, tail)
        // Limits of an expected number are the exact interval about as many events: E lower and E upper as means put E events in the tails.
        const fewer = (mean: number, most: number) => {
          let chance = Math.exp(-mean)
          let sum = most < 0 ? 0 : chance
          for (let k = 1; k <= most; k += 1) {
            chance *= mean / k
            sum += chance
          }
          return sum
        }
        expect(1 - fewer(events * lower, events - 1)).toBeCloseTo(tail, 9)
        expect(fewer(events * upper, events)).toBeCloseTo(tail, 9)
      }),
    )
  })
})

describe('over-dispersion', () => {
  it('SHMI: deciles dropped, additive, as in the worked example', () => {
    const found = funnel(TWENTY, { kind: 'standardised' })
    expect(found.kept).toBe(16)
    expect(found.shape.phi).toBeCloseTo(1.085738, 6)
    expect(found.shape.tau2).toBeCloseTo(0.001376, 6)
    expectLimits(funnelLimits(found.shape, 100), [0.811361, 1.232497], [0.719217, 1.390401], 6)
  })

  // The other variants worked out by a program of its own over NumPy, from the same formulas.
  it.each<[string, FunnelOptions, number, number, number[], number[]]>([
    [
      'winsorised and multiplicative (Spiegelhalter), on the logarithm',
      { kind: 'standardised', method: 'log', dispersion: 'multiplicative', trim: 'winsorise' },
      100,
      1.511255773657619,
      [0.785885213993242, 1.2724504573877875],
      [0.6839353157322844, 1.462126573957228],
    ],
    [
      'winsorised and multiplicative, on the values',
      { kind: 'standardised', method: 'natural', dispersion: 'multiplicative' },
      100,
      1.547295086601606,
      [0.7561994574983188, 1.2438005425016812],
      [0.6156050631256211, 1.3843949368743789],
    ],
    [
      'square root (CQC), winsorised and additive, squared back',
      { kind: 'standardised', method: 'sqrt' },
      100,
      1.5236119189668407,
      [0.7740039097434509, 1.2549042300106905],
      [0.6568191019754472, 1.4150440277904481],
    ],
  ])('%s', (_, options, base, phi, near, far) => {
    const found = funnel(TWENTY, options)
    expect(found.shape.phi).toBeCloseTo(phi, 9)
    expectLimits(funnelLimits(found.shape, base), near, far)
  })

  it('shares: arcsine, winsorised and additive', () => {
    const found = funnel(
      TWENTY.map((unit) => ({ ...unit, base: unit.base * 8 })),
      { kind: 'share' },
    )
    expect(found.shape.centre).toBeCloseTo(0.12932291666666668, 12)
    expect(found.shape.phi).toBeCloseTo(1.6870597300922126, 9)
    expect(found.shape.tau2).toBeCloseTo(0.00020280465837628516, 12)
    const near = [0.1009697837877419, 0.16060916664561026]
    expectLimits(funnelLimits(found.shape, 800), near, [0.08604122059674423, 0.17988894043221182])
  })

  it('shares: limits by chance alone as in the worked example', () => {
    const limits = funnelLimits(shape({ kind: 'share', method: 'arcsine', centre: 0.127957 }), 200)
    expectLimits(limits, [0.085377, 0.177671], undefined, 6)
  })

  it('a φ below 1 narrows nothing, and units nearer than chance have no τ²', () => {
    const near = TWENTY.map((unit) => ({ ...unit, observed: unit.base }))
    for (const dispersion of ['additive', 'multiplicative'] as const) {
      const found = funnel(near, { kind: 'standardised', dispersion })
      expect([found.shape.phi, found.shape.tau2]).toEqual([0, 0])
      expect(funnelLimits(found.shape, 50)).toEqual(funnelLimits(shape({}), 50))
    }
  })

  it('drops the lowest and highest tenth by the rank, ties at their mean rank', () => {
    const of = (zs: number[]) =>
      dispersionOf(
        zs.map((one) => ({ z: one, error: 0.1 })),
        'drop-deciles',
      ).kept
    // Of 20: ranks 1, 2 (⌊20/21⌋ = 0) and 19, 20 (⌊190/21⌋ = 9) go.
    expect(of(Array.from({ length: 20 }, (_, i) => i))).toBe(16)
    // The same with the lowest two at rank 1.5 and the highest three at rank 19.
    expect(of([0, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 17, 17])).toBe(15)
    expect(dispersionOf([], 'drop-deciles')).toEqual({ phi: null, tau2: 0, kept: 0 })
  })

  it('drops the same as counting who lies below and beside each, over generated ties', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 40 }), (zs) => {
        const kept = zs.filter((own) => {
          const below = zs.filter((other) => other < own).length
          const beside = zs.filter((other) => other === own).length
          const tenth = Math.floor(((below + (beside + 1) / 2) * 10) / (zs.length + 1))
          return tenth > 0 && tenth < 9
        })
        expect(
          dispersionOf(
            zs.map((one) => ({ z: one, error: 0.1 })),
            'drop-deciles',
          ).kept,
        ).toBe(kept.length)
      }),
    )
  })

  it('equals sums written out, over generated units', () => {
    const unit = fc.record({
      z: fc.double({ min: -6, max: 6, noNaN: true }),
      error: fc.double({ min: 0.01, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(unit, { minLength: 2, maxLength: 40 }), (units) => {
        let squares = 0
        let weights = 0
        let weightSquares = 0
        for (const one of units) {
          squares += one.z ** 2
          weights += one.error ** -2
          weightSquares += one.error ** -4
        }
        const tau2 = Math.max(0, (squares - (units.length - 1)) / (weights - weightSquares / weights))
        const found = dispersionOf(units, 'none')
        expect(found.phi).toBeCloseTo(squares / units.length, 9)
        expect(Math.abs(found.tau2 - tau2)).toBeLessThanOrEqual(1e-9 * Math.max(1, tau2))
      }),
    )
  })
})

describe('units', () => {
  it('are placed by the limits of their own size, strictly', () => {
    const found = funnel(TWENTY, { kind: 'standardised', dispersion: 'none' })
    const by = new Map(found.units.map((unit) => [unit.id, unit]))
    expect(by.get('h1')).toMatchObject({ place: 'attention', side: 'low', value: 0.8 })
    expect(by.get('h2')).toMatchObject({ place: 'inside', side: null })
    expect(by.get('h19')).toMatchObject({ place: 'attention', side: 'high' })
    const far = funnel([...TWENTY, { id: 'far', observed: 160, base: 100 }], { kind: 'standardised' })
    expect(far.units.at(-1)).toMatchObject({ place: 'warning', side: 'high' })
  })

  it('a unit lies outside exactly when its adjusted z lies beyond the quantile', () => {
    const units = fc.array(
      fc.record({ observed: fc.integer({ min: 1, max: 400 }), base: fc.integer({ min: 5, max: 300 }) }),
      { minLength: 1, maxLength: 25 },
    )
    const option = fc.constantFrom<FunnelOptions>(
      { kind: 'standardised' },
      { kind: 'standardised', method: 'sqrt' },
      { kind: 'standardised', dispersion: 'multiplicative' },
      { kind: 'rate' },
    )
    fc.assert(
      fc.property(units, option, (given, options) => {
        const placed = funnel(
          given.map((unit, i) => ({ id: `${i}`, ...unit })),
          options,
        ).units
        for (const { place, adjustedZ } of placed) {
          if (adjustedZ === null) expect(place).toBeNull()
          else if (Math.abs(adjustedZ) < 1.959964 - 1e-9) expect(place).toBe('inside')
          else if (Math.abs(adjustedZ) > 3.090232 + 1e-9) expect(place).toBe('warning')
        }
      }),
    )
  })

  it('under five expected are shown and not judged, under one not even shown, and neither widens the limits', () => {
    const small = [
      { id: 'four', observed: 30, base: 4.999 },
      { id: 'none', observed: 9, base: 0.999 },
      { id: 'nobody', observed: 0, base: 0 },
    ]
    const found = funnel([...TWENTY, ...small], { kind: 'standardised' })
    expect(found.shape).toEqual(funnel(TWENTY, { kind: 'standardised' }).shape)
    expect(found.units.slice(-3).map(({ sample, place, z: own }) => [sample, place, own])).toEqual([
      ['small', null, null],
      ['none', null, null],
      ['none', null, null],
    ])
    expect(found.units.at(-1)).toMatchObject({ value: null, limits: null })
    expect(funnel([{ id: 'a', observed: 5, base: 5 }], { kind: 'standardised' }).units[0]?.sample).toBe('enough')
  })

  it('a judged unit without events moves the funnel from the logarithm to the square root', () => {
    const none = { id: 'none', observed: 0, base: 6 }
    const found = funnel([...TWENTY, none], { kind: 'standardised' })
    expect(found).toMatchObject({ withoutLogarithm: true, shape: { method: 'sqrt' } })
    expect(found.units.at(-1)?.place).toBe('warning')
    expect(funnel([...TWENTY, { ...none, base: 3 }], { kind: 'standardised' }).withoutLogarithm).toBe(false)
  })

  it('a value on a limit is inside it', () => {
    const natural = { kind: 'standardised', method: 'natural', dispersion: 'none' } as const
    // A base of 64 keeps every figure: the error is an eighth.
    const edge = funnelLimits(shape({ method: 'natural' }), 64)
    for (const [ratio, by] of [
      [edge?.attention.lower ?? 0, -1],
      [edge?.attention.upper ?? 0, 1],
    ] as const) {
      const at = (observed: number) => funnel([{ id: 'a', observed, base: 64 }], natural).units[0]?.place
      expect([at(64 * ratio), at(64 * ratio + by * 1e-9)]).toEqual(['inside', 'attention'])
    }
  })

  it('of a share the fewer of events and non-events say whether the sample is enough', () => {
    const nearlyAll = [
      { id: 'a', observed: 980, base: 1000 },
      { id: 'b', observed: 196, base: 200 },
    ]
    expect(funnel(nearlyAll, { kind: 'share' }).units.map((unit) => unit.sample)).toEqual(['enough', 'small'])
  })

  it('a share on the values themselves has the error of the binomial', () => {
    const limits = funnelLimits(shape({ kind: 'share', method: 'natural', centre: 0.2 }), 400)
    // √(0.2 × 0.8 ÷ 400) is 0.02.
    expectLimits(limits, [0.2 - 0.02 * 1.959964, 0.2 + 0.02 * 1.959964], [0.2 - 0.02 * 3.090232, 0.2 + 0.02 * 3.090232])
  })

  it('rates stand about the rate of all together, and their limits are those of the ratio times it', () => {
    const rates = TWENTY.map((unit) => ({ ...unit, base: unit.base * 10 }))
    const found = funnel(rates, { kind: 'rate', dispersion: 'none' })
    const all = OBSERVED.reduce((a, b) => a + b) / EXPECTED.reduce((a, b) => a + b) / 10
    expect(found.shape.centre).toBeCloseTo(all, 12)
    const own = funnelLimits(shape({}), 1000 * all)
    expectLimits(funnelLimits(found.shape, 1000), [
      (own?.attention.lower ?? 0) * all,
      (own?.attention.upper ?? 0) * all,
    ])
    const exact = funnelLimits({ ...found.shape, method: 'exact' }, 1000)
    expect(exact?.warning.upper).toBeCloseTo(all * poissonLimits(1000 * all, 0.001).upper, 12)
  })

  it('lower limits end at nothing and shares at all, and nothing expected has no limits', () => {
    for (const method of ['sqrt', 'natural'] as const)
      expect(funnelLimits(shape({ method, tau2: 1, dispersion: 'additive' }), 1)?.warning.lower).toBe(0)
    const wide = { kind: 'share', dispersion: 'additive', tau2: 4, centre: 0.5 } as const
    for (const method of ['arcsine', 'natural'] as const)
      expect(funnelLimits(shape({ ...wide, method }), 10)?.attention).toEqual({ lower: 0, upper: 1 })
    expect(funnelLimits(shape({ kind: 'rate', centre: 0 }), 10)).toBeNull()
    const still = funnel([{ id: 'a', observed: 0, base: 100 }], { kind: 'rate' })
    expect(still.units[0]).toMatchObject({ value: 0, sample: 'none', place: null })
  })

  it.each([
    [[{ id: 'a', observed: 3, base: 2 }], { kind: 'share' }, /a has 3 events among 2 cases/],
    [[{ id: 'a', observed: -1, base: 2 }], { kind: 'rate' }, /a has -1 events/],
    [[{ id: 'a', observed: 1, base: Number.NaN }], { kind: 'rate' }, /numbers from 0/],
    [[], { kind: 'share', method: 'log' }, /share has no method log/],
    [[], { kind: 'standardised', method: 'exact', dispersion: 'additive' }, /know chance alone/],
  ] satisfies [FunnelUnit[], FunnelOptions, RegExp][])('%j %j is refused', (units, options, message) => {
    expect(() => funnel(units, options)).toThrow(FunnelError)
    expect(() => funnel(units, options)).toThrow(message)
  })
})
