'use client'
import { useLocale } from 'next-intl'
import { LOCALE_COOKIE, LOCALES } from '../../i18n/locale'
import { rememberPreference } from './preference-cookie'

const NAMES = { 'zh-CN': '中文', en: 'English' } as const

/** Each language under its own name; the page is loaded again in the chosen one, at the same address. */
export function LanguageSwitch({ className }: { className?: string }) {
  const current = useLocale()
  return (
    <div className={className}>
      {LOCALES.filter((locale) => locale !== current).map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          data-testid={`locale-${locale}`}
          onClick={() => {
            rememberPreference(LOCALE_COOKIE, locale)
            window.location.reload()
          }}
        >
          {NAMES[locale]}
        </button>
      ))}
    </div>
  )
}
