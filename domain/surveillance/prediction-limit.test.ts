import { describe, expect, test } from 'vitest'
import { chanceOfCount, LIMIT_KINDS, upperLimit } from './prediction-limit'

/** Numbers of the domain brief's vectors: μ 20 with a standard error of 2. */
const prediction = { mean: 20, error: 2 / 20, dispersion: 1.5 }

describe('the vector', () => {
  test('two thirds', () => {
    const limit = upperLimit(prediction, 'two-thirds', 0.005)
    expect(limit).toBeCloseTo(36.766276, 6)
    expect((40 - 20) / (limit - 20)).toBeCloseTo(1.192871, 6)
  })
  test('negative binomial', () => expect(upperLimit(prediction, 'negative-binomial', 0.005)).toBe(36))
})

test('the mean at its own quantile moves the limit up', () => {
  expect(upperLimit(prediction, 'uncertain-mean', 0.005)).toBeGreaterThan(36)
  expect(upperLimit({ ...prediction, error: 0 }, 'uncertain-mean', 0.005)).toBe(36)
})

describe.each(LIMIT_KINDS)('%s', (kind) => {
  test.each([0.4, 3, 20, 4000])('a count above the limit has at most the chance of the tail, mean %d', (mean) => {
    const at = { ...prediction, mean }
    for (const tail of [0.05, 0.005]) {
      const limit = upperLimit(at, kind, tail)
      expect(chanceOfCount(Math.floor(limit) + 1, at, kind, tail)).toBeLessThanOrEqual(tail)
      if (kind === 'two-thirds') expect(chanceOfCount(limit, at, kind, tail)).toBeCloseTo(tail, 10)
      else expect(chanceOfCount(limit, at, kind, tail)).toBeGreaterThan(tail)
    }
  })
})
