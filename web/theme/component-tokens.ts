import type { ThemeConfig } from 'antd'
import type { Theme } from './theme'

// The library computes shades from its seeds, so it needs real colours; they repeat tokens.css.
const SEEDS = {
  light: {
    colorPrimary: '#155fba',
    colorLink: '#155fba',
    // The shades the library makes of it are too pale for a word: hovered and pressed are darker here, as --accent-strong.
    colorPrimaryHover: '#0f4c98',
    colorPrimaryActive: '#0b3d7c',
    colorLinkHover: '#0f4c98',
    colorLinkActive: '#0b3d7c',
    colorBgBase: '#ffffff',
    colorTextBase: '#131b2a',
    colorBorder: '#b9c4d5',
    colorBorderSecondary: '#dfe5ee',
    colorError: '#bd202c',
    colorErrorBorderHover: '#bd202c',
    colorSuccess: '#12724f',
    colorWarning: '#ad4c0d',
  },
  dark: {
    colorPrimary: '#62adff',
    colorLink: '#62adff',
    colorPrimaryHover: '#8cc3ff',
    colorPrimaryActive: '#8cc3ff',
    colorLinkHover: '#8cc3ff',
    colorLinkActive: '#8cc3ff',
    colorBgBase: '#111a29',
    // The library would shift these towards blue: a table is a surface, a list that opens is raised.
    colorBgContainer: '#111a29',
    colorBgElevated: '#182437',
    colorTextBase: '#e9eff9',
    colorBorder: '#3a4d74',
    colorBorderSecondary: '#223049',
    colorError: '#f4696f',
    colorErrorActive: '#f4696f',
    colorErrorBorderHover: '#f4696f',
    colorSuccess: '#46bd90',
    colorWarning: '#f2904f',
  },
} as const

/**
 * @param scale 1 at usual widths, more on very wide screens
 * @param still nothing moves: what opens stands at its place at once
 */
export function componentTokens(theme: Theme, scale: number, still: boolean): ThemeConfig {
  return {
    // The library keeps the values of one key for good, so each theme, scale and way of moving has its own.
    cssVar: { key: `cockpit-${theme}-${scale * 10}${still ? '-still' : ''}` },
    hashed: false,
    token: {
      ...SEEDS[theme],
      colorTextPlaceholder: 'var(--text-3)',
      colorTextDisabled: 'var(--text-3)',
      fontFamily: 'var(--font)',
      borderRadius: 6,
      fontSize: 14 * scale,
      controlHeight: 32 * scale,
      motionDurationMid: '0.12s',
      motion: !still,
    },
    components: {
      Tree: { titleHeight: 30 * scale, nodeSelectedBg: 'var(--accent-soft)', nodeHoverBg: 'var(--sunken)' },
      Table: { headerBg: 'var(--sunken)', cellPaddingBlockMD: 9 },
      Button: { primaryColor: 'var(--on-accent)', primaryShadow: 'none', defaultShadow: 'none' },
    },
  }
}
