'use client'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import { Card } from '../shell/Page'
import page from '../shell/page.module.css'
import type { FullTask } from './full-task'
import { TASK_TONE } from './tone'

/** Sub-tasks and 协办: the whole is closed when they are over. */
export function Parts({ task }: { task: FullTask }) {
  const t = useTranslations('tasks')
  const language = languageOf(useLocale())
  if (task.partCount === 0) return null
  const hidden = task.partCount - task.parts.length
  return (
    <Card title={t('parts.title', { count: task.partCount })} testId="task-parts">
      {task.parts.map((part) => (
        <p key={part.id}>
          {t(`parts.${part.part === 'sub' ? 'sub' : 'assist'}`)}{' '}
          <Link href={`/tasks/${part.id}`} className={page.link}>
            {part.title}
          </Link>{' '}
          {(part.place.facility?.name ?? part.place.area.name)[language]}{' '}
          <span className={page.state} data-tone={TASK_TONE[part.state]}>
            {t(`state.${part.state}`)}
          </span>
        </p>
      ))}
      {hidden > 0 && <p className={page.hint}>{t('parts.hidden', { count: hidden })}</p>}
    </Card>
  )
}
