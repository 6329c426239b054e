'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useTRPC } from '../queries/trpc'
import styles from './notices.module.css'

/** How many notices are unread, in the bar of every desk page; it moves when something is told. */
export function NoticeBell() {
  const t = useTranslations('notices')
  const trpc = useTRPC()
  const { data } = useQuery(trpc.notices.list.queryOptions({ unreadOnly: true, limit: 1 }, { refetchInterval: 60_000 }))
  const unread = data?.unread ?? 0
  return (
    <Link
      href="/notices"
      className={styles.bell}
      data-unread={unread > 0 || undefined}
      aria-label={t('bell', { count: unread })}
      title={t('bell', { count: unread })}
      data-testid="notice-bell"
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d="M8 1.8a4.2 4.2 0 0 0-4.2 4.2c0 3.2-1.3 4.4-1.3 5.2h11c0-.8-1.3-2-1.3-5.2A4.2 4.2 0 0 0 8 1.8zM6.5 13a1.6 1.6 0 0 0 3 0"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className={styles.count} aria-hidden="true">
        {unread > 99 ? '99+' : unread > 0 ? unread : ''}
      </span>
    </Link>
  )
}
