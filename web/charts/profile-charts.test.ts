import { describe, expect, it } from 'vitest'
import type { Drawing } from './drawing'
import { escaped } from './escaped'
import { type FunnelChartView, funnelOption } from './funnel'
import { gradePathOption } from './grade-path'
import { quadrantOption } from './quadrant'
import { DARK, LIGHT } from './theme'
import { luminance, shadeColour, textOn, treemapOption } from './treemap'
import { type XmrChartView, xmrOption } from './xmr'

const drawing: Drawing = { theme: LIGHT, text: 15, animate: false }
interface Series {
  readonly name?: string
  readonly type: string
  readonly data: readonly {
    readonly value?: unknown
    readonly symbol?: string
    readonly itemStyle?: { readonly color?: string }
    readonly label?: { readonly show?: boolean }
  }[]
  readonly markLine?: { readonly data: readonly unknown[] }
}
const seriesOf = (option: object) => (option as { series: Series[] }).series

describe('an XmR chart', () => {
  const limits = { lower: 5, centre: 10, upper: 15 }
  const view: XmrChartView = {
    points: [
      { month: '2026-08', value: 10, mark: 'common', limits, says: ['ordinary'] },
      { month: '2026-09', value: null, mark: 'unjudged', limits, says: ['none'] },
      { month: '2026-10', value: 19, mark: 'concern', limits, says: ['concern', '<b>outside</b>'] },
    ],
    target: { max: 12 },
    words: { value: 'value', centre: 'centre', limits: 'limits', target: 'target' },
    format: String,
    axisFormat: String,
  }
  it('has its three lines, a shape for each judgement, a gap for no value, and the target', () => {
    const series = seriesOf(xmrOption(view, drawing))
    expect(series.map(({ name }) => name)).toEqual(['limits', 'centre', 'limits', 'value'])
    expect(series[3]?.data.map(({ value, symbol }) => [value, symbol])).toEqual([
      [10, 'circle'],
      [null, 'circle'],
      [19, 'triangle'],
    ])
    expect(series[3]?.markLine?.data).toEqual([{ yAxis: 12 }])
  })
  it('has no limits where there are too few points', () => {
    const few = { ...view, points: view.points.map((point) => ({ ...point, limits: null })) }
    expect(seriesOf(xmrOption(few, drawing))[0]?.data).toEqual([null, null, null])
  })
})

describe('a funnel', () => {
  const curve = [10, 100, 400].map((base) => ({
    base,
    attention: { lower: 1 - 2 / Math.sqrt(base), upper: 1 + 2 / Math.sqrt(base) },
    warning: { lower: 1 - 3 / Math.sqrt(base), upper: 1 + 3 / Math.sqrt(base) },
  }))
  const view: FunnelChartView = {
    points: [
      { key: 'A', name: 'A', base: 300, value: 1.3, mark: 'warning', own: true, says: [] },
      { key: 'B', name: 'B', base: 12, value: 1.2, mark: 'unjudged', own: false, says: [] },
    ],
    curve,
    centre: 1,
    words: { base: 'expected', centre: 'region', attention: '95', warning: '99.8' },
    format: String,
    baseFormat: String,
  }
  it('draws each point at its size with its name only where it is the own, and four limits', () => {
    const series = seriesOf(funnelOption(view, drawing))
    expect(series.map(({ type }) => type)).toEqual(['scatter', 'line', 'line', 'line', 'line'])
    expect(series[0]?.data.map(({ value, symbol, label }) => [value, symbol, label?.show])).toEqual([
      [[300, 1.3], 'triangle', true],
      [[12, 1.2], 'circle', false],
    ])
    // Hollow, in the colour of the ground, is what is not judged.
    expect(series[0]?.data.map(({ itemStyle }) => itemStyle?.color)).toEqual([LIGHT.accent, LIGHT.surface])
    expect(series[3]?.data).toEqual(curve.map(({ base, warning }) => [base, warning.upper]))
  })
  it('holds every point on its axis, and is not stretched by the limits of the smallest', () => {
    const { yAxis } = funnelOption(
      {
        ...view,
        curve: [{ base: 0.1, attention: { lower: -5, upper: 7 }, warning: { lower: -9, upper: 11 } }, ...curve],
      },
      drawing,
    ) as { yAxis: { min: number; max: number } }
    expect(yAxis.min).toBeLessThanOrEqual(1)
    expect(yAxis.max).toBeGreaterThanOrEqual(1.3)
    expect(yAxis.max).toBeLessThan(3)
  })
})

describe('a quadrant', () => {
  it('has both lines in the middle, equal room to each side, and areas in proportion to cases', () => {
    const point = (key: string, x: number, y: number, size: number) => ({
      key,
      name: key,
      x,
      y,
      size,
      own: key === 'A',
      says: [],
    })
    const option = quadrantOption(
      {
        points: [point('A', 1.3, 0.9, 400), point('B', 0.95, 1.02, 100)],
        middle: 1,
        words: { x: 'x', y: 'y', corners: ['1', '2', '3', '4'] },
        format: String,
      },
      drawing,
    ) as {
      xAxis: { min: number; max: number }
      series: { data: { symbolSize: number }[]; markLine: { data: unknown } }[]
    }
    expect(option.xAxis.min).toBeLessThan(0.95)
    expect(option.xAxis.max).toBeGreaterThan(1.3)
    expect(option.series[0]?.markLine.data).toEqual([{ xAxis: 1 }, { yAxis: 1 }])
    const [a, b] = option.series[0]?.data ?? []
    expect((a?.symbolSize ?? 0) / (b?.symbolSize ?? 1)).toBeCloseTo(2, 6)
  })
})

describe('a treemap', () => {
  it('steps the colour at the lower ends, and leaves what has no shade in the ground colour', () => {
    const colours = [0.5, 0.8, 0.95, 1.1, 1.3, null].map((shade) => shadeColour(shade, [0.8, 0.9, 1.1, 1.25], LIGHT))
    expect(new Set(colours).size).toBe(6)
    expect(colours[5]).toBe(LIGHT.mapVoid)
  })
  it.each([
    ['light', LIGHT],
    ['dark', DARK],
  ])('writes on every step of the %s ramp so that it can be read (WCAG AA)', (_, theme) => {
    for (const shade of [null, 0.5, 0.85, 1, 1.2, 1.4]) {
      const colour = shadeColour(shade, [0.8, 0.9, 1.1, 1.25], theme)
      const [low, high] = [luminance(colour), luminance(textOn(colour, theme))].sort((a, b) => a - b) as [
        number,
        number,
      ]
      expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(4.5)
    }
  })
  it('has a tile for each, by area', () => {
    const tile = (key: string, area: number) => ({ key, name: key, area, shade: 1, figure: '', says: [] })
    const series = seriesOf(treemapOption({ tiles: [tile('A', 3), tile('B', 1)], steps: [1] }, drawing))
    expect(series[0]?.data.map(({ value }) => value)).toEqual([3, 1])
  })
})

it('a grade path has a gap in a year without a grade, and the level asked for as a line', () => {
  const [series] = seriesOf(
    gradePathOption(
      {
        years: ['2024', '2025'],
        levels: [null, 4],
        highest: 8,
        target: { level: 4, word: 'asked' },
        words: { level: 'l', ungraded: 'u' },
      },
      drawing,
    ),
  )
  expect(series?.data).toEqual([null, 4])
  expect(series?.markLine?.data).toEqual([{ yAxis: 4 }])
})

it('what stands in a tooltip is text, whatever a file brought', () =>
  expect(escaped('<img src=x onerror=1>&')).toBe('&lt;img src=x onerror=1&gt;&amp;'))
