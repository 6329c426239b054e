'use client'
import { reportPage } from '@cockpit/domain/scheduled-report/report-page'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { ReportForm } from './ReportForm'
import { draftAsked, newDraft } from './report-draft'

/** A new report. @param path the page it shall be made of, @param asked the question of a panel, as the export menu hands them over */
export function NewReport({ path, asked }: { path: string | null; asked: string }) {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const me = useQuery({ ...trpc.session.me.queryOptions(), staleTime: 5 * 60_000 })
  const page = path !== null && reportPage(path) ? path : null
  return (
    <Page title={t('new')} note={path !== null && page === null ? t('pageUnfit') : t('newNote')}>
      {me.error ? (
        <Failure error={me.error} onRetry={me.refetch} />
      ) : me.data ? (
        <ReportForm start={draftAsked(me.data.id, new URLSearchParams(asked)) ?? newDraft(me.data.id, page)} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Page>
  )
}
