import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classOf, colourOf, givenScale, quantileScale, ScaleError } from './scale'

const ramp = ['#0', '#1', '#2', '#3', '#4', '#5', '#6']

describe('quantile classes', () => {
  test('hold equal numbers of areas', () => {
    const values = Array.from({ length: 60 }, (_, index) => index)
    const scale = quantileScale(values, ramp, 1, 6)
    const counts = scale.colours.map((_, index) => values.filter((value) => classOf(value, scale) === index).length)
    expect(counts).toEqual([10, 10, 10, 10, 10, 10])
  })
  test('ties share a class, so few distinct values make few classes', () => {
    expect(quantileScale([1, 1, 1, 2, 2, 2], ramp).colours.length).toBeLessThanOrEqual(2)
    expect(quantileScale([5, 5, 5], ramp)).toMatchObject({ edges: [5, 5.1] })
  })
  test('of nothing are none, and no value has a colour then', () => {
    const scale = quantileScale([], ramp)
    expect(scale).toEqual({ edges: [], colours: [] })
    expect(colourOf(3, scale)).toBeNull()
  })
  test('edges ascend, cover every value, and stand one more than the colours', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 }),
        (values) => {
          const { edges, colours } = quantileScale(values, ramp, 2)
          expect(edges.length).toBe(colours.length + 1)
          expect([...edges].sort((a, b) => a - b)).toEqual(edges)
          expect(new Set(edges).size).toBe(edges.length)
          expect(edges[0]).toBeLessThanOrEqual(Math.min(...values) + 1e-6)
          expect(edges.at(-1)).toBeGreaterThanOrEqual(Math.max(...values) - 1e-6)
        },
      ),
    )
  })
})

describe('given classes', () => {
  const scale = givenScale([0.6, 0.8, 0.9, 1], ramp)
  test.each([
    [0.5, 0],
    [0.6, 0],
    [0.7999, 0],
    [0.8, 1],
    [0.9, 2],
    [1, 2],
    [1.2, 2],
  ])(
    '%d falls into class %i: an inner edge belongs to the upper class, beyond the ends the nearest',
    (value, index) => {
      expect(classOf(value, scale)).toBe(index)
    },
  )
  test.each([[[1]], [[1, 1]], [[2, 1]]])('%j is refused', (edges) => {
    expect(() => givenScale(edges, ramp)).toThrow(ScaleError)
  })
  test('a withheld value has no colour', () => {
    expect(colourOf(null, scale)).toBeNull()
  })
})
