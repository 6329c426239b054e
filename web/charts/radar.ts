import type { EChartsOption } from 'echarts'
import { canvas, type Drawing, scaled, textStyle } from './drawing'

export interface RadarAxis {
  readonly name: string
  /** The value as it is written, under the name. */
  readonly figure?: string
  readonly direction: 'higher' | 'lower' | 'monitor'
  /** null where nothing may be shown: the axis is then left out and named beside the chart. */
  readonly value: number | null
  /** Spread of the peers in the same unit. */
  readonly peers: { readonly min: number; readonly q1: number; readonly q3: number; readonly max: number } | null
}

export interface RadarView {
  readonly axes: readonly RadarAxis[]
  readonly words: {
    readonly value: string
    readonly band: string
    readonly better: Readonly<Record<RadarAxis['direction'], string>>
  }
}

interface DrawnAxis {
  readonly axis: RadarAxis
  readonly value: number
  readonly q1: number
  readonly q3: number
}

/** Axes for which both a value and peers exist, on 0..1 with the better end outside. */
export function turnOutward(axes: readonly RadarAxis[]): { drawn: DrawnAxis[]; missing: RadarAxis[] } {
  const drawn: DrawnAxis[] = []
  const missing: RadarAxis[] = []
  for (const axis of axes) {
    if (axis.value === null || axis.peers === null) {
      missing.push(axis)
      continue
    }
    const { min, q1, q3, max } = axis.peers
    const low = Math.min(min, axis.value)
    const high = Math.max(max, axis.value)
    // A tenth of air keeps the worst point off the centre, where it would look like no data.
    const air = (high - low || Math.abs(high) || 1) * 0.1
    const place = (value: number) => {
      const along = (value - low + air) / (high - low + 2 * air)
      return axis.direction === 'lower' ? 1 - along : along
    }
    const [inner, outer] = [place(q1), place(q3)].sort((a, b) => a - b) as [number, number]
    drawn.push({ axis, value: place(axis.value), q1: inner, q3: outer })
  }
  return { drawn, missing }
}

/**
 * A radar whose outside is better on every axis, with the middle half of the peers as a ring behind.
 * @returns null with fewer than three axes to draw: no polygon would be honest
 */
export function radarOption(view: RadarView, drawing: Drawing): EChartsOption | null {
  const { drawn } = turnOutward(view.axes)
  if (drawn.length < 3) return null
  const { theme } = drawing
  const line = { color: theme.lineStrong, width: scaled(drawing, 1), opacity: 0.7 }
  return {
    ...canvas(drawing),
    radar: {
      radius: '58%',
      center: ['50%', '50%'],
      splitNumber: 4,
      indicator: drawn.map(({ axis }) => ({
        name: [...wrapName(axis.name), [axis.figure, view.words.better[axis.direction]].filter(Boolean).join(' ')]
          .filter(Boolean)
          .join('\n'),
        min: 0,
        max: 1,
      })),
      // A click on the name of an axis says which it was.
      triggerEvent: true,
      axisName: { ...textStyle(drawing), lineHeight: drawing.text * 1.2 },
      axisNameGap: scaled(drawing, 8),
      splitArea: { show: false },
      splitLine: { lineStyle: line },
      axisLine: { lineStyle: line },
    },
    series: [
      ring(
        view.words.band,
        drawn.map((axis) => axis.q3),
        theme.accentSoft,
        2,
        0.95,
      ),
      ring(
        view.words.band,
        drawn.map((axis) => axis.q1),
        theme.surface,
        3,
        1,
      ),
      {
        name: view.words.value,
        type: 'radar',
        z: 4,
        symbol: 'circle',
        symbolSize: scaled(drawing, 6),
        lineStyle: { color: theme.accent, width: scaled(drawing, 2.5) },
        itemStyle: { color: theme.accent },
        data: [{ value: drawn.map((axis) => axis.value), name: view.words.value }],
      },
    ],
  }
}

/** Index in `axes` of an axis that was clicked: those that cannot be drawn are not counted by the chart. Pure. */
export function pickedAxis(axes: readonly RadarAxis[], drawn: number): number {
  const axis = turnOutward(axes).drawn[drawn]?.axis
  return axis ? axes.indexOf(axis) : -1
}

function ring(name: string, value: number[], color: string, z: number, opacity: number) {
  return {
    name,
    type: 'radar' as const,
    z,
    silent: true,
    symbol: 'none',
    lineStyle: { width: 0 },
    areaStyle: { color, opacity },
    data: [{ value, name }],
  }
}

/** Long names take two lines, or they run out of the box: after four Han characters of seven or more, or at the middle space. */
export function wrapName(name: string): string[] {
  if (/[\u4e00-\u9fff]/.test(name)) return name.length > 6 ? [name.slice(0, 4), name.slice(4)] : [name]
  const words = name.split(' ')
  if (name.length <= 12 || words.length < 2) return [name]
  const half = Math.ceil(words.length / 2)
  return [words.slice(0, half).join(' '), words.slice(half).join(' ')]
}
