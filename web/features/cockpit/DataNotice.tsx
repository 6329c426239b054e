'use client'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { Period } from '@cockpit/domain/period/period'
import { useLocale, useTranslations } from 'next-intl'
import { ageText, instantText } from '../../format/instant'
import { shareText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useNow } from '../shell/useNow'
import styles from './cockpit.module.css'

/** One line about the data as a whole: how old, how complete, partial or stale. Silence is never taken for "all is well". */
export function DataNotice({
  answer,
  period,
  unread,
}: {
  answer: Answer | undefined
  period: Period
  unread: readonly string[]
}) {
  const t = useTranslations('cockpit.notice')
  const language = languageOf(useLocale())
  const now = useNow()
  const partial = answer?.dataThrough && answer.dataThrough < period.to
  const coverage = answer?.coverage
  return (
    <p className={styles.notice} role="status">
      {answer?.staleSince && <strong data-kind="warn">{t('stale', { at: instantText(answer.staleSince) })}</strong>}
      {partial && <strong data-kind="watch">{t('partial', { day: answer?.dataThrough ?? '' })}</strong>}
      {unread.length > 0 && <strong data-kind="watch">{t('unread', { names: unread.join(', ') })}</strong>}
      {answer?.asOf && (
        <span>{t('asOf', { at: instantText(answer.asOf), age: ageText(answer.asOf, now, language) })}</span>
      )}
      {coverage && coverage.expected > 0 && (
        <span>{t('coverage', { share: shareText(coverage.reported / coverage.expected, language) })}</span>
      )}
    </p>
  )
}
