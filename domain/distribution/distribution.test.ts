import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chiSquareQuantile } from './chi-square'
import { incompleteGamma, logGamma, poissonMass } from './gamma'
import { normalQuantile, normalShareBelow } from './normal'
import { sampleQuantile } from './sample-quantile'

/** Relative to the value, because a tail of 1e-16 has figures as well. */
function near(found: number, expected: number, within = 1e-11): void {
  expect(Math.abs(found - expected), `${found} is not ${expected}`).toBeLessThanOrEqual(within * Math.abs(expected))
}

// Worked out with 40 figures (mpmath 1.3); the largest degrees with SciPy 1.17.
test.each([
  [0.025, 1, 0.000982069117175256],
  [0.975, 1, 5.023886187314889],
  [0.025, 2, 0.05063561596857975],
  [0.001, 10, 1.4787434638356651],
  [0.999, 12, 32.90949040736022],
  [0.025, 10, 3.246972780236841],
  [0.975, 12, 23.336664158645338],
  [0.001, 200, 143.8427949900008],
  [0.999, 202, 269.84863812252894],
  [0.025, 31.4, 17.839072875096832],
  [1e-6, 0.5, 1.349939578622346e-24],
  [0.975, 2_000_002, 2_003_923.8238908644],
  [0.001, 2_000_000, 1_993_825.2346396304],
])('chi-square quantile of %d with %d degrees', (p, degrees, expected) => near(chiSquareQuantile(p, degrees), expected))

test.each([
  [-8, 6.220960574271784e-16],
  [-3.090232, 0.001000001030895095],
  [-1, 0.15865525393145705],
  [0, 0.5],
  [0.3, 0.6179114221889527],
  [1.959964, 0.9750000009035577],
  [5, 0.9999997133484281],
])('share of the normal distribution below %d', (z, expected) => near(normalShareBelow(z), expected))

test.each([
  [1e-12, -7.034483825301132],
  [0.001, -3.0902323061678136],
  [0.025, -1.9599639845400543],
  [0.4, -0.2533471031357998],
  [0.5, 0],
  [0.975, 1.9599639845400543],
  [0.999, 3.0902323061678136],
])('normal quantile of %d', (p, expected) => near(normalQuantile(p), expected))

test.each([
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247001],
  [1.5, -0.12078223763524522],
  [3, Math.LN2],
  [14.99, 25.164481163825506],
  [15.01, 25.217968095475186],
  [100_000, 1_051_287.7089736569],
])('ln Γ(%d)', (a, expected) => near(logGamma(a), expected))

test.each([
  [0.5, 0.02, 0.15851941887820606, 0.8414805811217939],
  [3, 2, 0.32332358381693654, 0.6766764161830635],
  [10, 30, 0.9999928782491372, 7.121750862815577e-6],
  [100, 95, 0.3173568111698, 0.6826431888302001],
  [100_000, 100_300, 0.8286363112512075, 0.17136368874879243],
  [1_000_000, 997_000, 0.0013381041673135986, 0.9986618958326864],
])('incomplete gamma of %d at %d', (a, x, lower, upper) => {
  near(incompleteGamma(a, x).lower, lower)
  near(incompleteGamma(a, x).upper, upper)
})

describe('laws', () => {
  test('Q(k + 1, x) is the sum of the Poisson chances of 0 to k events, each by itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0.01, max: 80, noNaN: true }), (most, mean) => {
        let chance = Math.exp(-mean)
        let sum = chance
        for (let k = 1; k <= most; k += 1) {
          chance *= mean / k
          sum += chance
        }
        expect(incompleteGamma(most + 1, mean).upper).toBeCloseTo(sum, 12)
        near(poissonMass(most, mean), chance, 1e-10)
      }),
    )
  })

  test('a quantile lies where the share below it is the one asked for', () => {
    const degrees = fc.double({ min: 0.2, max: 50_000, noNaN: true })
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), degrees, (p, k) => {
        near(incompleteGamma(k / 2, chiSquareQuantile(p, k) / 2).lower, p, 1e-9)
        near(normalShareBelow(normalQuantile(p)), p, 1e-12)
      }),
    )
  })
})

test('what has no answer is refused', () => {
  expect(() => chiSquareQuantile(0, 1)).toThrow(RangeError)
  expect(() => chiSquareQuantile(0.5, 0)).toThrow(RangeError)
  expect(() => normalQuantile(1)).toThrow(RangeError)
  expect(() => logGamma(0)).toThrow(RangeError)
  expect(() => incompleteGamma(1, -1)).toThrow(RangeError)
})

test('a sample quantile lies between the order statistics', () => {
  expect(sampleQuantile([1, 2, 4, 8], 0.1)).toBeCloseTo(1.3, 12)
  expect([0, 0.5, 1].map((share) => sampleQuantile([1, 2, 4, 8], share))).toEqual([1, 3, 8])
})
