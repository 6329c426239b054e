'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { useQuery } from '@tanstack/react-query'
import { Input, Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useState } from 'react'
import { bandText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import styles from '../shell/page.module.css'
import { Empty } from '../states/Empty'
import { Failure } from '../states/Failure'
import { matching } from './matching'

/** Every indicator: what it means, how it is computed, from which document, who answers for it. */
export function Catalogue() {
  const t = useTranslations('catalogue')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text)
  const { data, error, refetch } = useQuery(trpc.indicators.catalogue.queryOptions())
  const rows = useMemo(() => matching(data ?? [], wanted), [data, wanted])
  if (error) return <Failure error={error} onRetry={refetch} />
  return (
    <Page
      title={t('title')}
      note={data && t('count', { count: rows.length, all: data.length })}
      tools={
        <Input.Search
          allowClear
          value={text}
          placeholder={t('search')}
          onChange={(event) => setText(event.target.value)}
          style={{ width: 320 }}
          data-testid="catalogue-search"
        />
      }
    >
      <Table<IndicatorDefinition>
        size="middle"
        rowKey="id"
        loading={!data}
        dataSource={rows}
        pagination={false}
        locale={{ emptyText: <Empty>{t('none')}</Empty> }}
        onRow={(row) => ({ 'data-testid': `catalogue-${row.id}` }) as object}
        columns={[
          {
            title: t('column.name'),
            width: 230,
            render: (_, row) => (
              <>
                <Link href={`/?i=${row.id}`} className={styles.link}>
                  {row[language]}
                </Link>
                <div className={styles.muted}>{row.id}</div>
              </>
            ),
          },
          { title: t('column.formula'), render: (_, row) => row.formula[language] },
          { title: t('column.unit'), width: 90, render: (_, row) => row.unit[language] },
          { title: t('column.direction'), width: 110, render: (_, row) => t(`direction.${row.direction}`) },
          {
            title: t('column.target'),
            width: 150,
            render: (_, row) =>
              row.target ? bandText(row.target, row, language) : <span className={styles.muted}>—</span>,
          },
          {
            title: t('column.standard'),
            render: (_, row) => (
              <>
                {row.standard} <span className={styles.state}>{t(`evidence.${row.evidence}`)}</span>
              </>
            ),
          },
          { title: t('column.version'), width: 130, render: (_, row) => `${row.version} · ${row.effectiveFrom}` },
          { title: t('column.owner'), width: 120, dataIndex: 'owner' },
        ]}
      />
    </Page>
  )
}
