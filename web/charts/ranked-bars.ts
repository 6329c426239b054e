import type { EChartsOption } from 'echarts'
import { axisRange } from './axis-range'
import { canvas, type Drawing, scaled, textStyle, tooltip } from './drawing'
import type { Severity } from './theme'

export interface RankedBar {
  readonly key: string
  readonly name: string
  /** null where nothing may be shown: the bar is absent and `withheld` says why. It is never ranked last. */
  readonly value: number | null
  readonly withheld?: string
  readonly severity?: Severity
}

export interface RankedBarsView {
  readonly bars: readonly RankedBar[]
  /** What to compare with: the territory's own value or a target. */
  readonly reference?: { readonly value: number; readonly word: string }
  readonly selected?: string
  readonly format: (value: number) => string
  readonly order: 'descending' | 'ascending'
}

/** Shown bars by value, then the withheld ones by name: no data is not a rank. */
export function rankBars(bars: readonly RankedBar[], order: RankedBarsView['order']): RankedBar[] {
  const sign = order === 'descending' ? -1 : 1
  const shown = bars.filter((bar) => bar.value !== null).sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)))
  const withheld = bars.filter((bar) => bar.value === null).sort((a, b) => a.name.localeCompare(b.name, 'zh'))
  return [...shown, ...withheld]
}

/** Horizontal bars with one reference line. Height needed: about two and a half lines of text a bar. */
export function rankedBarsOption(view: RankedBarsView, drawing: Drawing): EChartsOption {
  const { theme } = drawing
  const bars = rankBars(view.bars, view.order)
  const [low, high, step] = axisRange([...bars.map((bar) => bar.value), view.reference?.value], { fromZero: true })
  return {
    ...canvas(drawing),
    grid: {
      left: scaled(drawing, 4),
      right: scaled(drawing, 72),
      top: scaled(drawing, view.reference ? 22 : 4),
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: { ...tooltip(drawing), trigger: 'item' },
    xAxis: { type: 'value', min: low, max: high, interval: step, show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map((bar) => bar.name),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { ...textStyle(drawing), width: scaled(drawing, 150), overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        barWidth: '56%',
        data: bars.map((bar) => ({
          value: bar.value ?? 0,
          name: bar.name,
          itemStyle: {
            color: bar.severity && bar.severity !== 'normal' ? theme.severity[bar.severity] : theme.accent,
            opacity: view.selected !== undefined && bar.key !== view.selected ? 0.55 : 1,
            borderRadius: [0, 3, 3, 0],
          },
          label: {
            ...textStyle(drawing, bar.value === null ? theme.textThird : theme.text),
            show: true,
            position: 'right' as const,
            formatter: () => (bar.value === null ? (bar.withheld ?? '—') : view.format(bar.value)),
          },
          tooltip: {
            formatter: () => `${bar.name}  ${bar.value === null ? (bar.withheld ?? '—') : view.format(bar.value)}`,
          },
        })),
        ...(view.reference
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                animation: false,
                lineStyle: { color: theme.textSecond, type: 'dashed' as const },
                label: {
                  ...textStyle(drawing),
                  position: 'start' as const,
                  formatter: `${view.reference.word} ${view.format(view.reference.value)}`,
                },
                data: [{ xAxis: view.reference.value }],
              },
            }
          : {}),
      },
    ],
  }
}
