import type { Level } from '@cockpit/domain/task/level'

/** How bad something is, as a word. Its colour and its shape are chosen here and in the map's icons, never in the domain. */
export const SEVERITIES = ['normal', 'watch', 'warn', 'critical', 'none'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Every colour a chart or a map may use. Nothing visual reads CSS by itself: it is handed one of these. */
export interface VisualTheme {
  readonly name: 'light' | 'dark'
  readonly background: string
  readonly surface: string
  readonly raised: string
  readonly line: string
  readonly lineStrong: string
  readonly text: string
  readonly textSecond: string
  readonly textThird: string
  readonly accent: string
  readonly accentSoft: string
  readonly severity: Readonly<Record<Severity, string>>
  /** Seven steps of one hue, from few to many. */
  readonly ramp: readonly string[]
  /** Ground of an area without a value, and the line between areas. */
  readonly mapVoid: string
  readonly mapEdge: string
  /** Parts of a whole, side by side; none of them is a state colour. */
  readonly series: readonly string[]
  readonly font: string
}

const FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif'

/** The same values as `theme/tokens.css`, for the server's drawings and for the first frame. */
export const DARK: VisualTheme = {
  name: 'dark',
  background: '#0a101b',
  surface: '#111a29',
  raised: '#182437',
  line: '#223049',
  lineStrong: '#3a4d74',
  text: '#e9eff9',
  textSecond: '#aebcd4',
  textThird: '#8797b3',
  accent: '#62adff',
  accentSoft: '#1a365a',
  severity: { normal: '#46bd90', watch: '#e6bd4a', warn: '#f2904f', critical: '#f4696f', none: '#8493ad' },
  ramp: ['#16233a', '#1b3557', '#214a78', '#2a639d', '#3b80c3', '#63a5e4', '#a3cdf7'],
  mapVoid: '#1a2333',
  mapEdge: '#0a101b',
  series: ['#62adff', '#7f90ae', '#6bbcae', '#c3aa7b', '#9c96d1', '#cf9aac'],
  font: FONT,
}

export const LIGHT: VisualTheme = {
  name: 'light',
  background: '#f1f4f8',
  surface: '#ffffff',
  raised: '#ffffff',
  line: '#dfe5ee',
  lineStrong: '#b9c4d5',
  text: '#131b2a',
  textSecond: '#46556e',
  textThird: '#606d85',
  accent: '#155fba',
  accentSoft: '#e2edfa',
  severity: { normal: '#12724f', watch: '#856200', warn: '#ad4c0d', critical: '#bd202c', none: '#6b788d' },
  ramp: ['#eef3fa', '#d6e5f6', '#b3d0ee', '#87b4e1', '#5893cf', '#2f71b5', '#134f8f'],
  mapVoid: '#e6eaf1',
  mapEdge: '#ffffff',
  series: ['#155fba', '#8a9bb5', '#4f9c8f', '#a38a5f', '#7a74ad', '#b07a8c'],
  font: FONT,
}

const TOKENS = {
  background: '--bg',
  surface: '--surface',
  raised: '--raised',
  line: '--line',
  lineStrong: '--line-strong',
  text: '--text',
  textSecond: '--text-2',
  textThird: '--text-3',
  accent: '--accent',
  accentSoft: '--accent-soft',
  mapVoid: '--map-void',
  mapEdge: '--map-edge',
  font: '--font',
} as const

/**
 * Reads the theme in force on an element, so that a re-coloured tokens.css reaches the drawings as well.
 * A token that is not defined falls back to the built-in palette of `data-theme`.
 */
export function themeFrom(element: Element): VisualTheme {
  const style = getComputedStyle(element)
  const base = element.closest('[data-theme="dark"]') ? DARK : LIGHT
  const read = (token: string, fallback: string) => style.getPropertyValue(token).trim() || fallback
  const colours = Object.fromEntries(
    Object.entries(TOKENS).map(([key, token]) => [key, read(token, base[key as keyof typeof TOKENS])]),
  ) as Record<keyof typeof TOKENS, string>
  return {
    ...base,
    ...colours,
    severity: {
      normal: read('--ok', base.severity.normal),
      watch: read('--watch', base.severity.watch),
      warn: read('--warn', base.severity.warn),
      critical: read('--critical', base.severity.critical),
      none: read('--none', base.severity.none),
    },
    ramp: base.ramp.map((colour, index) => read(`--map-${index}`, colour)),
    series: base.series.map((colour, index) => read(`--series-${index + 1}`, colour)),
  }
}

/** Event level -> severity: I and II are red, III orange, IV yellow. The shape repeats the level, so colour is never alone. */
export const SEVERITY_OF_LEVEL = {
  I: 'critical',
  II: 'critical',
  III: 'warn',
  IV: 'watch',
} as const satisfies Record<Level, Severity>
