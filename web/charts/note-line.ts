import type { LineSeriesOption } from 'echarts'
import { type Drawing, scaled, textStyle } from './drawing'

/** A note on a line over time: from which of its steps to which, by index, and what to call it. */
export interface ChartNoteMark {
  readonly from: number
  readonly to: number
  readonly label: string
}

/** A dotted upright where a note stands, a faint band where it lasts. An empty series of its own, so that no figure moves with it. */
export function noteLine(notes: readonly ChartNoteMark[], drawing: Drawing): LineSeriesOption {
  const { theme } = drawing
  return {
    id: 'notes',
    type: 'line',
    data: [],
    silent: true,
    tooltip: { show: false },
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      lineStyle: { color: theme.textSecond, type: 'dotted', width: scaled(drawing, 1.4) },
      label: {
        ...textStyle(drawing, theme.textSecond),
        position: 'end',
        distance: scaled(drawing, 2),
        formatter: (mark) => String(mark.name),
      },
      data: notes.map(({ from, label }) => ({ xAxis: from, name: label })),
    },
    markArea: {
      silent: true,
      animation: false,
      itemStyle: { color: theme.textSecond, opacity: 0.08 },
      data: notes.filter(({ from, to }) => to > from).map(({ from, to }) => [{ xAxis: from }, { xAxis: to }]),
    },
  }
}
