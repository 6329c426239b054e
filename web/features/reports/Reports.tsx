'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTRPC } from '../queries/trpc'
import { Card, Page } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { ReportTable } from './ReportTable'
import { RunTable } from './RunTable'
import styles from './reports.module.css'

/** One's own reports and those one is sent, and what became of their due dates. `?r=` the report whose runs are shown, `?run=` one of them. */
export function Reports() {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const address = useSearchParams()
  const list = useQuery(trpc.reports.list.queryOptions())
  const me = useQuery({ ...trpc.session.me.queryOptions(), staleTime: 5 * 60_000 })
  const mayMake = me.data?.actions.includes('export') ?? false
  const chosen = list.data?.find(({ id }) => id === address.get('r')) ?? null
  return (
    <Page
      inOrder
      title={t('title')}
      note={t('note')}
      tools={
        mayMake && (
          <Link className={styles.make} href="/reports/new" data-testid="new-report">
            {t('new')}
          </Link>
        )
      }
    >
      <Card title={t('list')} testId="reports">
        {list.error ? (
          <Failure error={list.error} onRetry={list.refetch} />
        ) : !list.data ? (
          <Skeleton lines={4} />
        ) : list.data.length === 0 ? (
          <Empty>{t(mayMake ? 'none' : 'noneAndNoExport')}</Empty>
        ) : (
          <ReportTable reports={list.data} chosen={chosen?.id ?? null} />
        )}
      </Card>
      <Card title={chosen ? t('runsOf', { title: chosen.report.title }) : t('runs')} testId="report-runs">
        {chosen && (
          <p className={styles.hint}>
            <Link href="/reports">{t('allRuns')}</Link>
          </p>
        )}
        <RunTable key={chosen?.id ?? ''} report={chosen?.id} marked={address.get('run')} />
      </Card>
    </Page>
  )
}
