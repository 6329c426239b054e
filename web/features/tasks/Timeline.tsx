'use client'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import styles from '../shell/page.module.css'
import type { FullTask } from './full-task'

/** Everything that happened to a task, oldest first, with what changed and the files that came with it. */
export function Timeline({ task }: { task: FullTask }) {
  const t = useTranslations('tasks')
  const language = languageOf(useLocale())
  const files = new Map(task.evidence.map((file) => [file.id, file]))
  return (
    <ol className={styles.timeline} data-testid="task-timeline">
      {task.events.map((event) => (
        <li key={event.id} data-command={event.command}>
          <strong>{t.has(`command.${event.command}`) ? t(`command.${event.command}`) : event.command}</strong>{' '}
          {event.actor === 'system' ? t('system') : event.actorName}
          <time>{instantText(event.at)}</time>
          {event.before && event.before !== event.after && (
            <span className={styles.muted}>
              {' '}
              {stateName(t, event.before)} → {stateName(t, event.after)}
            </span>
          )}
          {event.note && <p>{event.note}</p>}
          {event.evidenceIds.length > 0 && (
            <p className={styles.files}>
              {event.evidenceIds.map((fileId) => {
                const file = files.get(fileId)
                return (
                  <a
                    key={fileId}
                    href={`/api/evidence/${fileId}`}
                    target="_blank"
                    rel="noreferrer"
                    title={file ? `SHA-256 ${file.sha256}` : undefined}
                  >
                    {file?.fileName ?? fileId}
                    {file && ` · ${plainText(file.bytes / 1024, language, 0)} KB`}
                  </a>
                )
              })}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}

const stateName = (t: ReturnType<typeof useTranslations<'tasks'>>, state: string) =>
  t.has(`state.${state}`) ? t(`state.${state}`) : state
