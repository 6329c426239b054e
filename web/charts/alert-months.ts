import type { EChartsOption } from 'echarts'
import { canvas, type Drawing, monthLabel, scaled, textStyle, tooltip } from './drawing'

export interface AlertMonthsView {
  /** `yyyy-mm`, oldest first. */
  readonly months: readonly string[]
  /** Alerts that overlap something known to have happened, and the others. */
  readonly known: { readonly name: string; readonly values: readonly number[] }
  readonly other: { readonly name: string; readonly values: readonly number[] }
}

/** Alerts a month as columns. Without a known event all of them are "others", which is no judgement. */
export function alertMonthsOption(view: AlertMonthsView, drawing: Drawing): EChartsOption {
  const { theme } = drawing
  const series = [
    { ...view.known, color: theme.accent },
    { ...view.other, color: theme.textThird },
  ].filter(({ values }) => values.some((value) => value > 0))
  return {
    ...canvas(drawing),
    grid: {
      left: scaled(drawing, 2),
      right: scaled(drawing, 4),
      top: scaled(drawing, 10),
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: { ...tooltip(drawing), trigger: 'axis' },
    xAxis: {
      type: 'category',
      data: view.months.map(monthLabel),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.lineStrong } },
      axisLabel: { ...textStyle(drawing, theme.textThird), hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: textStyle(drawing, theme.textThird),
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: series.map(({ name, values, color }) => ({
      name,
      type: 'bar' as const,
      stack: 'alerts',
      barMaxWidth: scaled(drawing, 26),
      itemStyle: { color },
      data: [...values],
    })),
  }
}
