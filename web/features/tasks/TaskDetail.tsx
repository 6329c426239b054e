'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { LevelMark } from '../alerts/LevelMark'
import { useTRPC } from '../queries/trpc'
import { Card, Facts, Page } from '../shell/Page'
import styles from '../shell/page.module.css'
import { useNow } from '../shell/useNow'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { DueMark } from './DueMark'
import { TASK_TONE } from './TaskList'
import { TaskMoves } from './TaskMoves'

/** One task: what is asked, until when, everything that happened to it, and what this person may do now. */
export function TaskDetail({ id }: { id: string }) {
  const t = useTranslations('tasks')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const now = useNow()
  const { data: task, error, refetch } = useQuery(trpc.tasks.get.queryOptions({ id }))
  if (error) return <Failure error={error} onRetry={refetch} />
  if (!task)
    return (
      <Page title={t('title')}>
        <Skeleton lines={8} />
      </Page>
    )
  const files = new Map(task.evidence.map((file) => [file.id, file]))
  const { place } = task
  return (
    <Page
      title={task.title}
      note={<LevelMark level={task.level} word />}
      tools={<Link href="/tasks">{t('back')}</Link>}
    >
      <div className={styles.split}>
        <div className={styles.column}>
          <Card>
            <Facts
              rows={[
                [
                  t('column.state'),
                  <span key="s" className={styles.state} data-tone={TASK_TONE[task.state]} data-testid="task-state">
                    {t(`state.${task.state}`)}
                  </span>,
                ],
                [t('column.due'), <DueMark key="d" due={task.due} now={now} />],
                [
                  t('column.target'),
                  [place.facility?.name[language], place.area.name[language]].filter(Boolean).join(' · '),
                ],
                [t('instruction'), task.instruction],
                [t('dispatchedBy'), `${task.dispatchedByName} · ${instantText(task.dispatchedAt)}`],
                [
                  t('alert'),
                  task.alertId ? (
                    <Link key="a" href={`/alerts/${task.alertId}`}>
                      {t('openAlert')}
                    </Link>
                  ) : null,
                ],
              ]}
            />
          </Card>
          <Card title={t('timeline')}>
            <ol className={styles.timeline} data-testid="task-timeline">
              {task.events.map((event) => (
                <li key={event.id} data-command={event.command}>
                  <strong>{t(`command.${event.command}`)}</strong> {event.actorName}
                  <time>{instantText(event.at)}</time>
                  {event.note && <p>{event.note}</p>}
                  {event.evidenceIds.length > 0 && (
                    <p className={styles.files}>
                      {event.evidenceIds.map((fileId) => {
                        const file = files.get(fileId)
                        return (
                          <a key={fileId} href={`/api/evidence/${fileId}`} target="_blank" rel="noreferrer">
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
          </Card>
        </div>
        <TaskMoves task={task} />
      </div>
    </Page>
  )
}
