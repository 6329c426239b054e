'use client'
import type { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { parsePeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { plainText } from '../../format/number'
import { periodText } from '../../format/time'
import { languageOf } from '../../i18n/locale'
import { useSenderName } from '../imports/useSenderName'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import shared from '../shell/page.module.css'
import { STICKY } from '../shell/sticky-head'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { NamesFailed } from '../states/NamesFailed'
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
  const senderName = useSenderName()
  const catalogue = useQuery(trpc.indicators.catalogue.queryOptions())
  const { data, error, refetch } = useQuery(
    trpc.lineage.ofNumber.queryOptions({
      indicator: number.indicator as IndicatorId,
      territory: number.territory as AreaCode,
      period: number.period,
      ...(number.facility ? { facility: number.facility as FacilityId } : {}),
    }),
  )
  const definition = catalogue.data?.find(({ id }) => id === number.indicator)
  const titleOf = (name: string) => data?.tables.find((table) => table.name === name)?.title?.[language] ?? name
  const own = data?.tables.every((table) => table.own)
  if (error) return <Failure error={error} onRetry={refetch} />
  const back = new URLSearchParams({ t: number.territory, i: number.indicator, p: number.period })
  if (number.facility) back.set('f', number.facility)
  return (
    <Page
      title={t('ofNumber', { name: definition?.[language] ?? number.indicator })}
      note={
        <>
          <Link href={`/?${back}`} data-testid="lineage-back">
            ← {t('toNumber')}
          </Link>{' '}
          ·{' '}
          {t('numberNote', {
            place: data?.place?.[language] ?? number.facility ?? number.territory,
            // Known to be one once the server has answered.
            period: data ? periodText(parsePeriod(number.period), language) : number.period,
            tables: (data?.tables ?? []).map(({ name }) => titleOf(name)).join(language === 'zh' ? '、' : ', '),
          })}
        </>
      }
    >
      <NamesFailed of={[catalogue]} />
      {data && data.total > data.files.length && (
        <p className={shared.hint}>{t('more', { shown: data.files.length, total: data.total })}</p>
      )}
      {data ? (
        <Table
          size="middle"
          rowKey={({ batch, table }) => `${table} ${batch}`}
          dataSource={data.files}
          pagination={{ pageSize: 50, hideOnSinglePage: true }}
          locale={{ emptyText: <Empty>{own ? t('own') : t('noFiles')}</Empty> }}
          sticky={STICKY}
          onRow={() => ({ 'data-testid': 'origin-file' }) as object}
          columns={[
            {
              title: t('column.file'),
              render: (_, file) => {
                const name = file.fileName ?? t(file.publishedAt ? 'unnamed' : 'erased', { batch: file.batch })
                if (!file.readable) return name
                return (
                  <Link href={fileLineage(file.batch)} className={shared.link}>
                    {name}
                  </Link>
                )
              },
            },
            { title: t('column.table'), render: (_, file) => titleOf(file.table) },
            { title: t('column.sender'), render: (_, file) => (file.sender === null ? '—' : senderName(file.sender)) },
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
      ) : (
        // Before the answer nothing is known of the files; "none" would be one.
        <Skeleton lines={10} />
      )}
    </Page>
  )
}
