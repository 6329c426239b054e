import type { ThemeConfig } from 'antd'

/** The component library drawn with our tokens: it reads the CSS variables, so both themes come from tokens.css alone. */
export const antdTheme: ThemeConfig = {
  cssVar: { key: 'cockpit' },
  hashed: false,
  token: {
    fontFamily: 'var(--font)',
    borderRadius: 6,
    fontSize: 14,
    wireframe: false,
  },
}
