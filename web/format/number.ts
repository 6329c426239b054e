import type { Bilingual } from '@cockpit/domain/ids'
import type { IndicatorMeta } from '@cockpit/domain/indicator/definition'
import type { Language } from '../i18n/locale'

/** What is needed to write a value: part of the indicator's definition. */
export interface Wording {
  readonly format: IndicatorMeta['format']
  readonly digits: number
  readonly unit: Bilingual
}

/** A value ready to be set in type: the figure large, the unit small. */
export interface WrittenValue {
  readonly figure: string
  readonly unit: string
}

/** Scale words: Chinese counts in 万 (10^4) and 亿 (10^8), English in thousands. */
const SCALES: Record<Language, readonly { from: number; by: number; word: string }[]> = {
  zh: [
    { from: 1e8, by: 1e8, word: '亿' },
    { from: 1e4, by: 1e4, word: '万' },
  ],
  en: [
    { from: 1e9, by: 1e9, word: ' bn' },
    { from: 1e6, by: 1e6, word: ' m' },
  ],
}

const LOCALE_OF: Record<Language, string> = { zh: 'zh-CN', en: 'en' }
const formatters = new Map<string, Intl.NumberFormat>()

function digitsOf(value: number, digits: number, language: Language): string {
  const key = `${language}${digits}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.NumberFormat(LOCALE_OF[language], {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    formatters.set(key, formatter)
  }
  return formatter.format(value === 0 ? 0 : value)
}

/**
 * Writes a value of an indicator in its unit: `86.42` + `万人次`, `31.9` + `%`, `0.86` + ``.
 * Counts and money of 10,000 and more take a scale word with two decimals, or one from 100 of it on; below that they are exact.
 * @param value percentages as 0..1, money in yuan
 */
export function writeValue(value: number, wording: Wording, language: Language): WrittenValue {
  const unit = wording.unit[language]
  if (wording.format === 'percent') return { figure: digitsOf(value * 100, wording.digits, language), unit: '%' }
  if (wording.format === 'decimal') return { figure: digitsOf(value, wording.digits, language), unit }
  const scale = SCALES[language].find(({ from }) => Math.abs(value) >= from)
  if (!scale) return { figure: digitsOf(value, Number.isInteger(value) ? 0 : wording.digits, language), unit }
  const scaled = value / scale.by
  const figure = digitsOf(scaled, Math.abs(scaled) >= 100 ? 1 : 2, language)
  return { figure, unit: language === 'zh' ? `${scale.word}${unit}` : `${scale.word.trim()} ${unit}`.trim() }
}

/** The same in one line, for tooltips, lists and spoken labels: `86.42 万人次`, `31.9%`. */
export function valueText(value: number, wording: Wording, language: Language): string {
  const { figure, unit } = writeValue(value, wording, language)
  if (unit === '') return figure
  return unit === '%' || unit === '‰' ? `${figure}${unit}` : `${figure} ${unit}`
}

/** Every digit, for the provenance panel: `864,213 人次`. */
export function exactText(value: number, wording: Wording, language: Language): string {
  if (wording.format === 'percent') return `${digitsOf(value * 100, Math.max(wording.digits, 2), language)}%`
  const digits = wording.format === 'count' && Number.isInteger(value) ? 0 : Math.max(wording.digits, 2)
  return `${digitsOf(value, digits, language)} ${wording.unit[language]}`.trim()
}

/** A plain figure with up to `digits` decimals, for numerators and denominators whose unit is told elsewhere. */
export function plainText(value: number, language: Language, digits = 2): string {
  return new Intl.NumberFormat(LOCALE_OF[language], { maximumFractionDigits: digits }).format(value)
}

/** A share 0..1 as a percentage: `97.8%`. */
export function shareText(share: number, language: Language, digits = 1): string {
  return `${digitsOf(share * 100, digits, language)}%`
}

/**
 * A change against another period with its sign: relative for amounts, percentage points for percentages.
 * `null` change (the compared value is 0) is written as the difference.
 */
export function changeText(change: Change, wording: Wording, language: Language): string {
  const amount = roundedChange(change, wording)
  const sign = amount > 0 ? '+' : amount < 0 ? '−' : '±'
  if (wording.format === 'percent')
    return `${sign}${digitsOf(Math.abs(amount), pointDigits(wording), language)} ${language === 'zh' ? '个百分点' : 'pp'}`
  if (change.change === null) return `${sign}${valueText(Math.abs(amount), wording, language)}`
  return `${sign}${digitsOf(Math.abs(amount), 1, language)}%`
}

export interface Change {
  readonly change: number | null
  readonly difference: number
}

const pointDigits = (wording: Wording) => Math.max(1, wording.digits)

/** The change as it is written: percentage points, percent, or the difference itself. What rounds to nothing is no change. */
export function roundedChange(change: Change, wording: Wording): number {
  if (wording.format === 'percent') return rounded(change.difference * 100, pointDigits(wording))
  return change.change === null ? change.difference : rounded(change.change * 100, 1)
}

function rounded(value: number, digits: number): number {
  const factor = 10 ** digits
  return Math.round(value * factor) / factor
}

/** A target band with its unit once: `≤ 27.0%`, `≥ 0.90`, `7.40–7.50 张/千人`; empty without limits. */
export function bandText(
  band: { readonly min?: number; readonly max?: number },
  wording: Wording,
  language: Language,
): string {
  const { min, max } = band
  if (min !== undefined && max !== undefined)
    return `${writeValue(min, wording, language).figure}–${valueText(max, wording, language)}`
  if (max !== undefined) return `≤ ${valueText(max, wording, language)}`
  return min !== undefined ? `≥ ${valueText(min, wording, language)}` : ''
}
