import { describe, expect, test } from 'vitest'
import type { Drawing } from './drawing'
import { DARK } from './theme'
import { type TrendView, trendOption } from './trend'

const drawing: Drawing = { theme: DARK, text: 15, animate: false }
const view: TrendView = {
  months: ['2025-11', '2025-12', '2026-01', '2026-02'],
  values: [0.27, null, 0.28, 0.29],
  words: { value: 'now', lastYear: 'last year', target: 'target', partial: 'partial' },
  format: (value) => `${value}`,
}

/** The series as plain data: options are unions that a test need not narrow. */
function seriesOf(option: object): { name: string; data: (number | null)[]; [key: string]: unknown }[] {
  return JSON.parse(JSON.stringify(option)).series
}

describe('a trend line', () => {
  test('leaves a withheld month as a gap, never as nought', () => {
    const [line] = seriesOf(trendOption(view, drawing))
    expect(line?.data).toEqual([0.27, null, 0.28, 0.29])
    expect(line?.connectNulls).toBe(false)
  })

  test('draws an unfinished last month apart: dashed from the month before', () => {
    const series = seriesOf(trendOption({ ...view, partialLast: true }, drawing))
    expect(series.find((one) => one.name === 'now')?.data).toEqual([0.27, null, 0.28, null])
    expect(series.find((one) => one.name === 'partial')?.data).toEqual([null, null, 0.28, 0.29])
  })

  test('an unfinished last month that is withheld is not drawn at all', () => {
    const series = seriesOf(trendOption({ ...view, values: [0.27, 0.28, 0.29, null], partialLast: true }, drawing))
    expect(series.map((one) => one.name)).toEqual(['now'])
  })

  test('puts last year behind and only when it is given', () => {
    expect(seriesOf(trendOption(view, drawing)).some((one) => one.name === 'last year')).toBe(false)
    const series = seriesOf(trendOption({ ...view, lastYear: [0.26, 0.26, null, 0.27] }, drawing))
    expect(series[0]).toMatchObject({ name: 'last year', data: [0.26, 0.26, null, 0.27] })
  })

  test.each([
    { target: { min: 0.8, max: 0.9 }, lines: 2, band: true },
    { target: { max: 0.3 }, lines: 1, band: false },
    { target: {}, lines: 0, band: false },
  ])('the target $target has $lines lines, a band: $band', ({ target, lines, band }) => {
    const [line] = seriesOf(trendOption({ ...view, target }, drawing))
    const marks = line?.markLine as { data: unknown[] } | undefined
    expect(marks?.data.length ?? 0).toBe(lines)
    expect(line?.markArea !== undefined).toBe(band)
  })

  test('the axis always shows the target, however far the values are', () => {
    const option = JSON.parse(JSON.stringify(trendOption({ ...view, target: { max: 0.5 } }, drawing)))
    expect(option.yAxis.max).toBeGreaterThanOrEqual(0.5)
  })
})
