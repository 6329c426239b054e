import { describe, expect, test } from 'vitest'
import { incompleteBeta } from './beta'
import { countQuantile } from './count-quantile'
import { dispersedQuantile, dispersedUpper } from './negative-binomial'
import { poissonCdf, poissonQuantile, poissonUpper } from './poisson'
import { studentUpper } from './student'

/** To so many significant digits. */
function close(actual: number, expected: number, digits: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(Math.abs(expected) * 10 ** -digits + 1e-15)
}

/** Expected values are those of SciPy 1.17. */
describe('against an independent library', () => {
  test.each([
    [0.3, 2, 5, 0.579825],
    [0.9, 40, 0.5, 0.0038004325937711233],
    [0.5, 50000, 50300, 0.8282489112973815],
    [0.001, 0.2, 0.3, 0.16210786958413922],
  ])('incomplete beta at %d of %d and %d', (x, a, b, value) => close(incompleteBeta(x, a, b), value, 9))

  test.each([
    [2, 5, 0.050969739414929174],
    [-1.5, 33, 0.9284390669737178],
    [6, 1, 0.05256845671125344],
  ])('Student above %d with %d degrees', (t, df, tail) => close(studentUpper(t, df), tail, 12))

  test.each([
    [5, 2.5, 0.9579789618046939, 0.10882198108584877],
    [0, 0.3, 0.740818220681718, 1],
    [140, 100, 0.9999359873627851, 9.164651426510271e-5],
    [100500, 100000, 0.943167118181506, 0.05719417610810259],
  ])('Poisson %d of mean %d', (k, mean, below, above) => {
    close(poissonCdf(k, mean), below, 9)
    close(poissonUpper(k, mean), above, 9)
  })

  test.each([
    [0.995, 2.5, 7],
    [0.99, 0.001, 0],
    [0.95, 100, 117],
    [0.995, 250000, 251289],
  ])('Poisson quantile %d of mean %d', (p, mean, k) => expect(poissonQuantile(p, mean)).toBe(k))

  test.each([
    [40, 20, 1.5, 0.0011061330065941276],
    [3, 0.5, 2, 0.04982526278057676],
    [5000, 4000, 50, 0.017446570191705438],
  ])('negative binomial from %d of mean %d and dispersion %d', (k, mean, dispersion, tail) =>
    close(dispersedUpper(k, { mean, dispersion }), tail, 10),
  )

  test.each([
    [0.995, 20, 1.5, 36],
    [0.99, 0.5, 2, 5],
    [0.995, 4000, 50, 5245],
    [0.995, 250000, 900, 290325],
    [0.995, 20, 1 + 1e-12, 32],
  ])('negative binomial quantile %d of mean %d and dispersion %d', (p, mean, dispersion, k) =>
    expect(dispersedQuantile(p, { mean, dispersion })).toBe(k),
  )
})

describe('laws', () => {
  test('a Poisson count is the sum of its probabilities', () => {
    let sum = 0
    let term = Math.exp(-7.3)
    for (let k = 0; k <= 30; k++) {
      sum += term
      close(poissonCdf(k, 7.3), sum, 12)
      term *= 7.3 / (k + 1)
    }
  })
  test('dispersion 1 is Poisson', () => {
    expect(dispersedQuantile(0.99, { mean: 12, dispersion: 1 })).toBe(poissonQuantile(0.99, 12))
    expect(dispersedUpper(20, { mean: 12, dispersion: 1 })).toBe(poissonUpper(20, 12))
  })
  test('a quantile is the smallest count that reaches it, wherever one begins to look', () => {
    const cdf = (k: number) => Math.min(1, (k + 1) / 1000)
    for (const near of [0, 1, 499, 500, 5000, 1e6]) expect(countQuantile(cdf, 0.5, near)).toBe(499)
  })
  test('outside its range a function is not a number', () => {
    expect(poissonQuantile(1, 3)).toBeNaN()
    expect(dispersedQuantile(0.9, { mean: 3, dispersion: 0.5 })).toBeNaN()
    expect(incompleteBeta(1.5, 1, 1)).toBeNaN()
  })
})
