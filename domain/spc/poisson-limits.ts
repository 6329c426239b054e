import { chiSquareQuantile } from '../distribution/chi-square'
import type { Limits } from './funnel-level'

/**
 * Exact interval of the mean of a Poisson count (Garwood 1936):
 *
 *   lower = χ²(tail; 2O) ÷ 2,  upper = χ²(1 − tail; 2(O + 1)) ÷ 2
 *
 * @param count from 0; need not be whole
 * @param tail share outside on each side, such as 0.025
 */
export function poissonInterval(count: number, tail: number): Limits {
  return {
    lower: count === 0 ? 0 : chiSquareQuantile(tail, 2 * count) / 2,
    upper: chiSquareQuantile(1 - tail, 2 * (count + 1)) / 2,
  }
}

/** Exact limits of observed ÷ expected where `expected` events are expected: the interval about as many, over them. */
export function poissonLimits(expected: number, tail: number): Limits {
  const { lower, upper } = poissonInterval(expected, tail)
  return { lower: lower / expected, upper: upper / expected }
}
