import { theme as antd } from 'antd'
import { describe, expect, test } from 'vitest'
import { componentTokens } from './component-tokens'

/** Relative luminance (WCAG 2.2, 1.4.3) of `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

const THEMES = {
  light: { surface: '#ffffff', onAccent: '#ffffff', algorithm: antd.defaultAlgorithm },
  dark: { surface: '#111a29', onAccent: '#07121f', algorithm: antd.darkAlgorithm },
} as const

describe.each(['light', 'dark'] as const)('what is hovered or pressed in the %s theme', (name) => {
  const { surface, onAccent, algorithm } = THEMES[name]
  const { token } = componentTokens(name, 1, true)
  const tokens = antd.getDesignToken({ token: token ?? {}, algorithm })

  test.each(['colorPrimaryHover', 'colorPrimaryActive', 'colorLinkHover', 'colorLinkActive'] as const)(
    'a word in %s reads on the surface, and the word on it reads too',
    (shade) => {
      expect(contrast(tokens[shade], surface)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(tokens[shade], onAccent)).toBeGreaterThanOrEqual(4.5)
    },
  )
  test.each(['colorErrorHover', 'colorErrorActive', 'colorErrorBorderHover'] as const)(
    'a word of danger in %s reads on the surface',
    (shade) => {
      expect(contrast(tokens[shade], surface)).toBeGreaterThanOrEqual(4.5)
    },
  )
})
