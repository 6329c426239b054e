import * as echarts from 'echarts'
import { describe, expect, test } from 'vitest'
import { monthLabel } from './drawing'
import { lorenzOption } from './lorenz'
import { quartiles } from './quartiles'
import { rankBars, rankedBarsOption } from './ranked-bars'
import { sparklinePath } from './sparkline-path'
import { monthTotals, stackedIncomeOption } from './stacked-income'
import { DARK } from './theme'

const drawing = { theme: DARK, text: 15, animate: false }

describe('ranked bars', () => {
  const bars = [
    { key: 'a', name: '甲', value: 2 },
    { key: 'b', name: '乙', value: null, withheld: '未上报' },
    { key: 'c', name: '丙', value: 5 },
  ]
  test.each([
    ['descending', ['c', 'a', 'b']],
    ['ascending', ['a', 'c', 'b']],
  ] as const)('%s: what is withheld stands after all others, whatever the order', (order, keys) => {
    expect(rankBars(bars, order).map((bar) => bar.key)).toEqual(keys)
  })
  test('the reference lies within the axis even beyond every bar', () => {
    const option = JSON.parse(
      JSON.stringify(
        rankedBarsOption({ bars, order: 'descending', format: String, reference: { value: 9, word: 'x' } }, drawing),
      ),
    )
    expect(option.xAxis.max).toBeGreaterThanOrEqual(9)
  })
})

describe('stacked months', () => {
  const parts = [
    { name: 'a', values: [1, 2, null] },
    { name: 'b', values: [1, null, 3] },
  ]
  test('a month with one part withheld has no total: a partial sum would pass for a fall', () => {
    expect(monthTotals(parts, 3)).toEqual([2, null, null])
  })
  test('a withheld part is left out of its column, not drawn as nought', () => {
    const view = { months: ['2026-01', '2026-02', '2026-03'], parts, format: String, axisFormat: String }
    const option = JSON.parse(JSON.stringify(stackedIncomeOption(view, drawing)))
    expect(option.series[0].data.map((one: { value: unknown }) => one.value)).toEqual([1, 2, '-'])
  })
})

describe('a sparkline', () => {
  test.each([
    { values: [], path: '' },
    { values: [null, null], path: '' },
    { values: [1, 2, 3], path: 'M0 10L5 5L10 0' },
    { values: [3, 3], path: 'M0 5L10 5' },
    { values: [1, null, 3], path: 'M0 10h0.01M10 0h0.01' },
    { values: [1, 2, null, 3, 1], path: 'M0 10L2.5 5M7.5 0L10 10' },
  ])('of $values is "$path"', ({ values, path }) => {
    expect(sparklinePath(values, 10, 10)).toBe(path)
  })
})

describe('quartiles', () => {
  test('interpolate between order statistics (type 7) and leave withheld values out', () => {
    expect(quartiles([4, 1, null, 3, 2])).toEqual({ min: 1, q1: 1.75, median: 2.5, q3: 3.25, max: 4, count: 4 })
  })
  test('of fewer than four values are none', () => {
    expect(quartiles([1, 2, 3, null])).toBeNull()
  })
})

test('the Lorenz curve has the line of equality to compare with', () => {
  const points = [
    { people: 0, resource: 0 },
    { people: 0.5, resource: 0.3 },
    { people: 1, resource: 1 },
  ]
  const view = { points, words: { people: 'p', resource: 'r', equal: 'e' }, format: String }
  const option = JSON.parse(JSON.stringify(lorenzOption(view, drawing)))
  expect(option.series.map((one: { data: unknown }) => one.data)).toEqual([
    [
      [0, 0],
      [1, 1],
    ],
    [
      [0, 0],
      [0.5, 0.3],
      [1, 1],
    ],
  ])
})

test.each([
  [360, 400, 28],
  [170, 180, 15],
  [250, 130, 15],
])('every word of a Lorenz curve lies within a drawing of %i by %i', (width, height, text) => {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  const words = { people: '人口累计', resource: '资源', equal: '公平' }
  const points = [
    { people: 0, resource: 0 },
    { people: 1, resource: 1 },
  ]
  chart.setOption(lorenzOption({ points, words, format: (share) => `${share * 100}%` }, { ...drawing, text }))
  const rects = chart
    .getZr()
    .storage.getDisplayList(true)
    .filter((shape) => shape.type === 'tspan')
    .map((shape) => {
      const rect = shape.getBoundingRect().clone()
      rect.applyTransform(shape.getComputedTransform())
      return rect
    })
  expect(rects.length).toBeGreaterThan(5)
  for (const rect of rects) {
    expect(rect.x + rect.width).toBeLessThanOrEqual(width + 1)
    expect(rect.y + rect.height).toBeLessThanOrEqual(height + 1)
    expect(Math.min(rect.x, rect.y)).toBeGreaterThanOrEqual(-1)
  }
  chart.dispose()
})

test.each([
  ['2025-11', 0, '11\n2025'],
  ['2025-12', 1, '12'],
  ['2026-01', 2, '1\n2026'],
])('%s at place %i is labelled %j', (month, index, label) => {
  expect(monthLabel(month, index)).toBe(label)
})
