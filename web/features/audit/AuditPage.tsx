'use client'
import { AUDIT_ACTS, isAuditAct } from '@cockpit/domain/audit/act'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Table } from 'antd'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { instantText } from '../../format/instant'
import { DayField } from '../day/DayField'
import { useTRPC } from '../queries/trpc'
import filterLine from '../shell/filters.module.css'
import { Card, Page } from '../shell/Page'
import pages from '../shell/page.module.css'
import { useScale } from '../shell/useScale'
import { choicesState } from '../states/choices-state'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './audit.module.css'
import { type AuditAddress, auditFilter, auditHref, readAuditAddress } from './audit-address'

/** Everything that was done, newest first, with filters that stand in the address, and the check of the chain. */
export function AuditPage() {
  const t = useTranslations('audit')
  const trpc = useTRPC()
  const query = useSearchParams()
  const address = useMemo(() => readAuditAddress(query), [query])
  const go = (change: Partial<AuditAddress>) => window.history.pushState(null, '', auditHref({ ...address, ...change }))
  const list = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { ...auditFilter(address), limit: 100 },
      { getNextPageParam: (page) => page.next ?? undefined, placeholderData: keepPreviousData },
    ),
  )
  const words = useActWords()
  const scale = useScale()
  const actions = useQuery(trpc.audit.actions.queryOptions(undefined, { staleTime: 60_000 }))
  if (list.error)
    return (
      <Page title={t('title')}>
        <Failure error={list.error} onRetry={list.refetch} />
      </Page>
    )
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Page title={t('title')} note={t('note')}>
      <Chain />
      <div className={filterLine.filters}>
        <div className={styles.field}>
          <Input.Search
            key={`a${address.actor}`}
            allowClear
            placeholder={t('filter.actor')}
            aria-label={t('filter.actor')}
            defaultValue={address.actor}
            onSearch={(actor) => go({ actor })}
            data-testid="audit-actor"
          />
        </div>
        <Select<string>
          allowClear
          showSearch
          className={styles.field ?? ''}
          placeholder={t('filter.action')}
          aria-label={t('filter.action')}
          {...(address.action ? { value: address.action } : {})}
          onChange={(action) => go({ action: action ?? '' })}
          loading={actions.isLoading}
          notFoundContent={choicesState(actions)}
          options={choices(actions.data ?? [], words)}
          optionFilterProp="label"
        />
        <div className={styles.field}>
          <Input.Search
            key={`s${address.subject}`}
            allowClear
            placeholder={t('filter.subject')}
            aria-label={t('filter.subject')}
            defaultValue={address.subject}
            onSearch={(subject) => go({ subject })}
          />
        </div>
        <span className={styles.days}>
          <DayField aria-label={t('filter.from')} value={address.from} onChange={(from) => go({ from })} />
          –
          <DayField
            aria-label={t('filter.until')}
            min={address.from}
            value={address.until}
            onChange={(until) => go({ until })}
          />
        </span>
      </div>
      <Table
        size="small"
        rowKey="seq"
        dataSource={rows}
        pagination={false}
        scroll={{ x: 1100 * scale }}
        locale={{ emptyText: list.data ? <Empty>{t('none')}</Empty> : <Skeleton lines={6} /> }}
        onRow={() => ({ 'data-testid': 'audit-row' }) as object}
        expandable={{
          expandedRowRender: (row) => (
            <dl className={styles.entry}>
              <dt>{t('column.detail')}</dt>
              <dd>
                <pre>{JSON.stringify(row.detail, null, 2)}</pre>
              </dd>
              <dt>{t(`hash.${row.algorithm === 'sm3' ? 'sm3' : 'sha256'}`)}</dt>
              <dd className={styles.hash}>{row.hash}</dd>
              <dt>{t('hash.before')}</dt>
              <dd className={styles.hash}>{row.prevHash || '—'}</dd>
            </dl>
          ),
        }}
        columns={[
          { title: t('column.seq'), dataIndex: 'seq', width: 90 * scale, align: 'right' },
          { title: t('column.at'), width: 150 * scale, render: (_, row) => instantText(row.at) },
          {
            title: t('column.actor'),
            width: 230 * scale,
            ellipsis: true,
            render: (_, row) => (row.actor === 'system' ? t('system') : row.actorName),
          },
          {
            title: t('column.action'),
            width: 200 * scale,
            ellipsis: true,
            render: (_, row) => (
              <span className={styles.act}>
                {words.act(row.action)}
                <small>{row.action}</small>
              </span>
            ),
          },
          { title: t('column.subject'), width: 330 * scale, dataIndex: 'subject', ellipsis: true },
          { title: t('column.detail'), ellipsis: true, render: (_, row) => JSON.stringify(row.detail) },
        ]}
      />
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </Page>
  )
}

/** All acts, each after the beginning it shares with its like: `alert.` finds every act on alerts. */
function choices(
  actions: readonly string[],
  words: ReturnType<typeof useActWords>,
): { value: string; label: string }[] {
  const terms = [...new Set(actions.map((action) => `${action.split('.')[0]}.`))]
  return terms.flatMap((term) => [
    { value: term, label: words.all(term.slice(0, -1)) },
    ...actions.filter((action) => action.startsWith(term)).map((value) => ({ value, label: words.act(value) })),
  ])
}

/** What acts are called. One that an earlier version of the product wrote, and this one does not know, stands as it was written. */
function useActWords() {
  const t = useTranslations('audit')
  return {
    act: (action: string) => (isAuditAct(action) ? t(`act.${action}`) : action),
    all: (term: string) => `${Object.hasOwn(AUDIT_ACTS, term) ? t(`term.${term}`) : term} · ${t('filter.all')}`,
  }
}

function Chain() {
  const t = useTranslations('audit')
  const trpc = useTRPC()
  const check = useMutation(trpc.audit.check.mutationOptions())
  return (
    <Card>
      <div className={pages.actions}>
        <Button onClick={() => check.mutate()} loading={check.isPending} data-testid="check-chain">
          {t('check')}
        </Button>
        {check.error && <Failure error={check.error} onRetry={() => check.mutate()} />}
        {check.data ? (
          <p className={check.data.intact ? styles.intact : pages.problem} role="status" data-testid="chain-verdict">
            {check.data.intact
              ? t('intact', { count: check.data.entries })
              : t('broken', { at: check.data.brokenAt, reason: t(`reason.${check.data.reason}`) })}
          </p>
        ) : (
          <p className={pages.hint}>{t('checkHint')}</p>
        )}
      </div>
      {check.data?.intact && check.data.head && <p className={styles.hash}>{check.data.head}</p>}
    </Card>
  )
}
