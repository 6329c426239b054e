import type { EChartsOption } from 'echarts'
import { axisRange } from './axis-range'
import { canvas, type Drawing, scaled, textStyle, tooltip } from './drawing'
import { type ChartNoteMark, noteLine } from './note-line'

/** Up to five lines on one axis, told apart by colour, by mark and by the name at their end. */
export interface ComparedLinesView {
  readonly axis: readonly string[]
  readonly lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[]
  readonly target?: { readonly min?: number; readonly max?: number }
  readonly notes?: readonly ChartNoteMark[]
  readonly format: (value: number) => string
}

export const LINE_MARKS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle'] as const

export function comparedLinesOption(view: ComparedLinesView, drawing: Drawing): EChartsOption {
  const { theme } = drawing
  const ends = [view.target?.min, view.target?.max].filter((end): end is number => end !== undefined)
  const [low, high, step] = axisRange([...view.lines.flatMap(({ values }) => values), ...ends])
  return {
    ...canvas(drawing),
    grid: {
      left: scaled(drawing, 4),
      right: scaled(drawing, 24),
      top: scaled(drawing, 34),
      bottom: scaled(drawing, 2),
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: {
      top: 0,
      left: 0,
      itemWidth: scaled(drawing, 22),
      itemHeight: scaled(drawing, 9),
      textStyle: textStyle(drawing),
    },
    tooltip: {
      ...tooltip(drawing),
      trigger: 'axis',
      valueFormatter: (value) => (typeof value === 'number' ? view.format(value) : '—'),
    },
    xAxis: {
      type: 'category',
      data: [...view.axis],
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.line } },
      axisLabel: { ...textStyle(drawing, theme.textThird), margin: scaled(drawing, 9) },
    },
    yAxis: {
      type: 'value',
      min: low,
      max: high,
      interval: step,
      axisLabel: { ...textStyle(drawing, theme.textThird), formatter: (value: number) => view.format(value) },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [
      ...view.lines.map(({ name, values }, i) => {
        const colour = theme.series[i % theme.series.length] ?? theme.accent
        return {
          name,
          type: 'line' as const,
          data: [...values],
          connectNulls: false,
          symbol: LINE_MARKS[i % LINE_MARKS.length] ?? 'circle',
          symbolSize: scaled(drawing, 8),
          lineStyle: { color: colour, width: scaled(drawing, 2.2) },
          itemStyle: { color: colour },
          ...(i === 0 && ends.length > 0
            ? {
                markLine: {
                  silent: true,
                  symbol: 'none',
                  animation: false,
                  lineStyle: { color: theme.severity.normal, type: 'dashed' as const },
                  label: {
                    ...textStyle(drawing),
                    formatter: (mark: { value?: unknown }) => view.format(Number(mark.value)),
                  },
                  data: ends.map((yAxis) => ({ yAxis })),
                },
              }
            : {}),
        }
      }),
      ...(view.notes?.length ? [noteLine(view.notes, drawing)] : []),
    ],
  }
}
