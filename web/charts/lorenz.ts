import type { EChartsOption } from 'echarts'
import { canvas, type Drawing, scaled, textStyle } from './drawing'

export interface LorenzPoint {
  /** Cumulative share of people, 0..1. */
  readonly people: number
  /** Cumulative share of the resource, 0..1. */
  readonly resource: number
}

export interface LorenzView {
  /** From (0, 0) to (1, 1), poorest area first. */
  readonly points: readonly LorenzPoint[]
  readonly words: { readonly people: string; readonly resource: string; readonly equal: string }
  readonly format: (share: number) => string
}

/** The Lorenz curve of a resource over people, with the line of equality to compare with. */
export function lorenzOption(view: LorenzView, drawing: Drawing): EChartsOption {
  const { theme } = drawing
  const axis = {
    type: 'value' as const,
    min: 0,
    max: 1,
    interval: 0.25,
    axisTick: { show: false },
    axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
    axisLabel: {
      ...textStyle(drawing, theme.textThird),
      formatter: (value: number) => view.format(value),
      hideOverlap: true,
    },
    splitLine: { lineStyle: { color: theme.line } },
    nameTextStyle: textStyle(drawing, theme.textThird),
  }
  return {
    ...canvas(drawing),
    grid: {
      left: scaled(drawing, 4),
      right: scaled(drawing, 4),
      top: scaled(drawing, 10),
      bottom: scaled(drawing, 4),
      outerBoundsMode: 'same',
      outerBoundsContain: 'all',
    },
    xAxis: { ...axis, interval: 0.5, name: view.words.people, nameLocation: 'middle', nameGap: scaled(drawing, 26) },
    yAxis: axis,
    series: [
      {
        name: view.words.equal,
        type: 'line',
        silent: true,
        symbol: 'none',
        lineStyle: { color: theme.textThird, type: 'dashed', width: scaled(drawing, 1.5) },
        data: [
          [0, 0],
          [1, 1],
        ],
      },
      {
        name: view.words.resource,
        type: 'line',
        symbol: 'none',
        lineStyle: { color: theme.accent, width: scaled(drawing, 2.5) },
        areaStyle: { color: theme.accent, opacity: 0.16 },
        data: view.points.map((point) => [point.people, point.resource]),
      },
    ],
  }
}
