import { describe, expect, it } from 'vitest'
import { random } from './random'

const draws = (count: number, draw: () => number) => Array.from({ length: count }, draw)
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('random', () => {
  it('repeats itself for the same seed and differs for another', () => {
    const first = random(7, 'visits', '2026-10')
    const again = random(7, 'visits', '2026-10')
    const other = random(7, 'visits', '2026-11')
    const values = draws(50, first.next)
    expect(draws(50, again.next)).toEqual(values)
    expect(draws(50, other.next)).not.toEqual(values)
  })

  it('keeps the parts of a seed apart: (1, 23) is not (12, 3)', () => {
    expect(random(1, 23).next()).not.toBe(random(12, 3).next())
  })

  it('is uniform, normal and Poisson within five standard errors', () => {
    const source = random('moments')
    const uniform = draws(20_000, source.next)
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...uniform)).toBeLessThan(1)
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(20_000))
    const normal = draws(20_000, source.normal)
    expect(Math.abs(mean(normal))).toBeLessThan(5 / Math.sqrt(20_000))
    expect(Math.abs(mean(normal.map((value) => value * value)) - 1)).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(20_000))
    for (const rate of [0.3, 4, 29, 80]) {
      const counts = draws(20_000, () => source.poisson(rate))
      expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true)
      expect(Math.abs(mean(counts) - rate)).toBeLessThan((5 * Math.sqrt(rate)) / Math.sqrt(20_000))
    }
  })

  it('draws whole numbers below the count only', () => {
    const source = random('below')
    expect(new Set(draws(500, () => source.below(3)))).toEqual(new Set([0, 1, 2]))
  })
})
