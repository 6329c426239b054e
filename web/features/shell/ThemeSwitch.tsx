'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { isTheme, THEME_COOKIE, type Theme } from '../../theme/theme'
import { rememberPreference } from './preference-cookie'

/** The theme on the root element, followed when somebody switches it; `initial` is what the server drew. */
export function useTheme(initial: Theme = 'light'): Theme {
  const [theme, setTheme] = useState<Theme>(initial)
  useEffect(() => {
    const read = () => {
      const now = document.documentElement.dataset.theme
      if (isTheme(now)) setTheme(now)
    }
    read()
    const observer = new MutationObserver(read)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [])
  return theme
}

export function ThemeSwitch({ className }: { className?: string }) {
  const t = useTranslations('shell')
  const theme = useTheme()
  const next: Theme = theme === 'light' ? 'dark' : 'light'
  return (
    <button
      type="button"
      className={className}
      aria-label={t(`theme.${next}`)}
      title={t(`theme.${next}`)}
      onClick={() => {
        document.documentElement.dataset.theme = next
        rememberPreference(THEME_COOKIE, next)
      }}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
      </svg>
    </button>
  )
}
