'use client'
import { useLocale, useTranslations } from 'next-intl'
import { ageText, instantText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import { useNow } from '../shell/useNow'
import styles from './states.module.css'

/** Stands beside what could not be renewed: how old it is, and why, as words. Nothing while it is good. */
export function StaleMark({ since }: { since: string | undefined }) {
  const t = useTranslations('states.stale')
  const language = languageOf(useLocale())
  const now = useNow()
  if (!since) return null
  const hint = t('hint', { at: instantText(since) })
  return (
    <span className={styles.stale} data-testid="stale" data-since={since} title={hint}>
      <span aria-hidden="true">{t('mark', { age: ageText(since, now, language) })}</span>
      <span className={styles.spoken}>{hint}</span>
    </span>
  )
}
