'use client'
import { AreaCode, type Bilingual, FacilityId } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { useFaultWords } from './FaultTable'
import fileListStyles from './file-list.module.css'
import styles from './quality.module.css'

/** Files that brought rows, newest first: how many, why some were rejected, and the rejects where the grant reaches cases. */
export function FileList({
  area,
  facility,
  table,
  titles,
}: {
  area: string
  facility?: string
  table?: string
  titles: ReadonlyMap<string, Bilingual>
}) {
  const t = useTranslations('quality.facility')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const words = useFaultWords()
  const { data, error, refetch } = useQuery(
    trpc.quality.files.queryOptions({
      area: AreaCode.parse(area),
      ...(facility ? { facility: FacilityId.parse(facility) } : {}),
      ...(table ? { table } : {}),
    }),
  )
  if (error) return <Failure error={error} onRetry={refetch} />
  if (!data) return <Skeleton lines={4} />
  const count = (value: number) => plainText(value, language, 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={t('files')}>
      <Table
        size="small"
        rowKey="batch"
        dataSource={data}
        pagination={{ pageSize: 12, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Empty>{t('noFiles')}</Empty> }}
        onRow={() => ({ 'data-testid': 'quality-file' }) as object}
        columns={[
          { title: t('when'), width: 140, render: (_, file) => instantText(file.receivedAt) },
          { title: t('table'), render: (_, file) => titles.get(file.table)?.[language] ?? file.table },
          {
            title: t('fileName'),
            render: (_, file) => file.fileName ?? <span className={styles.muted}>{t('unknownFile')}</span>,
          },
          { title: t('received'), align: 'right', render: (_, file) => count(file.received) },
          { title: t('rejected'), align: 'right', render: (_, file) => count(file.rejected) },
          { title: t('flagged'), align: 'right', render: (_, file) => count(file.flagged) },
          {
            title: t('reasons'),
            render: (_, { faults }) =>
              faults.length === 0 ? (
                <span className={styles.muted}>{t('none')}</span>
              ) : (
                <span className={fileListStyles.reasons}>
                  {faults.slice(0, 2).map((fault) => (
                    <small key={`${fault.severity} ${fault.fault} ${fault.field?.en ?? ''} ${fault.message?.en ?? ''}`}>
                      {words(fault)} × {count(fault.rows)}
                    </small>
                  ))}
                  {faults.length > 2 && <small>+{faults.length - 2}</small>}
                </span>
              ),
          },
          {
            title: t('rejectedRows'),
            render: (_, file) =>
              file.download ? (
                <a className={styles.link} href={`/api/imports/${file.batch}/rejects`} download>
                  {t('download')}
                </a>
              ) : null,
          },
        ]}
      />
    </section>
  )
}
