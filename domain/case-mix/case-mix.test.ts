import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CaseRow, caseMix, type GroupBenchmark } from './case-mix'
import { CaseReferenceError, referenceOf, riskClassOf } from './reference'

/** Three groups of one hospital, with figures worked out by hand in the domain brief. */
const CASES: CaseRow[] = [
  { drg: 'G1', count: 100, cost: 1100, stay: 21, deaths: 1 },
  { drg: 'G2', count: 50, cost: 6200, stay: 10, deaths: 2 },
  { drg: 'G3', count: 10, cost: 600, stay: 8, deaths: 0 },
]
const BENCHMARKS: GroupBenchmark[] = [
  { drg: 'G1', weight: 0.9, meanCost: 1000, meanStay: 20, risk: 'low' },
  { drg: 'G2', weight: 1.74, meanCost: 6200, meanStay: 10, risk: 'midlow' },
  { drg: 'G3', weight: 4, meanCost: 1000, meanStay: 10, risk: 'high' },
]
const VECTOR = {
  costIndex: 1.0375,
  timeIndex: 1.01875,
  totalWeight: 217,
  caseMixIndex: 1.35625,
  costOverExpected: 1.014286,
}

describe('case mix', () => {
  test('equals the vector of the brief; the index is weighted by cases and is not the cost over the expected', () => {
    const found = caseMix(CASES, BENCHMARKS)
    for (const [name, value] of Object.entries(VECTOR))
      expect(found[name as keyof typeof VECTOR], name).toBeCloseTo(value, 6)
    expect(found).toMatchObject({ cases: 160, grouped: 160, groups: 3, groupedShare: 1 })
    expect(found.lowRisk).toEqual({ cases: 100, deaths: 1, mortality: 0.01 })
    expect(found.lowerMiddleRisk).toEqual({ cases: 50, deaths: 2, mortality: 0.04 })
  })

  test('long stays, cases without a group and groups without a benchmark move no figure but their own', () => {
    const more: CaseRow[] = [
      { drg: 'G1', count: 1, cost: 90_000, stay: 61, deaths: 1 },
      { drg: null, count: 2, cost: 5000, stay: 5, deaths: 2 },
      { drg: 'XX', count: 3, cost: 5000, stay: 5, deaths: 0 },
    ]
    const found = caseMix([...CASES, ...more], BENCHMARKS)
    for (const [name, value] of Object.entries(VECTOR))
      expect(found[name as keyof typeof VECTOR], name).toBeCloseTo(value, 6)
    expect(found).toMatchObject({ cases: 166, valid: 165, grouped: 160, groups: 3 })
    expect(found.groupedShare).toBeCloseTo(160 / 165, 12)
    expect(found.lowRisk.deaths).toBe(1)
  })

  test('a group with a weight and no means counts for the weight and not for the indices', () => {
    const found = caseMix(CASES, [
      ...BENCHMARKS.slice(0, 2),
      { drg: 'G3', weight: 4, meanCost: null, meanStay: null, risk: null },
    ])
    expect(found).toMatchObject({ grouped: 160, benchmarked: 150 })
    expect(found.totalWeight).toBeCloseTo(217, 9)
    expect(found.costIndex).toBeCloseTo((100 * 1.1 + 50) / 150, 12)
  })

  test('nothing to divide by gives no number, never a zero', () => {
    const found = caseMix([{ drg: null, count: 1, cost: 1, stay: 70, deaths: 0 }], BENCHMARKS)
    expect(found).toMatchObject({ groupedShare: null, caseMixIndex: null, costIndex: null, totalWeight: 0 })
    expect(found.lowRisk.mortality).toBeNull()
  })

  const row = fc.record({
    drg: fc.constantFrom('G1', 'G2', 'G3', 'XX', null),
    count: fc.integer({ min: 1, max: 9 }),
    cost: fc.integer({ min: 0, max: 90_000 }),
    stay: fc.integer({ min: 0, max: 90 }),
    deaths: fc.constant(0),
  })

  test('equals a count of every case by itself, and so do its parts put together', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const singles = rows.flatMap((one) => Array.from({ length: one.count }, () => ({ ...one, count: 1 })))
        const counted = singles.filter(({ drg, stay }) => stay <= 60 && drg !== null && drg !== 'XX')
        const of = (drg: string | null) => BENCHMARKS.find((one) => one.drg === drg) as GroupBenchmark
        const index = counted.map((one) => one.cost / (of(one.drg).meanCost ?? 1))
        const found = caseMix(rows, BENCHMARKS)
        expect(found.grouped).toBe(counted.length)
        if (counted.length === 0) return
        expect(found.costIndex).toBeCloseTo(index.reduce((sum, one) => sum + one, 0) / counted.length, 8)
        const half = Math.floor(rows.length / 2)
        const parts = [caseMix(rows.slice(0, half), BENCHMARKS), caseMix(rows.slice(half), BENCHMARKS)]
        const together = parts.reduce((sum, one) => sum + (one.costIndex ?? 0) * one.benchmarked, 0)
        expect(together / found.benchmarked).toBeCloseTo(found.costIndex ?? Number.NaN, 8)
      }),
    )
  })
})

describe('a frozen reference', () => {
  const region: CaseRow[] = [
    { drg: 'A', count: 60, cost: 1000, stay: 5, deaths: 0 },
    { drg: 'A', count: 40, cost: 2000, stay: 10, deaths: 0 },
    { drg: 'B', count: 100, cost: 4000, stay: 12, deaths: 1 },
    { drg: 'C', count: 100, cost: 8000, stay: 20, deaths: 10 },
    { drg: 'D', count: 4, cost: 500, stay: 1, deaths: 4 },
    { drg: 'B', count: 1, cost: 99_000, stay: 90, deaths: 1 },
    { drg: null, count: 9, cost: 99_000, stay: 2, deaths: 1 },
  ]

  test('has weights that average to one over its cases', () => {
    const { groups, meanCost, tooFew } = referenceOf(region, 1)
    expect(tooFew).toEqual([])
    const cases = groups.reduce((sum, one) => sum + one.cases, 0)
    expect(groups.reduce((sum, one) => sum + one.weight * one.cases, 0) / cases).toBeCloseTo(1, 12)
    expect(meanCost).toBeCloseTo((60 * 1000 + 40 * 2000 + 100 * 4000 + 100 * 8000 + 4 * 500) / 304, 9)
    expect(groups[0]).toMatchObject({ drg: 'A', cases: 100, meanCost: 1400, meanStay: 7 })
  })

  test('leaves out groups with too few cases, and judges its own region as one', () => {
    const { groups, tooFew } = referenceOf(region)
    expect(tooFew).toEqual([{ drg: 'D', cases: 4 }])
    const known = region.filter((one) => one.drg !== 'D')
    const found = caseMix(
      known,
      groups.map((one) => ({ ...one })),
    )
    expect(found.costIndex).toBeCloseTo(1, 12)
    expect(found.timeIndex).toBeCloseTo(1, 12)
  })

  test('puts groups in classes by the logarithm of their mortality, and where nobody died in the lowest', () => {
    const scale = { mean: -4, deviation: 2 }
    const at = (log: number) => riskClassOf(Math.exp(log), scale)
    expect([at(-6.01), at(-5.99), at(-4.01), at(-3.99), at(-2.01), at(-1.99)]).toEqual([
      'low',
      'midlow',
      'midlow',
      'midhigh',
      'midhigh',
      'high',
    ])
    expect(riskClassOf(0, scale)).toBe('low')
    // ln 0.01 and ln 0.1: the mean lies half-way, the sample deviation is ln 10 ÷ √2.
    expect(referenceOf(region).riskScale?.mean).toBeCloseTo(Math.log(0.001) / 2, 12)
    expect(referenceOf(region).riskScale?.deviation).toBeCloseTo(Math.log(10) / Math.SQRT2, 12)
    expect(referenceOf(region).groups.map((one) => one.risk)).toEqual(['low', 'midlow', 'midhigh'])
  })

  test('of no grouped case, or of cases that cost nothing, is refused', () => {
    expect(() => referenceOf(region.slice(5))).toThrow(CaseReferenceError)
    expect(() => referenceOf([{ drg: 'A', count: 1, cost: 0, stay: 1, deaths: 0 }])).toThrow(/cost nothing/)
  })
})
