'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { instantText } from '../../format/instant'
import { useNow } from '../shell/useNow'
import { useCopyMark } from './useCopyMark'

/** A faint mark that neither hides a figure nor is lost in a photograph. */
export const CASE_INK = { fontSize: 13, color: 'rgba(120,130,150,0.16)' }

/** What is written across single cases and into what is copied from them: who looks, when, and that it goes no further. */
export function useCaseMark(name: string): string[] {
  const t = useTranslations('cases')
  const now = instantText(useNow())
  const mark = useMemo(() => [`${name} ${now}`, t('watermark')], [name, now, t])
  useCopyMark(mark.join(' · '))
  return mark
}
