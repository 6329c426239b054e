import type { EChartsOption } from 'echarts'
import { axisRange } from './axis-range'
import { canvas, type Drawing, monthLabel, scaled, textStyle, tooltip } from './drawing'
import type { VisualTheme } from './theme'

export interface StackedIncomeView {
  /** `yyyy-mm`, oldest first. */
  readonly months: readonly string[]
  /** Parts from the bottom up; null where nothing may be shown. */
  readonly parts: readonly { readonly name: string; readonly values: readonly (number | null)[] }[]
  /** Total of the same month a year earlier, as a tick over each column. */
  readonly lastYear?: { readonly name: string; readonly values: readonly (number | null)[] }
  readonly partialLast?: boolean
  readonly format: (value: number) => string
  readonly axisFormat: (value: number) => string
}

/** Greys and the accent only: parts of income are not states. */
export function partColours(theme: VisualTheme): string[] {
  return theme.name === 'dark'
    ? [theme.accent, '#3577b8', '#8fa3c4', '#55678a']
    : [theme.accent, '#6fa3dc', '#8b9bb4', '#c3ccdb']
}

/** Total of a month, null as soon as one part is withheld: a partial sum would pass for a fall. */
export function monthTotals(
  parts: readonly { readonly values: readonly (number | null)[] }[],
  months: number,
): (number | null)[] {
  return Array.from({ length: months }, (_, month) => {
    let total = 0
    for (const part of parts) {
      const value = part.values[month] ?? null
      if (value === null) return null
      total += value
    }
    return total
  })
}

export function stackedIncomeOption(view: StackedIncomeView, drawing: Drawing): EChartsOption {
  const { theme } = drawing
  const totals = monthTotals(view.parts, view.months.length)
  const [low, high, step] = axisRange([...totals, ...(view.lastYear?.values ?? [])], { fromZero: true })
  const colours = partColours(theme)
  const last = view.months.length - 1
  return {
    ...canvas(drawing),
    grid: {
      left: scaled(drawing, 2),
      right: scaled(drawing, 4),
      top: scaled(drawing, 8),
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      ...tooltip(drawing),
      trigger: 'axis',
      valueFormatter: (value) => (typeof value === 'number' ? view.format(value) : '—'),
    },
    xAxis: {
      type: 'category',
      data: view.months.map(monthLabel),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.lineStrong } },
      axisLabel: { ...textStyle(drawing, theme.textThird), margin: scaled(drawing, 9), interval: 0 },
    },
    yAxis: {
      type: 'value',
      min: low,
      max: high,
      interval: step,
      axisLabel: {
        ...textStyle(drawing, theme.textThird),
        margin: scaled(drawing, 9),
        formatter: (value: number) => view.axisFormat(value),
      },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [
      ...view.parts.map((part, index) => ({
        name: part.name,
        type: 'bar' as const,
        stack: 'income',
        barWidth: '56%',
        itemStyle: { color: colours[index % colours.length] },
        data: view.months.map((_, month) => ({
          value: part.values[month] ?? '-',
          ...(view.partialLast && month === last ? { itemStyle: { opacity: 0.5 } } : {}),
        })),
      })),
      ...(view.lastYear
        ? [
            {
              name: view.lastYear.name,
              type: 'line' as const,
              z: 5,
              lineStyle: { width: 0 },
              symbol: 'rect',
              symbolSize: [scaled(drawing, 18), scaled(drawing, 2.5)],
              itemStyle: { color: theme.text },
              data: view.lastYear.values.map((value) => value ?? '-'),
            },
          ]
        : []),
    ],
  }
}
