'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { App, Button, Popconfirm, Table } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import type { AppRouter } from '../../server/router'
import { refusalIn } from '../export/refusal-in'
import { useTRPC } from '../queries/trpc'
import shared from '../shell/page.module.css'
import { refusalText, scheduleText } from './report-words'
import styles from './reports.module.css'

type ReportRow = inferRouterOutputs<AppRouter>['reports']['list'][number]

/** Reports with what may be done about them: only one's own can be changed. */
export function ReportTable({ reports, chosen }: { reports: readonly ReportRow[]; chosen: string | null }) {
  const t = useTranslations('reports')
  return (
    <Table
      size="small"
      rowKey="id"
      dataSource={[...reports]}
      pagination={false}
      scroll={{ x: 1080 }}
      rowClassName={({ id }) => (id === chosen ? (styles.chosen ?? '') : '')}
      columns={[
        {
          title: t('column.title'),
          render: (_, { id, report, mine, ownerName }: ReportRow) => (
            <div className={styles.name}>
              <Link className={shared.link} href={`/reports?r=${id}`} data-testid="report-name">
                {report.title}
              </Link>
              <span className={shared.muted}>{mine ? t('mine') : t('from', { name: ownerName })}</span>
            </div>
          ),
        },
        {
          title: t('column.what'),
          render: (_, { report: { content, period } }: ReportRow) => (
            <div className={styles.name}>
              <span>
                {content.kind === 'table'
                  ? t('what.table', { count: content.indicators.length, format: content.format.toUpperCase() })
                  : t('what.page', { path: content.path })}
              </span>
              <span className={shared.muted}>
                {t(`period.${period}`)} ·{' '}
                {(content.kind === 'table' ? content.place.kind : content.place) === 'own'
                  ? t('place.own')
                  : t('place.fixed')}
              </span>
            </div>
          ),
        },
        {
          title: t('column.when'),
          render: (_, { report, state, nextDueAt }: ReportRow) => (
            <div className={styles.name}>
              <span>{scheduleText(report.schedule, t)}</span>
              {state === 'active' && <span className={shared.muted}>{t('next', { at: instantText(nextDueAt) })}</span>}
            </div>
          ),
        },
        {
          title: t('column.to'),
          render: (_, { report: { recipients, channels, attach } }: ReportRow) => (
            <div className={styles.name}>
              <span>
                {t('to', {
                  people: recipients.filter(({ kind }) => kind === 'person').length,
                  roles: recipients.filter(({ kind }) => kind === 'role').length,
                })}
              </span>
              <span className={shared.muted}>
                {[...channels.map((one) => t(`channel.${one}`)), ...(attach ? [t('attached')] : [])].join(' · ')}
              </span>
            </div>
          ),
        },
        {
          title: t('column.state'),
          width: 170,
          render: (_, { state, pausedReason }: ReportRow) => (
            <span
              className={shared.state}
              data-tone={state === 'active' ? 'act' : pausedReason === 'owner' ? 'done' : 'bad'}
            >
              {state === 'active' ? t('state.active') : t(pausedReason === 'owner' ? 'state.paused' : 'state.stopped')}
            </span>
          ),
        },
        { title: t('column.do'), width: 290, render: (_, row: ReportRow) => row.mine && <Acts row={row} /> },
      ]}
    />
  )
}

function Acts({ row: { id, state, report } }: { row: ReportRow }) {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const after = {
    onError: (error: unknown) => void message.error(refusalText(refusalIn(error), t)),
    onSettled: () => queries.invalidateQueries(trpc.reports.pathFilter()),
  }
  const turn = useMutation(trpc.reports.turn.mutationOptions(after))
  const trial = useMutation(
    trpc.reports.try.mutationOptions({ ...after, onSuccess: () => void message.success(t('trialAsked')) }),
  )
  const label = (word: 'try' | 'pause' | 'resume' | 'edit' | 'remove') => `${t(`do.${word}`)}: ${report.title}`
  return (
    <div className={styles.acts}>
      <Button
        size="small"
        loading={trial.isPending}
        aria-label={label('try')}
        data-testid="report-try"
        onClick={() => trial.mutate({ id })}
      >
        {t('do.try')}
      </Button>
      <Button
        size="small"
        loading={turn.isPending}
        aria-label={label(state === 'active' ? 'pause' : 'resume')}
        data-testid="report-turn"
        onClick={() => turn.mutate({ id, to: state === 'active' ? 'paused' : 'active' })}
      >
        {t(state === 'active' ? 'do.pause' : 'do.resume')}
      </Button>
      <Link className={shared.go} href={`/reports/${id}`} aria-label={label('edit')} data-testid="report-edit">
        {t('do.edit')}
      </Link>
      <Popconfirm
        placement="topRight"
        title={t('do.removeAsk', { title: report.title })}
        okText={t('do.remove')}
        cancelText={t('do.keep')}
        onConfirm={() => turn.mutate({ id, to: 'removed' })}
      >
        <Button size="small" danger type="text" aria-label={label('remove')} data-testid="report-remove">
          {t('do.remove')}
        </Button>
      </Popconfirm>
    </div>
  )
}
