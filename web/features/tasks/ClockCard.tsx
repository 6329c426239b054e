'use client'
import { useLocale, useTranslations } from 'next-intl'
import { instantText, remainingText } from '../../format/instant'
import { listed } from '../../format/joined'
import { languageOf } from '../../i18n/locale'
import { Card } from '../shell/Page'
import page from '../shell/page.module.css'
import type { FullTask } from './full-task'
import styles from './tasks.module.css'

/** The three promises: until when, kept or not, and by which calendar they count. */
export function ClockCard({ task, now }: { task: FullTask; now: Date }) {
  const t = useTranslations('tasks')
  const language = languageOf(useLocale())
  const clocks = [
    { name: 'sign', by: task.signBy, met: task.signedAt },
    { name: 'feedback', by: task.feedbackBy, met: task.fedBackAt },
    { name: 'close', by: task.closeBy, met: task.closedAt },
  ] as const
  const over = task.state === 'aborted'
  const standing = (by: Date, met: Date | null) => {
    if (met) return { late: met > by, text: t(met > by ? 'clock.keptLate' : 'clock.kept', { at: instantText(met) }) }
    if (over || task.pausedAt) return { late: false, text: t(over ? 'clock.over' : 'clock.still') }
    return remainingText(by, now, language)
  }
  return (
    <Card title={t('clock.title')} testId="task-clocks">
      <ul className={styles.clocks}>
        {clocks.map(({ name, by, met }) => {
          const { late, text } = standing(by, met)
          return (
            <li key={name}>
              <span>{t(`clock.${name}`)}</span>
              <span>{instantText(by)}</span>
              <span className={late ? page.late : page.muted}>{text}</span>
            </li>
          )
        })}
      </ul>
      <p className={page.hint}>{t(`clock.calendar.${task.calendar}`)}</p>
      {task.unpublishedYears.length > 0 && (
        <p className={page.hint}>{t('clock.unpublished', { years: listed(task.unpublishedYears, language) })}</p>
      )}
      {task.extensionUntil && (
        <p className={page.hint} data-testid="task-extension">
          {t('clock.extension', { until: instantText(task.extensionUntil) })}
        </p>
      )}
    </Card>
  )
}
