'use client'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { Period } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { ageText, instantText } from '../../format/instant'
import { shareText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { useNow } from '../shell/useNow'
import styles from './data-notice.module.css'
import { WHOLE_ENOUGH } from './tile-view'

/** One line about the data as a whole: how old, how complete, partial or stale. Silence is never taken for "all is well". */
export function DataNotice({
  answer,
  stale,
  period,
  unread,
}: {
  answer: Answer | undefined
  stale?: string
  period: Period
  unread: readonly string[]
}) {
  const t = useTranslations('cockpit.notice')
  const language = languageOf(useLocale())
  const now = useNow()
  const partial = answer?.dataThrough && answer.dataThrough < period.to
  const mixed = answer?.mixtures?.find(({ dimension }) => dimension === 'groupingVersion')
  const coverage = answer?.coverage
  const tables = useQuery(useTRPC().quality.tables.queryOptions())
  // The tables that make the number a part of itself, the least covered first.
  const short = (coverage?.tables ?? [])
    .filter(({ reported, expected }) => reported < expected * WHOLE_ENOUGH)
    .slice(0, 3)
    .map(({ table, reported, expected }) => {
      const title = tables.data?.find(({ name }) => name === table)?.title[language] ?? table
      return `${title} ${shareText(reported / expected, language, 0)}`
    })
  return (
    <p className={styles.notice} role="status">
      {stale && <strong data-kind="warn">{t('stale', { at: instantText(stale) })}</strong>}
      {partial && <strong data-kind="watch">{t('partial', { day: answer?.dataThrough ?? '' })}</strong>}
      {mixed && (
        <strong data-kind="watch">
          {t('mixed', { versions: mixed.values.join(language === 'zh' ? '、' : ', ') })}
        </strong>
      )}
      {unread.length > 0 && <strong data-kind="watch">{t('unread', { names: unread.join(', ') })}</strong>}
      {answer?.asOf && (
        <span>{t('asOf', { at: instantText(answer.asOf), age: ageText(answer.asOf, now, language) })}</span>
      )}
      {coverage && coverage.expected > 0 && (
        <span>
          <Link href="/quality">
            {t('coverage', { share: shareText(coverage.reported / coverage.expected, language) })}
          </Link>
          {short.length > 0 && (
            <em data-kind="watch">{t('short', { tables: short.join(language === 'zh' ? '、' : ', ') })}</em>
          )}
        </span>
      )}
    </p>
  )
}
