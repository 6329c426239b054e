import type { EChartsOption } from 'echarts'
import { canvas, type Drawing, scaled, textStyle, tooltip } from './drawing'

export interface GradePathView {
  readonly years: readonly string[]
  /** Level held in the year, 0 to 8; null where it was not graded. */
  readonly levels: readonly (number | null)[]
  readonly highest: number
  /** Level asked of hospitals of this tier; absent where none is. */
  readonly target?: { readonly level: number; readonly word: string }
  readonly words: { readonly level: string; readonly ungraded: string }
}

/** Steps of a grade from year to year against the level that is asked for. A year without a grade is a gap. */
export function gradePathOption(view: GradePathView, drawing: Drawing): EChartsOption {
  const { theme } = drawing
  return {
    ...canvas(drawing),
    animation: false,
    grid: {
      left: scaled(drawing, 4),
      right: scaled(drawing, 16),
      top: scaled(drawing, 22),
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      ...tooltip(drawing),
      trigger: 'axis',
      valueFormatter: (value) => (typeof value === 'number' ? `${value} ${view.words.level}` : view.words.ungraded),
    },
    xAxis: {
      type: 'category',
      data: [...view.years],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.line } },
      axisLabel: textStyle(drawing, theme.textThird),
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: view.highest,
      interval: 1,
      axisLabel: textStyle(drawing, theme.textThird),
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [
      {
        name: view.words.level,
        type: 'line',
        step: 'end',
        data: [...view.levels],
        symbol: 'circle',
        symbolSize: scaled(drawing, 9),
        lineStyle: { color: theme.accent, width: scaled(drawing, 2.5) },
        itemStyle: { color: theme.accent },
        label: { ...textStyle(drawing, theme.text), show: true, position: 'top', fontWeight: 700 },
        ...(view.target
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                animation: false,
                lineStyle: { color: theme.severity.normal, type: 'dashed' as const, width: scaled(drawing, 1.4) },
                label: {
                  ...textStyle(drawing, theme.severity.normal),
                  position: 'insideStartTop' as const,
                  formatter: view.target.word,
                },
                data: [{ yAxis: view.target.level }],
              },
            }
          : {}),
      },
    ],
  }
}
