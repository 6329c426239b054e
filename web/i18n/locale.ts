export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]
export const DEFAULT_LOCALE: Locale = 'zh-CN'
export const LOCALE_COOKIE = 'cockpit-locale'
/** Every date and clock on a screen is the province's. */
export const TIME_ZONE = 'Asia/Shanghai'

export function isLocale(text: string | undefined): text is Locale {
  return LOCALES.some((locale) => locale === text)
}

/** The language of `domain`'s bilingual texts. */
export type Language = 'zh' | 'en'

export function languageOf(locale: string): Language {
  return locale === 'en' ? 'en' : 'zh'
}
