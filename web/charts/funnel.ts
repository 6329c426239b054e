import type { EChartsOption, LineSeriesOption } from 'echarts'
import { axisRange } from './axis-range'
import { canvas, type Drawing, scaled, textStyle, tooltip } from './drawing'
import { escaped } from './escaped'

/** Where a point stands: outside the wide limits, outside the narrow ones, inside, or shown without judgement. */
export type FunnelMark = 'warning' | 'attention' | 'inside' | 'unjudged'

export interface FunnelChartPoint {
  readonly key: string
  readonly name: string
  /** Size on the horizontal axis: expected events, cases or exposure. */
  readonly base: number
  readonly value: number
  readonly mark: FunnelMark
  readonly own: boolean
  /** Lines of the tooltip after the name. */
  readonly says: readonly string[]
}

/** Limits at one size; a line of them is drawn from the smallest to the largest. */
export interface FunnelCurvePoint {
  readonly base: number
  readonly attention: { readonly lower: number; readonly upper: number }
  readonly warning: { readonly lower: number; readonly upper: number }
}

export interface FunnelChartView {
  readonly points: readonly FunnelChartPoint[]
  readonly curve: readonly FunnelCurvePoint[]
  readonly centre: number
  readonly words: {
    readonly base: string
    readonly centre: string
    readonly attention: string
    readonly warning: string
  }
  readonly format: (value: number) => string
  readonly baseFormat: (value: number) => string
}

const SHAPES = {
  warning: 'triangle',
  attention: 'diamond',
  inside: 'circle',
  unjudged: 'circle',
} as const satisfies Record<FunnelMark, string>

/**
 * A funnel plot. The value axis ends a little beyond the points and the narrow limits where units are judged: the limits of the tiniest base
 * would flatten all the rest.
 */
export function funnelOption(view: FunnelChartView, drawing: Drawing): EChartsOption {
  const { theme } = drawing
  const { points, curve, centre, words, format, baseFormat } = view
  const sizes = points.map(({ base }) => base)
  const most = Math.max(0, ...sizes, ...curve.map(({ base }) => base))
  const least = Math.min(...sizes, most)
  const where = curve.filter(({ base }) => base >= Math.max(least, most * 0.08))
  const [low, high, step] = axisRange([
    centre,
    ...points.map(({ value }) => value),
    ...where.flatMap(({ attention }) => [attention.lower, attention.upper]),
  ])
  const colour = {
    warning: theme.severity.critical,
    attention: theme.severity.watch,
    inside: theme.textSecond,
    unjudged: theme.severity.none,
  } as const satisfies Record<FunnelMark, string>
  const limit = (name: string, at: 'attention' | 'warning', side: 'lower' | 'upper'): LineSeriesOption => ({
    name,
    type: 'line',
    data: curve.map((point) => [point.base, point[at][side]]),
    symbol: 'none',
    silent: true,
    clip: true,
    itemStyle: { color: at === 'warning' ? theme.severity.critical : theme.severity.watch },
    lineStyle: {
      color: at === 'warning' ? theme.severity.critical : theme.severity.watch,
      width: scaled(drawing, 1.3),
      type: at === 'warning' ? 'solid' : [5, 4],
    },
    z: 1,
  })
  return {
    ...canvas(drawing),
    animation: false,
    grid: {
      left: scaled(drawing, 4),
      right: scaled(drawing, 16),
      top: scaled(drawing, 26),
      bottom: scaled(drawing, 22),
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: {
      top: 0,
      left: 'center',
      itemWidth: scaled(drawing, 22),
      icon: 'path://M0 4h10v1.4h-10z',
      selectedMode: false,
      textStyle: textStyle(drawing),
      data: [words.attention, words.warning],
    },
    tooltip: {
      ...tooltip(drawing),
      trigger: 'item',
      formatter: (hovered) => {
        const one = Array.isArray(hovered) ? hovered[0] : hovered
        const point = points[one?.dataIndex ?? -1]
        return point ? [`<b>${escaped(point.name)}</b>`, ...point.says.map(escaped)].join('<br/>') : ''
      },
    },
    xAxis: {
      type: 'value',
      min: 0,
      name: words.base,
      nameLocation: 'middle',
      nameGap: scaled(drawing, 26),
      nameTextStyle: textStyle(drawing, theme.textThird),
      axisLine: { lineStyle: { color: theme.line } },
      axisLabel: { ...textStyle(drawing, theme.textThird), formatter: (value: number) => baseFormat(value) },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: low,
      max: high,
      interval: step,
      axisLabel: { ...textStyle(drawing, theme.textThird), formatter: (value: number) => format(value) },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [
      {
        type: 'scatter',
        data: points.map((point) => ({
          value: [point.base, point.value],
          symbol: SHAPES[point.mark],
          symbolSize: scaled(drawing, point.own ? 15 : 8),
          itemStyle: styleOf(point, colour[point.mark], drawing),
          label: {
            ...textStyle(drawing, theme.text),
            show: point.own,
            position: 'right' as const,
            formatter: point.name,
            fontWeight: 700,
          },
        })),
        labelLayout: { hideOverlap: false, moveOverlap: 'shiftY' },
        z: 4,
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          lineStyle: { color: theme.textThird, type: 'solid', width: scaled(drawing, 1) },
          label: {
            ...textStyle(drawing, theme.textThird),
            position: 'insideEndTop',
            formatter: `${words.centre} ${format(centre)}`,
          },
          data: [{ yAxis: centre }],
        },
      },
      limit(words.attention, 'attention', 'upper'),
      limit(words.attention, 'attention', 'lower'),
      limit(words.warning, 'warning', 'upper'),
      limit(words.warning, 'warning', 'lower'),
    ],
  }
}

/** Hollow is not judged. The own facility stands out by its size, its edge and the accent, whatever its mark. */
function styleOf({ own, mark }: FunnelChartPoint, colour: string, drawing: Drawing) {
  const { theme } = drawing
  const hollow = mark === 'unjudged'
  const borderWidth = scaled(drawing, own ? 2 : 1.5)
  if (own)
    return {
      color: hollow ? theme.surface : theme.accent,
      borderColor: hollow ? theme.accent : theme.text,
      borderWidth,
    }
  return hollow ? { color: theme.surface, borderColor: colour, borderWidth } : { color: colour, opacity: 0.85 }
}
