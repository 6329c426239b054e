import type { EChartsOption } from 'echarts'
import { canvas, type Drawing, scaled, textStyle, tooltip } from './drawing'
import { escaped } from './escaped'
import type { VisualTheme } from './theme'

export interface TreemapTile {
  readonly key: string
  readonly name: string
  /** Area of the tile, above 0. */
  readonly area: number
  /** What the colour stands for; null where nothing may be shown, drawn in the ground colour. */
  readonly shade: number | null
  /** Second line on the tile. */
  readonly figure: string
  readonly says: readonly string[]
}

export interface TreemapView {
  readonly tiles: readonly TreemapTile[]
  /** Lower ends of the colour steps after the first, rising: one fewer than the ramp has colours used. */
  readonly steps: readonly number[]
}

/** Colour of a shade: the ramp's step it lies in. One hue from few to many; it is an amount, not a state. */
export function shadeColour(shade: number | null, steps: readonly number[], theme: VisualTheme): string {
  if (shade === null) return theme.mapVoid
  const step = steps.filter((from) => shade >= from).length
  const place = Math.round((step / Math.max(1, steps.length)) * (theme.ramp.length - 1))
  return theme.ramp[place] ?? theme.mapVoid
}

/** Text on a tile: dark on light steps, light on dark ones, whichever stands out more. */
export function textOn(colour: string, theme: VisualTheme): string {
  const bright = luminance(colour)
  const dark = Math.min(luminance(theme.text), luminance(theme.background))
  const light = Math.max(luminance(theme.text), luminance(theme.surface))
  const contrast = (one: number) => (Math.max(one, bright) + 0.05) / (Math.min(one, bright) + 0.05)
  const [darkText, lightText] =
    luminance(theme.text) < luminance(theme.surface) ? [theme.text, theme.surface] : [theme.background, theme.text]
  return contrast(dark) >= contrast(light) ? darkText : lightText
}

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
export function luminance(colour: string): number {
  const channel = (at: number) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/** Tiles that fill the box, the largest first; a click picks one by its place in `tiles`. */
export function treemapOption(view: TreemapView, drawing: Drawing): EChartsOption {
  const { theme } = drawing
  return {
    ...canvas(drawing),
    animation: false,
    tooltip: {
      ...tooltip(drawing),
      formatter: (hovered) => {
        const one = Array.isArray(hovered) ? hovered[0] : hovered
        const tile = view.tiles.find(({ name }) => name === one?.name)
        return tile ? [`<b>${escaped(tile.name)}</b>`, ...tile.says.map(escaped)].join('<br/>') : ''
      },
    },
    series: [
      {
        type: 'treemap',
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        left: 0,
        right: 0,
        top: 0,
        bottom: 0,
        sort: 'desc',
        itemStyle: { borderColor: theme.surface, borderWidth: 1, gapWidth: scaled(drawing, 2) },
        data: view.tiles.map((tile) => {
          const colour = shadeColour(tile.shade, view.steps, theme)
          return {
            name: tile.name,
            value: tile.area,
            itemStyle: { color: colour },
            label: {
              ...textStyle(drawing, textOn(colour, theme)),
              show: true,
              position: 'insideTopLeft' as const,
              overflow: 'truncate' as const,
              lineHeight: drawing.text * 1.35,
              formatter: `${tile.name}\n${tile.figure}`,
            },
          }
        }),
      },
    ],
  }
}
