'use client'
import { pressingStep } from '@cockpit/domain/event/chain'
import { OPEN_EVENT_STATES } from '@cockpit/domain/event/machine'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import { useServerTime } from '../command/useServerTime'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import page from '../shell/page.module.css'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { EventLevel } from './EventLevel'
import styles from './events.module.css'
import { StepClock } from './StepClock'
import { EVENT_TONE } from './tone'

/** Events within the person's authority: what nobody has levelled first, then gravest; each with the deadline that presses most. */
export function EventList({ mayReport, mayTurn }: { mayReport: boolean; mayTurn: boolean }) {
  const t = useTranslations('events')
  const posture = useTranslations('posture')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  useServerTime()
  const [all, setAll] = useState(false)
  const list = useInfiniteQuery(
    trpc.events.list.infiniteQueryOptions(
      { ...(all ? {} : { states: [...OPEN_EVENT_STATES] }), limit: 100 },
      { getNextPageParam: (last) => last.next ?? undefined, placeholderData: keepPreviousData },
    ),
  )
  if (list.error)
    return (
      <Page title={t('title')}>
        <Failure error={list.error} onRetry={list.refetch} />
      </Page>
    )
  const events = list.data?.pages.flatMap((one) => one.rows) ?? []
  const total = list.data?.pages[0]?.total
  return (
    <Page
      title={t('title')}
      note={total === undefined ? undefined : t('count', { count: total })}
      tools={
        <>
          {mayTurn && <Link href="/events/posture">{posture('title')}</Link>}
          <Segmented<boolean>
            value={all}
            onChange={setAll}
            options={[
              { value: false, label: t('open') },
              { value: true, label: t('all') },
            ]}
          />
          {mayReport && (
            <Link href="/events/new" className={styles.primary} data-testid="event-new">
              {t('new')}
            </Link>
          )}
        </>
      }
    >
      {!list.data ? (
        <Skeleton lines={8} />
      ) : events.length === 0 ? (
        <Empty>{t(all ? 'none' : 'noneOpen')}</Empty>
      ) : (
        <div className={styles.tableBox}>
          <table className={styles.table} data-testid="event-list">
            <thead>
              <tr>
                {(['level', 'title', 'where', 'state', 'people', 'clock', 'reported'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {events.map((event) => {
                const step = pressingStep(event.chain)
                return (
                  <tr key={event.id}>
                    <td>
                      <EventLevel level={event.level} />
                    </td>
                    <td>
                      <Link href={`/events/${event.id}`} className={page.link} data-testid="event-row">
                        {event.title}
                      </Link>
                      <small>
                        {t(`kind.${event.kind}`)}
                        {event.demo && ` · ${t('demo')}`}
                      </small>
                    </td>
                    <td data-label={t('column.where')}>
                      {(event.where.facility?.name ?? event.where.area.name)[language]}
                    </td>
                    <td>
                      <span className={page.state} data-tone={EVENT_TONE[event.state]}>
                        {t(`state.${event.state}`)}
                      </span>
                    </td>
                    <td data-label={t('column.people')}>
                      {t('people', { affected: event.affected, deaths: event.deaths })}
                    </td>
                    <td>
                      {step ? (
                        <>
                          {t(`chain.step.${step.name}`)} <StepClock step={step} />
                        </>
                      ) : (
                        <span className={page.muted}>—</span>
                      )}
                    </td>
                    <td data-label={t('column.reported')}>{instantText(event.reportedAt)}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}
