import type { Language } from '../i18n/locale'

/** Clauses in one line: `甲；乙`, `a; b`. */
export const clauses = (texts: readonly string[], language: Language): string =>
  texts.join(language === 'zh' ? '；' : '; ')

/** What something is, and which: `甲：乙`, `a: b`. */
export const labelled = (label: string, text: string, language: Language): string =>
  `${label}${language === 'zh' ? '：' : ': '}${text}`

/** A name with what stands in brackets behind it: `甲（乙）`, `a (b)`. */
export const bracketed = (name: string, inside: string, language: Language): string =>
  language === 'zh' ? `${name}（${inside}）` : `${name} (${inside})`

/** Names in one line: `甲、乙`, `a, b`. */
export const listed = (names: readonly (string | number)[], language: Language): string =>
  names.join(language === 'zh' ? '、' : ', ')
