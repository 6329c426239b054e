'use client'
import { useLocale, useTranslations } from 'next-intl'
import { remainingText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import type { PresentedTask } from '../../server/tasks/present-task'
import styles from '../shell/page.module.css'

/** The clock that runs: what is awaited and how long is left, or how late it is. */
export function DueMark({ due, now }: { due: PresentedTask['due']; now: Date }) {
  const t = useTranslations('tasks.clock')
  const language = languageOf(useLocale())
  if (!due) return <span className={styles.muted}>—</span>
  const { late, text } = remainingText(due.by, now, language)
  return (
    <span className={late ? styles.late : undefined}>
      {t(due.clock)} {text}
    </span>
  )
}
