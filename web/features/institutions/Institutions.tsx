'use client'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Pagination, Segmented } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import shared from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './institutions.module.css'
import { SentName } from './SentName'

const STATES = ['open', 'matched', 'dismissed'] as const
type State = (typeof STATES)[number]
const PER_PAGE = 30

/**
 * Names and codes that senders wrote in the place of a registered facility. The register proposes, a person decides once, and every later
 * file is read so.
 */
export function Institutions() {
  const t = useTranslations('institutions')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [state, setState] = useState<State>('open')
  const [search, setSearch] = useState('')
  const [trail, setTrail] = useState<readonly string[]>([])
  const after = trail.at(-1)
  const { data, error, refetch } = useQuery({
    ...trpc.institutions.list.queryOptions({ state, search, limit: PER_PAGE, ...(after ? { after } : {}) }),
    placeholderData: keepPreviousData,
  })
  const renew = () => queries.invalidateQueries(trpc.institutions.pathFilter())
  const confirm = useMutation(trpc.institutions.confirmClear.mutationOptions({ onSuccess: renew }))
  const clear = (data?.rows ?? []).filter(({ proposal }) => proposal.clear).map(({ id }) => id)
  const show = (next: State) => {
    setState(next)
    setTrail([])
    confirm.reset()
  }
  if (error)
    return (
      <Page title={t('title')}>
        <Failure error={error} onRetry={refetch} />
      </Page>
    )
  return (
    <Page
      title={t('title')}
      note={t('note')}
      tools={
        <>
          <Input.Search
            allowClear
            className={styles.search}
            placeholder={t('search')}
            aria-label={t('search')}
            maxLength={100}
            onSearch={(text) => {
              setSearch(text)
              setTrail([])
            }}
          />
          <Segmented
            value={state}
            onChange={show}
            options={STATES.map((value) => ({
              value,
              label: value === 'open' && data ? t('state.openCount', { count: data.open }) : t(`state.${value}`),
            }))}
          />
        </>
      }
    >
      {clear.length > 0 && (
        <div className={styles.bulk}>
          <span>{t('clearCount', { count: clear.length })}</span>
          <Button
            type="primary"
            loading={confirm.isPending}
            onClick={() => confirm.mutate({ ids: clear })}
            data-testid="confirm-clear"
          >
            {t('confirmClear', { count: clear.length })}
          </Button>
        </div>
      )}
      {confirm.data && (
        <p className={shared.hint} role="status">
          {t('confirmed', { confirmed: confirm.data.confirmed, left: confirm.data.left })}
        </p>
      )}
      {confirm.error && (
        <p className={shared.problem} role="alert">
          {refusal(refusalWord(confirm.error))}
        </p>
      )}
      {!data ? (
        <Skeleton lines={6} />
      ) : data.rows.length === 0 ? (
        <Empty>{search ? t('notFound') : t(`none.${state}`)}</Empty>
      ) : (
        <ul className={styles.list}>
          {data.rows.map((row) => (
            <SentName key={`${row.id} ${row.state}`} row={row} onDecided={renew} />
          ))}
        </ul>
      )}
      {data && (data.next || trail.length > 0) && (
        <Pagination
          simple={{ readOnly: true }}
          current={trail.length + 1}
          pageSize={PER_PAGE}
          total={data.total}
          onChange={(page) =>
            setTrail(
              page > trail.length + 1 && data.next ? [...trail, data.next] : trail.slice(0, Math.max(0, page - 1)),
            )
          }
        />
      )}
    </Page>
  )
}
