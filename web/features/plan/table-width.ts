'use client'
import { useLocale } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import { useScale } from '../shell/useScale'

/** Widths of columns that were measured in Chinese at a scale of one, for the language and the scale in force: English names of places and of what is counted are longer. */
export function useWidths(): (chinese: number) => number {
  const scale = useScale()
  const longer = languageOf(useLocale()) === 'en' ? 1.45 : 1
  return (chinese) => Math.round(chinese * longer * scale)
}
