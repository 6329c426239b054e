import type { EChartsOption, LineSeriesOption } from 'echarts'
import { axisRange } from './axis-range'
import { canvas, type Drawing, monthLabel, scaled, textStyle, tooltip } from './drawing'
import { type ChartNoteMark, noteLine } from './note-line'

/** How a point is drawn: `concern` and `improvement` by the indicator's direction, `special` where no direction is better. */
export type XmrMark = 'concern' | 'improvement' | 'special' | 'common' | 'unjudged'

export interface XmrChartPoint {
  /** `yyyy-mm` */
  readonly month: string
  readonly value: number | null
  readonly mark: XmrMark
  /** Limits of the point's own phase; null with too few points. */
  readonly limits: { readonly lower: number; readonly centre: number; readonly upper: number } | null
  /** What the point says in words, for the tooltip. */
  readonly says: readonly string[]
}

export interface XmrChartView {
  readonly points: readonly XmrChartPoint[]
  readonly target?: { readonly min?: number; readonly max?: number }
  readonly notes?: readonly ChartNoteMark[]
  readonly words: {
    readonly value: string
    readonly centre: string
    readonly limits: string
    readonly target: string
  }
  readonly format: (value: number) => string
  readonly axisFormat: (value: number) => string
}

/** A shape for each state, so that colour is never the only sign. */
const SHAPES = {
  concern: 'triangle',
  improvement: 'diamond',
  special: 'rect',
  common: 'circle',
  unjudged: 'circle',
} as const satisfies Record<XmrMark, string>

/** An XmR chart: the values, their centre and natural limits by phase, the target, and each special point by shape and colour. */
export function xmrOption(view: XmrChartView, drawing: Drawing): EChartsOption {
  const { theme } = drawing
  const { points, words, format, axisFormat } = view
  const ends = [view.target?.min, view.target?.max].filter((end): end is number => end !== undefined)
  const [low, high, step] = axisRange(
    [...points.flatMap(({ value, limits }) => [value, limits?.lower, limits?.upper]), ...ends],
    { steps: 3 },
  )
  const every = Math.max(1, Math.ceil(points.length / 8))
  const colour = {
    concern: theme.severity.warn,
    improvement: theme.severity.normal,
    special: theme.accent,
    common: theme.textSecond,
    unjudged: theme.textThird,
  } as const satisfies Record<XmrMark, string>
  const level = (name: string, pick: 'lower' | 'centre' | 'upper', dashed: boolean): LineSeriesOption => ({
    name,
    type: 'line',
    data: points.map(({ limits }) => limits?.[pick] ?? null),
    symbol: 'none',
    silent: true,
    lineStyle: { color: theme.textThird, width: scaled(drawing, 1.2), type: dashed ? [5, 4] : 'solid' },
    itemStyle: { color: theme.textThird },
    z: 1,
  })
  return {
    ...canvas(drawing),
    animation: false,
    grid: {
      left: scaled(drawing, 2),
      right: scaled(drawing, 10),
      // Room for the word of a target that lies at the top.
      top: scaled(drawing, 24),
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      ...tooltip(drawing),
      trigger: 'axis',
      formatter: (hovered) => {
        const [first] = Array.isArray(hovered) ? hovered : [hovered]
        const point = points[first?.dataIndex ?? -1]
        return point ? pointText(point, view) : ''
      },
    },
    xAxis: {
      type: 'category',
      data: points.map(({ month }) => month),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.line } },
      axisLabel: {
        ...textStyle(drawing, theme.textThird),
        lineHeight: drawing.text * 1.2,
        interval: (index: number) => (points.length - 1 - index) % every === 0,
        formatter: (month: string, index: number) =>
          monthLabel(month, (points.length - 1 - index) % every === 0 && index < every ? 0 : 1),
      },
    },
    yAxis: {
      type: 'value',
      min: low,
      max: high,
      interval: step,
      axisLabel: { ...textStyle(drawing, theme.textThird), formatter: (value: number) => axisFormat(value) },
      splitLine: { show: false },
    },
    series: [
      level(words.limits, 'upper', true),
      level(words.centre, 'centre', false),
      level(words.limits, 'lower', true),
      {
        name: words.value,
        type: 'line',
        data: points.map(({ value, mark }) => ({
          value,
          symbol: SHAPES[mark],
          symbolSize: scaled(drawing, mark === 'common' || mark === 'unjudged' ? 6 : 10),
          itemStyle:
            mark === 'unjudged'
              ? { color: theme.surface, borderColor: colour[mark], borderWidth: scaled(drawing, 1.5) }
              : { color: colour[mark] },
        })),
        connectNulls: false,
        lineStyle: { color: theme.textSecond, width: scaled(drawing, 1.5) },
        z: 3,
        ...(ends.length > 0
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                animation: false,
                lineStyle: { color: theme.severity.normal, type: 'solid' as const, width: scaled(drawing, 1.5) },
                label: {
                  ...textStyle(drawing, theme.severity.normal),
                  position: 'insideEndTop' as const,
                  backgroundColor: theme.surface,
                  padding: [0, 3],
                  formatter: (mark) => `${words.target} ${format(Number(mark.value))}`,
                },
                data: ends.map((yAxis) => ({ yAxis })),
              },
            }
          : {}),
      },
      ...(view.notes?.length ? [noteLine(view.notes, drawing)] : []),
    ],
  }
}

function pointText({ month, value, limits, says }: XmrChartPoint, { words, format }: XmrChartView): string {
  return [
    `<b>${month}</b>  ${value === null ? '—' : format(value)}`,
    ...(limits
      ? [`${words.centre} ${format(limits.centre)} · ${words.limits} ${format(limits.lower)} – ${format(limits.upper)}`]
      : []),
    ...says,
  ].join('<br/>')
}
