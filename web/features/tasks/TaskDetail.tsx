'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { LevelMark } from '../alerts/LevelMark'
import { FrozenNumber } from '../notes/FrozenNumber'
import { useTRPC } from '../queries/trpc'
import { PlaceLinks } from '../region/PlaceLinks'
import { Card, Facts, Page } from '../shell/Page'
import styles from '../shell/page.module.css'
import { useNow } from '../shell/useNow'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { Checklist } from './Checklist'
import { ClockCard } from './ClockCard'
import { ClosureCard } from './ClosureCard'
import { Comments } from './Comments'
import { DueMark } from './DueMark'
import { Parts } from './Parts'
import { StageStrip } from './StageStrip'
import { TaskMoves } from './TaskMoves'
import { Timeline } from './Timeline'
import own from './tasks.module.css'
import { TASK_TONE } from './tone'

/** One task: what is asked, until when, everything that happened to it, and what this person may do now. */
export function TaskDetail({ id }: { id: string }) {
  const t = useTranslations('tasks')
  const trpc = useTRPC()
  const now = useNow()
  const { data: task, error, refetch } = useQuery(trpc.tasks.get.queryOptions({ id }))
  if (error)
    return (
      <Page title={t('title')}>
        <Failure error={error} onRetry={refetch} />
      </Page>
    )
  if (!task)
    return (
      <Page title={t('title')}>
        <Skeleton lines={8} />
      </Page>
    )
  const { place } = task
  return (
    <Page
      title={task.title}
      note={
        <>
          <LevelMark level={task.level} word />{' '}
          {task.supervision !== 'none' && (
            <span className={own.card} data-grade={task.supervision} data-testid="task-supervision">
              {t(`supervision.${task.supervision}`)}
            </span>
          )}{' '}
          {task.relapses > 0 && <span className={own.card}>{t('relapses', { count: task.relapses })}</span>}{' '}
          {task.demo && t('demo')}
        </>
      }
      tools={<Link href="/tasks">{t('back')}</Link>}
    >
      <StageStrip task={task} />
      <div className={styles.split}>
        <div className={styles.column}>
          <FrozenNumber taskId={id} />
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
                [t('column.target'), <PlaceLinks key="p" place={place} />],
                [t('instruction'), task.instruction],
                [t('dispatchedBy'), `${task.dispatchedByName} · ${instantText(task.dispatchedAt)}`],
                [
                  t('whole'),
                  task.parentId ? (
                    <Link key="w" href={`/tasks/${task.parentId}`}>
                      {t('openWhole')}
                    </Link>
                  ) : null,
                ],
                [
                  t('batch'),
                  task.batch ? (
                    <Link key="b" href={`/tasks?b=${encodeURIComponent(task.batch)}&s=all`}>
                      {t('openBatch')}
                    </Link>
                  ) : null,
                ],
                [t('escalated'), task.escalation > 0 ? t('escalatedText', { count: task.escalation }) : null],
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
          <ClosureCard task={task} />
          <Checklist task={task} />
          <Parts task={task} />
          <Card title={t('timeline')}>
            <Timeline task={task} />
          </Card>
        </div>
        <div className={styles.column}>
          <TaskMoves task={task} />
          <ClockCard task={task} now={now} />
          <Comments task={task} />
        </div>
      </div>
    </Page>
  )
}
