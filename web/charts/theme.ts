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
  readonly font: string
}

const FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif'

/** The same values as `tokens.css`, for the server's drawings and for the first frame. */
export const DARK: VisualTheme = {
  name: 'dark',
  background: '#0b111c',
  surface: '#111a29',
  raised: '#172234',
  line: '#223049',
  lineStrong: '#33456a',
  text: '#e9eff9',
  textSecond: '#a3b3cd',
  textThird: '#8595b1',
  accent: '#5aa9ff',
  accentSoft: '#1c3a5f',
  severity: { normal: '#43b88c', watch: '#e6bd4a', warn: '#f08a4b', critical: '#f0575d', none: '#4b5b76' },
  ramp: ['#16233a', '#1b3557', '#214a78', '#2a639d', '#3b80c3', '#63a5e4', '#a3cdf7'],
  font: FONT,
}

export const LIGHT: VisualTheme = {
  name: 'light',
  background: '#f3f5f9',
  surface: '#ffffff',
  raised: '#ffffff',
  line: '#e1e6ef',
  lineStrong: '#c3ccdb',
  text: '#141c2b',
  textSecond: '#4b5a73',
  textThird: '#66758c',
  accent: '#1666c5',
  accentSoft: '#e3eefb',
  severity: { normal: '#167a56', watch: '#8f6a00', warn: '#b4500f', critical: '#c22530', none: '#97a3b6' },
  ramp: ['#eef3fa', '#d6e5f6', '#b3d0ee', '#87b4e1', '#5893cf', '#2f71b5', '#134f8f'],
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
  }
}

/** Event level -> severity: I and II are red, III orange, IV yellow. The shape repeats the level, so colour is never alone. */
export const SEVERITY_OF_LEVEL = {
  I: 'critical',
  II: 'critical',
  III: 'warn',
  IV: 'watch',
} as const satisfies Record<Level, Severity>
