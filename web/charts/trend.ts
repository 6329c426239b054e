import type { EChartsOption, LineSeriesOption } from 'echarts'
import { axisRange } from './axis-range'
import { canvas, type Drawing, monthLabel, scaled, textStyle, tooltip } from './drawing'
import { type ChartNoteMark, noteLine } from './note-line'

export interface TrendView {
  /** `yyyy-mm`, oldest first. */
  readonly months: readonly string[]
  /** One a month; null where nothing may be shown. A gap is a gap, never a zero. */
  readonly values: readonly (number | null)[]
  readonly lastYear?: readonly (number | null)[]
  readonly target?: { readonly min?: number; readonly max?: number }
  /** The last month is not over: its point is hollow and the way to it dashed. */
  readonly partialLast?: boolean
  /** Notes on the line: from which month to which, by index, and what to call them. */
  readonly notes?: readonly ChartNoteMark[]
  readonly words: {
    readonly value: string
    readonly lastYear: string
    readonly target: string
    readonly partial: string
  }
  readonly format: (value: number) => string
  /** Short form for the axis; `format` when absent. */
  readonly axisFormat?: (value: number) => string
}

/** A monthly line with the same months of last year behind it and its target as band or line. */
export function trendOption(view: TrendView, drawing: Drawing): EChartsOption {
  const { theme } = drawing
  const last = view.values.length - 1
  const partial = view.partialLast === true && view.values[last] !== null
  const [low, high, step] = axisRange([...view.values, ...(view.lastYear ?? []), view.target?.min, view.target?.max])
  const axisFormat = view.axisFormat ?? view.format
  return {
    ...canvas(drawing),
    grid: {
      left: scaled(drawing, 4),
      right: view.target ? scaled(drawing, 52) : scaled(drawing, 12),
      top: scaled(drawing, 20),
      bottom: scaled(drawing, 2),
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
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.line } },
      axisLabel: {
        ...textStyle(drawing, theme.textThird),
        margin: scaled(drawing, 9),
        interval: 0,
      },
    },
    yAxis: {
      type: 'value',
      min: low,
      max: high,
      interval: step,
      axisLabel: {
        ...textStyle(drawing, theme.textThird),
        margin: scaled(drawing, 9),
        formatter: (value: number) => axisFormat(value),
      },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [
      ...(view.lastYear ? [lastYearLine(view, drawing)] : []),
      valueLine(view, drawing, partial),
      ...(partial ? [partialLine(view, drawing)] : []),
      ...(view.notes?.length ? [noteLine(view.notes, drawing)] : []),
    ],
  }
}

function valueLine(view: TrendView, drawing: Drawing, partial: boolean): LineSeriesOption {
  const { theme } = drawing
  const values = partial ? [...view.values.slice(0, -1), null] : [...view.values]
  return {
    name: view.words.value,
    type: 'line',
    data: values,
    connectNulls: false,
    symbol: 'circle',
    symbolSize: scaled(drawing, 6),
    lineStyle: { color: theme.accent, width: scaled(drawing, 2.5) },
    itemStyle: { color: theme.accent },
    z: 3,
    ...targetMarks(view, drawing),
  }
}

function partialLine(view: TrendView, drawing: Drawing): LineSeriesOption {
  const { theme } = drawing
  const last = view.values.length - 1
  return {
    name: view.words.partial,
    type: 'line',
    data: view.values.map((value, index) => (index >= last - 1 ? value : null)),
    symbol: (_: unknown, point: { dataIndex: number }) => (point.dataIndex === last ? 'circle' : 'none'),
    symbolSize: scaled(drawing, 8),
    lineStyle: { color: theme.accent, width: scaled(drawing, 2), type: 'dashed' },
    itemStyle: { color: theme.surface, borderColor: theme.accent, borderWidth: scaled(drawing, 2) },
    z: 4,
  }
}

function lastYearLine(view: TrendView, drawing: Drawing): LineSeriesOption {
  return {
    name: view.words.lastYear,
    type: 'line',
    data: [...(view.lastYear ?? [])],
    connectNulls: false,
    symbol: 'none',
    lineStyle: { color: drawing.theme.textThird, width: scaled(drawing, 1.5), type: [4, 4] },
    itemStyle: { color: drawing.theme.textThird },
    z: 2,
  }
}

/** A band when both ends are given, else a line with its word and value. */
function targetMarks(view: TrendView, drawing: Drawing): Pick<LineSeriesOption, 'markLine' | 'markArea'> {
  const { target } = view
  if (!target || (target.min === undefined && target.max === undefined)) return {}
  const { theme } = drawing
  const ends = [target.min, target.max].filter((end): end is number => end !== undefined)
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      lineStyle: { color: theme.severity.normal, type: 'dashed', width: scaled(drawing, 1.2) },
      label: {
        ...textStyle(drawing),
        position: 'end',
        formatter: (mark) => `${view.words.target}\n${view.format(Number(mark.value))}`,
        lineHeight: drawing.text * 1.25,
      },
      data: ends.map((yAxis) => ({ yAxis })),
    },
    ...(ends.length === 2
      ? {
          markArea: {
            silent: true,
            animation: false,
            itemStyle: { color: theme.severity.normal, opacity: 0.1 },
            data: [[{ yAxis: ends[0] }, { yAxis: ends[1] }]],
          },
        }
      : {}),
  }
}
