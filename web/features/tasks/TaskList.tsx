'use client'
import type { TaskState } from '@cockpit/domain/task/machine'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Segmented, Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ageText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import type { PresentedTask } from '../../server/tasks/present-task'
import { LevelMark } from '../alerts/LevelMark'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import styles from '../shell/page.module.css'
import { useNow } from '../shell/useNow'
import { Empty } from '../states/Empty'
import { Failure } from '../states/Failure'
import { DueMark } from './DueMark'

export const TASK_TONE: Record<TaskState, 'act' | 'open' | 'done'> = {
  dispatched: 'act',
  signed: 'open',
  fedBack: 'act',
  closed: 'done',
  aborted: 'done',
}

/** Tasks within the person's authority: gravest first, then the one due first. */
export function TaskList() {
  const t = useTranslations('tasks')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const now = useNow()
  const [open, setOpen] = useState(true)
  const { data, error, refetch, isFetching } = useQuery({
    ...trpc.tasks.list.queryOptions({ open, limit: 200 }),
    placeholderData: keepPreviousData,
  })
  if (error) return <Failure error={error} onRetry={refetch} />
  return (
    <Page
      title={t('title')}
      note={data && t('count', { count: data.total })}
      tools={
        <Segmented
          value={open ? 'open' : 'all'}
          onChange={(value) => setOpen(value === 'open')}
          options={[
            { value: 'open', label: t('open') },
            { value: 'all', label: t('all') },
          ]}
        />
      }
    >
      <Table<PresentedTask>
        size="middle"
        rowKey="id"
        loading={isFetching && !data}
        dataSource={data?.rows ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        locale={{ emptyText: <Empty>{t('none')}</Empty> }}
        onRow={() => ({ 'data-testid': 'task-row' }) as object}
        columns={[
          { title: t('column.level'), width: 130, render: (_, { level }) => <LevelMark level={level} word /> },
          {
            title: t('column.title'),
            render: (_, task) => (
              <Link href={`/tasks/${task.id}`} className={styles.link}>
                {task.title}
              </Link>
            ),
          },
          {
            title: t('column.target'),
            render: (_, { place }) => (place.facility?.name ?? place.area.name)[language],
          },
          {
            title: t('column.state'),
            width: 130,
            render: (_, { state }) => (
              <span className={styles.state} data-tone={TASK_TONE[state]}>
                {t(`state.${state}`)}
              </span>
            ),
          },
          { title: t('column.due'), width: 220, render: (_, { due }) => <DueMark due={due} now={now} /> },
          { title: t('column.dispatched'), width: 130, render: (_, task) => ageText(task.dispatchedAt, now, language) },
        ]}
      />
    </Page>
  )
}
