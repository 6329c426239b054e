import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { poissonInterval } from './poisson-limits'
import { type ReferenceStratum, referenceRates } from './reference-rate'
import { standardisedRatio } from './standardised'

describe('exact interval of a count', () => {
  // Garwood 1936, as in Ulm, American Journal of Epidemiology 131 (1990) 373, and Breslow and Day, vol. II, table 2.10.
  it.each([
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [5, 1.623, 11.668],
    [10, 4.795, 18.39],
    [20, 12.217, 30.888],
    [100, 81.36, 121.63],
  ])('of %d', (count, lower, upper) => {
    const found = poissonInterval(count, 0.025)
    expect(Math.abs(found.lower - lower)).toBeLessThan(6e-3)
    expect(Math.abs(found.upper - upper)).toBeLessThan(6e-3)
  })

  it("lies near Byar's approximation", () => {
    for (const count of [10, 20, 100, 1000]) {
      const { lower, upper } = poissonInterval(count, 0.025)
      const above = count + 1
      expect(lower / (count * (1 - 1 / (9 * count) - 1.959964 / (3 * Math.sqrt(count))) ** 3)).toBeCloseTo(1, 2)
      expect(upper / (above * (1 - 1 / (9 * above) + 1.959964 / (3 * Math.sqrt(above))) ** 3)).toBeCloseTo(1, 2)
    }
  })
})

const REFERENCE: ReferenceStratum[] = [
  { stratum: 'A young', group: 'A', cases: 980, events: 10 },
  { stratum: 'A old', group: 'A', cases: 480, events: 40 },
  { stratum: 'B', group: 'B', cases: 3, events: 0 },
  { stratum: 'B rest', group: 'B', cases: 97, events: 20 },
]

describe('rates of the reference', () => {
  it('lean on their group like twenty cases of it', () => {
    const rates = referenceRates(REFERENCE)
    expect(rates.get('A young')).toBeCloseTo((10 + 20 * (50 / 1460)) / 1000, 12)
    expect(rates.get('A old')).toBeCloseTo((40 + 20 * (50 / 1460)) / 500, 12)
    expect(rates.get('B')).toBeCloseTo((20 * 0.2) / 23, 12)
  })

  it('are those observed without leaning', () => {
    const rates = referenceRates([...REFERENCE, { stratum: 'C', group: 'C', cases: 0, events: 0 }], 0)
    expect([rates.get('A old'), rates.get('B'), rates.get('C')]).toEqual([40 / 480, 0, undefined])
    const empty = { stratum: 'A new', group: 'A', cases: 0, events: 0 }
    expect(referenceRates([...REFERENCE, empty], 0).has('A new')).toBe(false)
    expect(referenceRates([...REFERENCE, empty]).get('A new')).toBeCloseTo(50 / 1460, 12)
  })
})

describe('standardised ratio', () => {
  const rates = new Map([
    ['young', 0.01],
    ['old', 0.1],
  ])

  it('is observed over expected, with what each stratum adds', () => {
    const found = standardisedRatio(
      [
        { stratum: 'young', cases: 500, observed: 8 },
        { stratum: 'old', cases: 50, observed: 7 },
      ],
      rates,
    )
    expect(found).toMatchObject({ observed: 15, expected: 10, ratio: 1.5, sample: 'enough' })
    expect(found.strata.map(({ expected, excess }) => [expected, excess])).toEqual([
      [5, 3],
      [5, 2],
    ])
    // 15 deaths: 8.395 to 24.740 (Garwood).
    expect(found.interval?.lower).toBeCloseTo(0.8395, 4)
    expect(found.interval?.upper).toBeCloseTo(2.474, 4)
  })

  it.each([
    [50, 'enough', 1],
    [49, 'small', null],
    [10, 'small', null],
    [9, 'none', null],
  ])('%d old cases: the sample is %s', (cases, sample, ratio) => {
    const found = standardisedRatio([{ stratum: 'old', cases, observed: 5 }], rates)
    expect([found.sample, found.ratio, found.interval === null]).toEqual([sample, ratio, ratio === null])
  })

  it('leaves strata that the reference does not know out of both sums, and says how many', () => {
    const found = standardisedRatio(
      [
        { stratum: 'old', cases: 100, observed: 10 },
        { stratum: 'new', cases: 30, observed: 4 },
      ],
      rates,
    )
    expect(found).toMatchObject({ observed: 10, expected: 10, ratio: 1, unmatched: { cases: 30, observed: 4 } })
    expect(found.strata[1]).toMatchObject({ rate: null, expected: null, excess: null })
  })

  it('of the whole reference by its own rates is 1', () => {
    const stratum = fc
      .record({ cases: fc.integer({ min: 30, max: 4000 }), share: fc.double({ min: 0.02, max: 1, noNaN: true }) })
      .map(({ cases, share }) => ({ cases, events: Math.ceil(cases * share) }))
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 8, maxLength: 20 }), (all) => {
        const reference = all.map((one, i) => ({ stratum: `s${i}`, group: `g${i % 3}`, ...one }))
        const counts = reference.map(({ stratum: name, cases, events }) => ({ stratum: name, cases, observed: events }))
        const found = standardisedRatio(counts, referenceRates(reference, 0))
        expect(found.ratio).toBeCloseTo(1, 12)
        // The strata's excesses are the whole difference, whatever rates are used.
        const leaning = standardisedRatio(counts, referenceRates(reference))
        const excess = leaning.strata.reduce((total, one) => total + (one.excess ?? 0), 0)
        expect(excess).toBeCloseTo(leaning.observed - leaning.expected, 6)
      }),
    )
  })
})
