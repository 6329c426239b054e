'use client'
import { AreaCode, type Bilingual, FacilityId } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { Button, Select, Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { ageText, instantText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { STICKY } from '../shell/sticky-head'
import { useNow } from '../shell/useNow'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './quality.module.css'
import { RemindDialog } from './RemindDialog'
import silentListStyles from './silent-list.module.css'

/** Who is late with which table, since when, and the way to ask for it: one or many at once. */
export function SilentList({
  area,
  facility,
  names,
}: {
  area: string
  facility?: string
  names: ReadonlyMap<string, Bilingual>
}) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  const now = useNow()
  const trpc = useTRPC()
  const [picked, setPicked] = useState<string[]>([])
  const [asking, setAsking] = useState(false)
  const [only, setOnly] = useState<string | null>(null)
  const tables = useQuery(trpc.quality.tables.queryOptions())
  const { data, error, refetch } = useQuery(
    trpc.quality.silent.queryOptions({
      area: AreaCode.parse(area),
      ...(facility ? { facility: FacilityId.parse(facility) } : {}),
    }),
  )
  const stalled = useQuery(trpc.quality.stalled.queryOptions())
  const titles = useMemo(
    () => new Map((tables.data ?? []).map((table) => [table.name, table.title[language]])),
    [tables.data, language],
  )
  if (error || stalled.error)
    return <Failure error={error ?? stalled.error} onRetry={() => void Promise.all([refetch(), stalled.refetch()])} />
  if (!data || stalled.isLoading) return <Skeleton lines={4} />
  const rows = data
    .filter((row) => only === null || row.table === only)
    .map((row) => ({
      ...row,
      key: `${row.facility} ${row.table}`,
      name: names.get(row.facility)?.[language] ?? row.facility,
    }))
  const tablesLate = [...new Set(data.map((row) => row.table))]
  const remindable = rows.some((row) => row.remindable)
  const chosen = rows.filter((row) => picked.includes(row.key) && row.remindable)
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        {data.length > 0 && (
          <strong>
            {t('silent.summary', {
              facilities: new Set(rows.map((row) => row.facility)).size,
              items: rows.length,
            })}
          </strong>
        )}
        {tablesLate.length > 1 && (
          <Select
            allowClear
            value={only}
            onChange={(value) => setOnly(value ?? null)}
            placeholder={t('silent.all')}
            aria-label={t('silent.filter')}
            style={{ minWidth: 180 }}
            options={tablesLate.map((name) => ({ value: name, label: titles.get(name) ?? name }))}
          />
        )}
        <small className={styles.muted}>{t('silent.note')}</small>
        {remindable && (
          <span className={`${styles.bar} ${styles.pushed}`}>
            {chosen.length === 0 && <span className={styles.muted}>{t('silent.pick')}</span>}
            <Button type="primary" disabled={chosen.length === 0} onClick={() => setAsking(true)} data-testid="remind">
              {t('silent.remind', { count: chosen.length })}
            </Button>
          </span>
        )}
      </div>
      {stalled.data && stalled.data.length > 0 && (
        <p className={silentListStyles.stalled} role="status">
          {t('silent.stalled', {
            tables: stalled.data
              .map(({ table, newest }) => t('silent.newest', { table: titles.get(table) ?? table, day: newest }))
              .join(language === 'zh' ? '、' : ', '),
          })}
        </p>
      )}
      {data.length === 0 ? (
        <Empty>{t('silent.none')}</Empty>
      ) : (
        <Table
          size="small"
          rowKey="key"
          dataSource={rows}
          sticky={STICKY}
          scroll={{ x: 'max-content' }}
          pagination={{ pageSize: 25, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{ emptyText: <Empty>{t('silent.none')}</Empty> }}
          {...(remindable
            ? {
                rowSelection: {
                  selectedRowKeys: picked,
                  onChange: (keys: readonly unknown[]) => setPicked(keys.map(String)),
                  getCheckboxProps: (row: (typeof rows)[number]) => ({
                    disabled: !row.remindable,
                    'aria-label': t('silent.select', { name: `${row.name} ${titles.get(row.table) ?? row.table}` }),
                  }),
                },
              }
            : {})}
          onRow={(row) => ({ 'data-testid': 'silent-row', 'data-standing': row.standing }) as object}
          columns={[
            {
              title: t('silent.facility'),
              render: (_, row) => (
                <Link className={styles.link} href={`/quality/facility/${encodeURIComponent(row.facility)}`}>
                  {row.name}
                </Link>
              ),
            },
            { title: t('silent.table'), render: (_, row) => titles.get(row.table) ?? row.table },
            {
              title: t('silent.state'),
              render: (_, row) => (
                <span className={silentListStyles.standing} data-standing={row.standing}>
                  {row.standing === 'never' ? '◆ ' : '▲ '}
                  {t(`silent.standing.${row.standing}`)}
                </span>
              ),
            },
            { title: t('silent.since'), dataIndex: 'since' },
            { title: t('silent.missed'), dataIndex: 'missed', align: 'right' },
            { title: t('silent.last'), render: (_, row) => row.lastDay ?? t('silent.noLast') },
            {
              title: t('silent.file'),
              render: (_, row) =>
                row.lastReceived ? (
                  <span title={instantText(row.lastReceived)}>{ageText(row.lastReceived, now, language)}</span>
                ) : (
                  t('silent.noLast')
                ),
            },
            {
              title: t('silent.task'),
              render: (_, row) =>
                row.task ? (
                  <Link className={styles.link} href={`/tasks/${row.task}`}>
                    {t('silent.reminded')}
                  </Link>
                ) : null,
            },
          ]}
        />
      )}
      {asking && (
        <RemindDialog
          items={chosen.map(({ facility: id, table, name }) => ({
            facility: id,
            table,
            name,
            title: titles.get(table) ?? table,
          }))}
          onClose={() => {
            setAsking(false)
            setPicked([])
          }}
        />
      )}
    </div>
  )
}
