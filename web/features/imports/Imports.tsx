'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { z } from 'zod'
import { instantText } from '../../format/instant'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { fileLineage } from '../lineage/lineage-address'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import styles from '../shell/page.module.css'
import { STICKY } from '../shell/sticky-head'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { ImportOutcome } from './ImportOutcome'
import { TONE } from './import-states'
import { Upload } from './Upload'
import { useSenderName } from './useSenderName'

const Told = z.object({ zh: z.string(), en: z.string() })

/** Files that came in: where each one is, how many rows were taken, and the rejected ones with their reasons. */
export function Imports() {
  const t = useTranslations('imports')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const senderName = useSenderName()
  const tables = useQuery(trpc.imports.tables.queryOptions())
  const { data, error, refetch, isFetching } = useQuery({
    ...trpc.imports.list.queryOptions({ limit: 100 }),
    placeholderData: keepPreviousData,
    // Progress of a running import comes by live messages; this is for the time when the line is down.
    refetchInterval: 15_000,
  })
  const count = (value: number | null) => (value === null ? '—' : plainText(value, language))
  return (
    <Page title={t('title')} note={t('note')} inOrder>
      {tables.isLoading && <Skeleton lines={8} />}
      {/* Without the tables nothing can be sent, and a page without its form would look as if this were not permitted. */}
      {tables.error && !error && <Failure error={tables.error} onRetry={tables.refetch} />}
      {tables.data && tables.data.length > 0 && <Upload tables={tables.data} />}
      {error ? (
        <Failure error={error} onRetry={() => void Promise.all([refetch(), tables.refetch()])} />
      ) : (
        <Table
          size="middle"
          rowKey="id"
          loading={isFetching && !data}
          dataSource={data?.rows ?? []}
          pagination={{ pageSize: 30, hideOnSinglePage: true }}
          locale={{ emptyText: <Empty>{t('none')}</Empty> }}
          sticky={STICKY}
          expandable={{
            columnTitle: <span className={styles.spoken}>{t('outcome.title')}</span>,
            rowExpandable: (run) => run.state === 'published',
            expandedRowRender: (run) => <ImportOutcome id={run.id} />,
          }}
          onRow={(run) => ({ 'data-testid': 'import-row', 'data-state': run.state }) as object}
          columns={[
            {
              title: t('column.file'),
              width: '20%',
              render: (_, run) =>
                run.state === 'published' ? (
                  <Link href={fileLineage(run.id)} className={styles.link} title={t('lineage')}>
                    {run.fileName}
                  </Link>
                ) : (
                  run.fileName
                ),
            },
            { title: t('column.table'), render: (_, run) => run.tableTitle?.[language] ?? run.table },
            { title: t('column.sender'), render: (_, run) => senderName(run.sender) },
            {
              title: t('column.state'),
              render: (_, run) => {
                const told = Told.safeParse(run.message)
                return (
                  <>
                    <span className={styles.state} data-tone={TONE[run.state] ?? 'act'}>
                      {t(`state.${run.state}`)}
                    </span>
                    {told.success && <p className={styles.hint}>{told.data[language]}</p>}
                  </>
                )
              },
            },
            { title: t('column.read'), align: 'right', render: (_, run) => count(run.rowsRead) },
            { title: t('column.published'), align: 'right', render: (_, run) => count(run.rowsPublished) },
            {
              title: t('column.rejected'),
              align: 'right',
              render: (_, run) =>
                run.rowsRejected ? (
                  <>
                    <a
                      className={styles.go}
                      href={`/api/imports/${run.id}/rejects`}
                      download
                      data-testid={`rejects-${run.id}`}
                    >
                      {t('download', { count: count(run.rowsRejected) })}
                    </a>{' '}
                    <a className={styles.go} href={`/api/imports/${run.id}/rejects?format=xlsx`} download>
                      {t('downloadWorkbook')}
                    </a>
                  </>
                ) : (
                  count(run.rowsRejected)
                ),
            },
            { title: t('column.started'), width: '11em', render: (_, run) => instantText(run.startedAt) },
          ]}
        />
      )}
    </Page>
  )
}
