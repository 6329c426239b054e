'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { ReportForm } from './ReportForm'
import { draftOf } from './report-draft'

/** One's own report, to be changed: what is due already is made as it was. */
export function ChangeReport({ id }: { id: string }) {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const list = useQuery(trpc.reports.list.queryOptions())
  const found = list.data?.find((one) => one.id === id && one.mine)
  return (
    <Page title={t('change')} note={found ? t('version', { version: found.version }) : undefined}>
      {list.error ? (
        <Failure error={list.error} onRetry={list.refetch} />
      ) : !list.data ? (
        <Skeleton lines={8} />
      ) : found ? (
        <ReportForm key={`${id} ${found.version}`} id={id} start={draftOf(found.report)} />
      ) : (
        <Empty>{t('refusal.report-unknown')}</Empty>
      )}
    </Page>
  )
}
