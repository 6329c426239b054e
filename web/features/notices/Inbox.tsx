'use client'
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ageText, instantText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import { LevelMark } from '../alerts/LevelMark'
import { isLevel } from '../alerts/level'
import { useTRPC } from '../queries/trpc'
import { Card } from '../shell/Page'
import pages from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { useNow } from '../shell/useNow'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { deskLink } from './desk-link'
import styles from './notices.module.css'

/** What the person was told, newest first. Opening one marks it as read. */
export function Inbox() {
  const t = useTranslations('notices')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const language = languageOf(useLocale())
  const now = useNow()
  const [unreadOnly, setUnreadOnly] = useState(false)
  const list = useInfiniteQuery(
    trpc.notices.list.infiniteQueryOptions(
      { unreadOnly, limit: 50 },
      { getNextPageParam: (page) => page.next ?? undefined, placeholderData: keepPreviousData },
    ),
  )
  const read = useMutation(
    trpc.notices.markRead.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.notices.list.pathFilter()),
    }),
  )
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const unread = list.data?.pages[0]?.unread ?? 0
  return (
    <Card testId="inbox">
      <div className={styles.head}>
        <Segmented<boolean>
          value={unreadOnly}
          onChange={setUnreadOnly}
          options={[
            { value: false, label: t('all') },
            { value: true, label: t('unread', { count: unread }) },
          ]}
        />
        <Button disabled={unread === 0} loading={read.isPending} onClick={() => read.mutate({ ids: 'all' })}>
          {t('readAll')}
        </Button>
      </div>
      {read.error && (
        <p className={pages.problem} role="alert">
          {refusal(refusalWord(read.error))}
        </p>
      )}
      {list.error ? (
        <Failure error={list.error} onRetry={list.refetch} />
      ) : !list.data ? (
        <Skeleton lines={8} />
      ) : rows.length === 0 ? (
        <Empty>{t(unreadOnly ? 'noneUnread' : 'none')}</Empty>
      ) : (
        <ol className={styles.list}>
          {rows.map((notice) => (
            <li key={notice.id} data-unread={notice.readAt === null || undefined} data-testid="notice">
              {isLevel(notice.level) && <LevelMark level={notice.level} />}
              <Link
                href={deskLink(notice.link)}
                onClick={() => notice.readAt === null && read.mutate({ ids: [notice.id] })}
              >
                {notice.title[language]}
                {notice.readAt === null && <span className={pages.spoken}> {t('isUnread')}</span>}
              </Link>
              <time dateTime={new Date(notice.createdAt).toISOString()} title={instantText(notice.createdAt)}>
                {ageText(notice.createdAt, now, language)}
              </time>
            </li>
          ))}
        </ol>
      )}
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Card>
  )
}
