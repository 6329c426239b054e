'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { useTRPC } from '../queries/trpc'
import { Card } from '../shell/Page'
import pages from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'

/** What could not be told outside the house: why, and, for the system administrator, the way to send it again. Never its words. */
export function DeadLetters({ maySend }: { maySend: boolean }) {
  const t = useTranslations('notices.dead')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const { data, error, refetch } = useQuery(
    trpc.notices.deadLetters.queryOptions({ limit: 100 }, { refetchInterval: 15_000 }),
  )
  const again = useMutation(
    trpc.notices.sendAgain.mutationOptions({
      onSuccess: () => {
        setChosen([])
        return queries.invalidateQueries(trpc.notices.deadLetters.pathFilter())
      },
    }),
  )
  if (error)
    return (
      <Card title={t('title')}>
        <Failure error={error} onRetry={refetch} />
      </Card>
    )
  return (
    <Card title={t('title')} testId="dead-letters">
      <p className={pages.hint}>{t('hint', { waiting: data?.waiting ?? 0, dead: data?.total ?? 0 })}</p>
      <Table
        size="small"
        rowKey="id"
        dataSource={data?.rows ?? []}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: data ? <Empty>{t('none')}</Empty> : <Skeleton /> }}
        {...(maySend
          ? { rowSelection: { selectedRowKeys: [...chosen], onChange: (keys) => setChosen(keys.map(String)) } }
          : {})}
        columns={[
          { title: t('at'), width: 150, render: (_, row) => row.settledAt && instantText(row.settledAt) },
          { title: t('channel'), width: 90, render: (_, row) => t(`by.${row.channel}`) },
          { title: t('receiver'), dataIndex: 'receiverName' },
          { title: t('level'), width: 60, dataIndex: 'level' },
          { title: t('attempts'), width: 80, dataIndex: 'attempts' },
          { title: t('error'), dataIndex: 'lastError' },
        ]}
      />
      {again.error && (
        <p className={pages.problem} role="alert">
          {refusal(refusalWord(again.error))}
        </p>
      )}
      {maySend && (
        <div className={pages.actions}>
          <Button
            disabled={chosen.length === 0}
            loading={again.isPending}
            onClick={() => again.mutate({ ids: [...chosen] })}
            data-testid="send-again"
          >
            {t('again', { count: chosen.length })}
          </Button>
        </div>
      )}
    </Card>
  )
}
