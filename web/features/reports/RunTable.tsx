'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { App, Button, Table } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import type { AppRouter } from '../../server/router'
import { saveFrom } from '../export/save-file'
import { useTRPC } from '../queries/trpc'
import shared from '../shell/page.module.css'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { reasonText } from './report-words'
import styles from './reports.module.css'

type RunRow = inferRouterOutputs<AppRouter>['reports']['runs']['rows'][number]

/** While something waits, the list is asked again after so many milliseconds: the bus tells of what was settled, not of what has begun. */
const LOOK_AGAIN = 3_000

/** What became of due dates, newest first: states with their reasons, and the files that are one's own. */
export function RunTable({ report, marked }: { report: string | undefined; marked: string | null }) {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const list = useInfiniteQuery(
    trpc.reports.runs.infiniteQueryOptions(
      { ...(report ? { report } : {}), limit: 30 },
      {
        getNextPageParam: (page) => page.next ?? undefined,
        placeholderData: keepPreviousData,
        refetchInterval: ({ state }) =>
          state.data?.pages.some(({ rows }) => rows.some((run) => run.state === 'queued' || run.state === 'made'))
            ? LOOK_AGAIN
            : false,
      },
    ),
  )
  if (list.error) return <Failure error={list.error} onRetry={list.refetch} />
  if (!list.data) return <Skeleton lines={6} />
  const rows = list.data.pages.flatMap((page) => page.rows)
  if (rows.length === 0) return <Empty>{t('noRuns')}</Empty>
  return (
    <>
      <Table
        size="small"
        rowKey="id"
        dataSource={rows}
        pagination={false}
        scroll={{ x: 980 }}
        rowClassName={({ id }) => (id === marked ? (styles.chosen ?? '') : '')}
        columns={[
          {
            title: t('column.due'),
            width: 190,
            render: (_, { dueAt, trial }: RunRow) => (
              <>
                {instantText(dueAt)} {trial && <span className={shared.muted}>{t('trial')}</span>}
              </>
            ),
          },
          { title: t('column.title'), dataIndex: 'title' },
          {
            title: t('column.recipient'),
            render: (_, { toMe, recipientName }: RunRow) => (toMe ? t('me', { name: recipientName }) : recipientName),
          },
          {
            title: t('column.period'),
            width: 170,
            render: (_, { facts }: RunRow) =>
              facts && (
                <div className={styles.name}>
                  <span>{facts.period}</span>
                  <span className={shared.muted}>
                    {facts.rows === null ? t('aPage') : t('lines', { count: facts.rows })}
                    {facts.demo && ` · ${t('demo')}`}
                  </span>
                </div>
              ),
          },
          { title: t('column.state'), render: (_, run: RunRow) => <RunState run={run} /> },
          { title: t('column.file'), width: 250, render: (_, run: RunRow) => <RunFile run={run} /> },
        ]}
      />
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </>
  )
}

const TONES = { queued: 'act', made: 'act', sent: undefined, failed: 'bad', refused: 'bad' } as const

function RunState({ run: { state, reason, attempts, toldBy } }: { run: RunRow }) {
  const t = useTranslations('reports')
  const told = toldBy.flatMap((one) => (one === 'inbox' || one === 'email' ? [t(`channel.${one}`)] : []))
  return (
    <div className={styles.name} data-testid="run-state" data-state={state}>
      <span>
        <span className={shared.state} data-tone={TONES[state]}>
          {t(`run.${state}`)}
        </span>{' '}
        {state === 'sent' && <span className={shared.muted}>{told.join(' · ')}</span>}
      </span>
      {(state === 'failed' || state === 'refused') && <span className={shared.muted}>{reasonText(reason, t)}</span>}
      {state === 'queued' && attempts > 1 && <span className={shared.muted}>{t('attempts', { count: attempts })}</span>}
    </div>
  )
}

function RunFile({ run: { id, toMe, state, file } }: { run: RunRow }) {
  const t = useTranslations('reports')
  const locale = useLocale()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const made = state === 'made' || state === 'sent'
  if (!made) return null
  if (!toMe) return <span className={shared.muted}>{t('forRecipient')}</span>
  if (!file) return <span className={shared.muted}>{t('fileGone')}</span>
  const take = async () => {
    setBusy(true)
    const outcome = await saveFrom(`/api/reports/${encodeURIComponent(id)}`, locale)
    setBusy(false)
    if (outcome.ok) void message.success(t('taken', { file: outcome.file }))
    else void message.error(outcome.told ?? t('refusal.failed'), 8)
  }
  return (
    <div className={styles.name}>
      <Button
        size="small"
        loading={busy}
        title={file.name}
        aria-label={`${t('take')}: ${file.name}`}
        data-testid="run-take"
        onClick={take}
      >
        {t('take')}
      </Button>
      <span className={shared.muted} title={`SHA-256 ${file.sha256}`}>
        {t('fileKept', {
          size: Math.max(1, Math.round(file.size / 1024)),
          until: instantText(file.keptUntil).slice(0, 10),
        })}
      </span>
    </div>
  )
}
