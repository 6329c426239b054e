'use client'
import type { Action } from '@cockpit/domain/access/grant'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { useTRPC } from '../queries/trpc'
import { Card, Page } from '../shell/Page'
import styles from '../shell/page.module.css'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'

/** Health of the parts, and for the audit administrator the record of everything done, with a check of its chain. */
export function Admin({ actions }: { actions: readonly Action[] }) {
  const t = useTranslations('admin')
  return (
    <Page title={t('title')}>
      {actions.includes('health.read') && <Health />}
      {actions.includes('audit.read') && <Audit />}
    </Page>
  )
}

function Health() {
  const t = useTranslations('admin')
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery({ ...trpc.admin.health.queryOptions(), refetchInterval: 10_000 })
  return (
    <Card title={t('health')}>
      {error ? (
        <Failure error={error} onRetry={refetch} />
      ) : !data ? (
        <Skeleton />
      ) : (
        <div className={styles.actions} data-testid="health">
          {data.map(({ part, ok, facts }) => (
            <span key={part} className={styles.state} data-tone={ok ? 'done' : 'bad'}>
              {ok ? '■' : '▲'} {t(`part.${part}`)} · {t(ok ? 'ok' : 'away')}{' '}
              {Object.entries(facts)
                .map(([name, value]) => `${t(`fact.${name}`)} ${value ?? '—'}`)
                .join(' · ')}
            </span>
          ))}
        </div>
      )}
    </Card>
  )
}

function Audit() {
  const t = useTranslations('admin')
  const trpc = useTRPC()
  const [before, setBefore] = useState<readonly string[]>([])
  const { data, error, refetch } = useQuery(
    trpc.admin.audit.queryOptions({ limit: 50, ...(before.length > 0 ? { before: before.at(-1) } : {}) }),
  )
  const check = useMutation(trpc.admin.checkChain.mutationOptions())
  return (
    <Card title={t('audit')}>
      <div className={styles.form}>
        <div className={styles.actions}>
          <Button onClick={() => check.mutate()} loading={check.isPending} data-testid="check-chain">
            {t('checkChain')}
          </Button>
          {check.data && (
            <p className={check.data.intact ? styles.hint : styles.problem} role="status" data-testid="chain-verdict">
              {check.data.intact
                ? t('intact', { count: check.data.entries })
                : t('broken', { at: check.data.brokenAt, reason: t(`reason.${check.data.reason}`) })}
            </p>
          )}
        </div>
        {error ? (
          <Failure error={error} onRetry={refetch} />
        ) : (
          <Table
            size="small"
            rowKey="seq"
            loading={!data}
            dataSource={data?.rows ?? []}
            pagination={false}
            locale={{ emptyText: <Empty>{t('noAudit')}</Empty> }}
            columns={[
              { title: t('column.seq'), dataIndex: 'seq', width: 80 },
              { title: t('column.at'), width: 150, render: (_, row) => instantText(row.at) },
              { title: t('column.actor'), width: 180, dataIndex: 'actorName', ellipsis: true },
              { title: t('column.action'), width: 160, dataIndex: 'action' },
              { title: t('column.subject'), dataIndex: 'subject', ellipsis: true },
              { title: t('column.detail'), ellipsis: true, render: (_, row) => JSON.stringify(row.detail) },
            ]}
          />
        )}
        <div className={styles.actions}>
          <Button disabled={before.length === 0} onClick={() => setBefore(before.slice(0, -1))}>
            {t('newer')}
          </Button>
          <Button disabled={!data?.next} onClick={() => data?.next && setBefore([...before, data.next])}>
            {t('older')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
