import type { EChartsOption } from 'echarts'
import { axisRange } from './axis-range'
import { canvas, type Drawing, scaled, textStyle, tooltip } from './drawing'
import { escaped } from './escaped'

export interface QuadrantPoint {
  readonly key: string
  readonly name: string
  readonly x: number
  readonly y: number
  /** What the area of the symbol stands for, from 0. */
  readonly size: number
  readonly own: boolean
  readonly says: readonly string[]
}

export interface QuadrantView {
  readonly points: readonly QuadrantPoint[]
  /** Where the two lines stand: 1 is the region. */
  readonly middle: number
  readonly words: {
    readonly x: string
    readonly y: string
    /** From top right, clockwise: both high, only x high, neither, only y high. */
    readonly corners: readonly [string, string, string, string]
  }
  readonly format: (value: number) => string
}

/** Diameter in pixels at 15 px of type; the area, not the diameter, is proportional to the size. */
const [SMALLEST, LARGEST] = [6, 34]

/** Points in four fields around two lines, each as large as its cases. Both axes hold the middle and all points. */
export function quadrantOption(view: QuadrantView, drawing: Drawing): EChartsOption {
  const { theme } = drawing
  const { points, middle, words, format } = view
  const most = Math.max(1, ...points.map(({ size }) => size))
  const diameter = (size: number) => scaled(drawing, Math.max(SMALLEST, LARGEST * Math.sqrt(size / most)))
  const range = (pick: 'x' | 'y') => {
    const reach = Math.max(0.05, ...points.map((point) => Math.abs(point[pick] - middle))) * 1.15
    return axisRange([middle - reach, middle, middle + reach])
  }
  const [xLow, xHigh, xStep] = range('x')
  const [yLow, yHigh, yStep] = range('y')
  const corner = (text: string, at: { left?: string; right?: string; top?: string; bottom?: string }) => ({
    type: 'text' as const,
    silent: true,
    z: 0,
    ...at,
    style: { text, fill: theme.textThird, font: `${drawing.text}px ${theme.font}` },
  })
  const [inset, foot] = [`${scaled(drawing, 22)}`, `${scaled(drawing, 52)}`]
  const [side, edge] = [`${scaled(drawing, 76)}`, `${scaled(drawing, 22)}`]
  return {
    ...canvas(drawing),
    animation: false,
    graphic: [
      corner(words.corners[0], { right: edge, top: inset }),
      corner(words.corners[1], { right: edge, bottom: foot }),
      corner(words.corners[2], { left: side, bottom: foot }),
      corner(words.corners[3], { left: side, top: inset }),
    ],
    grid: {
      left: scaled(drawing, 22),
      right: scaled(drawing, 16),
      top: scaled(drawing, 14),
      bottom: scaled(drawing, 22),
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
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
      min: xLow,
      max: xHigh,
      interval: xStep,
      name: words.x,
      nameLocation: 'middle',
      nameGap: scaled(drawing, 26),
      nameTextStyle: textStyle(drawing),
      axisLine: { onZero: false, lineStyle: { color: theme.line } },
      axisLabel: { ...textStyle(drawing, theme.textThird), formatter: (value: number) => format(value) },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: yLow,
      max: yHigh,
      interval: yStep,
      name: words.y,
      nameLocation: 'middle',
      nameGap: scaled(drawing, 40),
      nameTextStyle: textStyle(drawing),
      axisLine: { onZero: false, show: true, lineStyle: { color: theme.line } },
      axisLabel: { ...textStyle(drawing, theme.textThird), formatter: (value: number) => format(value) },
      splitLine: { show: false },
    },
    series: [
      {
        type: 'scatter',
        data: points.map((point) => ({
          value: [point.x, point.y],
          symbolSize: diameter(point.size),
          itemStyle: point.own
            ? { color: theme.accent, borderColor: theme.text, borderWidth: scaled(drawing, 1.5), opacity: 1 }
            : { color: theme.textThird, opacity: 0.5, borderColor: theme.surface, borderWidth: 1 },
          z: point.own ? 5 : 3,
          label: {
            ...textStyle(drawing, theme.text),
            show: point.own,
            position: 'top' as const,
            formatter: point.name,
            fontWeight: 700,
          },
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          lineStyle: { color: theme.lineStrong, type: 'solid', width: scaled(drawing, 1.2) },
          label: { show: false },
          data: [{ xAxis: middle }, { yAxis: middle }],
        },
        z: 3,
      },
    ],
  }
}
