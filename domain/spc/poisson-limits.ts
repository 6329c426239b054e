import { chiSquareQuantile } from '../distribution/chi-square'
import type { Limits } from './funnel-level'

/**
 * Exact limits of observed ÷ expected where `expected` events are expected:
 *
 *   lower = χ²(tail; 2E) ÷ 2E,  upper = χ²(1 − tail; 2(E + 1)) ÷ 2E
 *
 * @param expected above 0; need not be whole
 * @param tail share outside on each side, such as 0.025
 */
export function poissonLimits(expected: number, tail: number): Limits {
  return {
    lower: chiSquareQuantile(tail, 2 * expected) / (2 * expected),
    upper: chiSquareQuantile(1 - tail, 2 * (expected + 1)) / (2 * expected),
  }
}
