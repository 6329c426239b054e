'use client'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { SUPERVISIONS, type Supervision, TASK_STATES, type TaskState } from '@cockpit/domain/task/machine'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Select } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import filterLine from '../shell/filters.module.css'
import { Page } from '../shell/Page'
import { useNow } from '../shell/useNow'
import { choicesState } from '../states/choices-state'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { TaskRows } from './TaskRows'
import { taskFilter } from './task-address'
import styles from './tasks.module.css'
import { useTaskAddress } from './useTaskAddress'

/** Tasks within the person's authority: gravest first, then the one due first. The address holds every choice. */
export function TaskList({ mayDispatch, maySetClocks }: { mayDispatch: boolean; maySetClocks: boolean }) {
  const t = useTranslations('tasks')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const now = useNow()
  const { address, go } = useTaskAddress()
  const list = useInfiniteQuery(
    trpc.tasks.list.infiniteQueryOptions(
      { ...taskFilter(address), limit: 200 },
      {
        getNextPageParam: (page) => page.next ?? undefined,
        placeholderData: keepPreviousData,
      },
    ),
  )
  const tree = useQuery(trpc.territory.tree.queryOptions())
  if (list.error)
    return (
      <Page title={t('title')}>
        <Failure error={list.error} onRetry={list.refetch} />
      </Page>
    )
  const tasks = list.data?.pages.flatMap((page) => page.rows) ?? []
  const total = list.data?.pages[0]?.total
  return (
    <Page
      title={t('title')}
      note={total === undefined ? undefined : t('count', { count: total })}
      tools={
        <>
          {mayDispatch && <Link href="/tasks/new">{t('many.title')}</Link>}
          {maySetClocks && <Link href="/tasks/clocks">{t('clocks.title')}</Link>}
        </>
      }
    >
      <div className={filterLine.filters}>
        <div className={styles.search}>
          <Input.Search
            key={address.text}
            allowClear
            placeholder={t('filter.text')}
            aria-label={t('filter.text')}
            defaultValue={address.text}
            onSearch={(text) => go({ text })}
          />
        </div>
        <Select<Level[]>
          mode="multiple"
          allowClear
          className={styles.select ?? ''}
          placeholder={t('filter.levels')}
          aria-label={t('filter.levels')}
          value={[...address.levels]}
          onChange={(levels) => go({ levels })}
          options={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
        />
        <Select<TaskState[]>
          mode="multiple"
          allowClear
          maxTagCount={2}
          className={styles.select ?? ''}
          placeholder={t('filter.states')}
          aria-label={t('filter.states')}
          value={[...address.states]}
          onChange={(states) => go({ states })}
          options={TASK_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
        <Select<Supervision[]>
          mode="multiple"
          allowClear
          className={styles.select ?? ''}
          placeholder={t('filter.supervision')}
          aria-label={t('filter.supervision')}
          value={[...address.supervision]}
          onChange={(supervision) => go({ supervision })}
          options={SUPERVISIONS.slice(1).map((value) => ({ value, label: t(`supervision.${value}`) }))}
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          className={styles.select ?? ''}
          placeholder={t('filter.area')}
          aria-label={t('filter.area')}
          value={address.area}
          onChange={(area) => go({ area: area ?? null })}
          loading={tree.isLoading}
          notFoundContent={choicesState(tree)}
          options={(tree.data?.areas ?? []).map((area) => ({ value: area.code, label: area.name[language] }))}
        />
        <Checkbox checked={address.overdue} onChange={({ target }) => go({ overdue: target.checked })}>
          {t('filter.overdue')}
        </Checkbox>
        {address.batch && (
          <button type="button" className={styles.card} onClick={() => go({ batch: null })}>
            {t('batch')} ×
          </button>
        )}
      </div>
      {!list.data ? (
        <Skeleton lines={10} />
      ) : tasks.length === 0 ? (
        <Empty>{t('none')}</Empty>
      ) : (
        <TaskRows
          tasks={tasks}
          now={now}
          onEnd={() => {
            if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
          }}
        />
      )}
    </Page>
  )
}
