'use client'
import type { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import shared from '../shell/page.module.css'
import { Empty } from '../states/Empty'
import { Failure } from '../states/Failure'
import { fileLineage } from './lineage-address'

interface NumberAsked {
  readonly indicator: string
  readonly territory: string
  readonly facility?: string
  readonly period: string
}

/** The files that one number was made of, the one with most rows first. */
export function LineageOfNumber({ number }: { number: NumberAsked }) {
  const t = useTranslations('lineage')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const catalogue = useQuery(trpc.indicators.catalogue.queryOptions())
  const { data, error, refetch, isFetching } = useQuery(
    trpc.lineage.ofNumber.queryOptions({
      indicator: number.indicator as IndicatorId,
      territory: number.territory as AreaCode,
      period: number.period,
      ...(number.facility ? { facility: number.facility as FacilityId } : {}),
    }),
  )
  const definition = catalogue.data?.find(({ id }) => id === number.indicator)
  const titleOf = (name: string) => data?.tables.find((table) => table.name === name)?.title?.[language] ?? name
  if (error) return <Failure error={error} onRetry={refetch} />
  return (
    <Page
      title={t('ofNumber', { name: definition?.[language] ?? number.indicator })}
      note={t('numberNote', {
        place: data?.place?.[language] ?? number.facility ?? number.territory,
        period: number.period,
        tables: (data?.tables ?? []).map(({ name }) => titleOf(name)).join('、'),
      })}
    >
      {data && data.total > data.files.length && (
        <p className={shared.hint}>{t('more', { shown: data.files.length, total: data.total })}</p>
      )}
      <Table
        size="middle"
        rowKey={({ batch, table }) => `${table} ${batch}`}
        loading={isFetching && !data}
        dataSource={data?.files ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        locale={{ emptyText: <Empty>{t('noFiles')}</Empty> }}
        onRow={() => ({ 'data-testid': 'origin-file' }) as object}
        columns={[
          {
            title: t('column.file'),
            render: (_, file) => (
              <Link href={fileLineage(file.batch)} className={shared.link}>
                {file.fileName ?? t(file.publishedAt ? 'unnamed' : 'erased', { batch: file.batch })}
              </Link>
            ),
          },
          { title: t('column.table'), render: (_, file) => titleOf(file.table) },
          { title: t('column.sender'), render: (_, file) => file.sender ?? '—' },
          {
            title: t('column.published'),
            width: 170,
            render: (_, file) => (file.publishedAt ? instantText(file.publishedAt) : '—'),
          },
          {
            title: t('column.rows'),
            align: 'right',
            width: 140,
            render: (_, file) => (file.rows === null ? '—' : plainText(file.rows, language)),
          },
        ]}
      />
    </Page>
  )
}
