'use client'
import { createCache, extractStyle, StyleProvider } from '@ant-design/cssinjs'
import { App, theme as algorithms, ConfigProvider } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import { useServerInsertedHTML } from 'next/navigation'
import { useLocale } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import { componentTokens } from '../../theme/component-tokens'
import type { Theme } from '../../theme/theme'
import { useTheme } from './ThemeSwitch'
import { useReducedMotion } from './useReducedMotion'
import { useScale } from './useScale'

/** The component library in our colours and the reader's language, with its styles in the first HTML so that nothing jumps. */
export function ComponentTheme({ initial = 'light', children }: { initial?: Theme; children: ReactNode }) {
  const [cache] = useState(() => createCache())
  const inserted = useRef(false)
  const locale = useLocale()
  const theme = useTheme(initial)
  const scale = useScale()
  const still = useReducedMotion()
  useServerInsertedHTML(() => {
    if (inserted.current) return null
    inserted.current = true
    // biome-ignore lint/security/noDangerouslySetInnerHtml: the text is the library's own style sheet
    return <style id="antd-css" dangerouslySetInnerHTML={{ __html: extractStyle(cache, true) }} />
  })
  return (
    <StyleProvider cache={cache}>
      <ConfigProvider
        locale={locale === 'en' ? en : zh}
        // A gap between two characters is no part of a word: what is read aloud would differ from what is seen.
        button={{ autoInsertSpace: false }}
        theme={{
          ...componentTokens(theme, scale, still),
          algorithm: theme === 'dark' ? algorithms.darkAlgorithm : algorithms.defaultAlgorithm,
        }}
      >
        <App>{children}</App>
      </ConfigProvider>
    </StyleProvider>
  )
}
