'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { useServerTime } from '../command/useServerTime'
import { useTRPC } from '../queries/trpc'
import { PlaceLinks } from '../region/PlaceLinks'
import { Card, Facts, Page } from '../shell/Page'
import page from '../shell/page.module.css'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { Chain } from './Chain'
import { EventActs } from './EventActs'
import { EventHistory } from './EventHistory'
import { EventLevel } from './EventLevel'
import { EventTasks } from './EventTasks'
import { EVENT_TONE } from './tone'

/** Half a minute: a step that becomes late is seen to be so although nothing was written. */
const AGAIN_MS = 30_000

/** One event: what is known, the reporting chain with its clocks, what may be done, its tasks and its history. */
export function EventDetail({ id }: { id: string }) {
  const t = useTranslations('events')
  const trpc = useTRPC()
  useServerTime()
  const { data: event, error, refetch } = useQuery(trpc.events.get.queryOptions({ id }, { refetchInterval: AGAIN_MS }))
  if (error && !event)
    return (
      <Page title={t('title')}>
        <Failure error={error} onRetry={refetch} />
      </Page>
    )
  if (!event)
    return (
      <Page title={t('title')}>
        <Skeleton lines={8} />
      </Page>
    )
  return (
    <Page
      title={event.title}
      note={
        <>
          <EventLevel level={event.level} />{' '}
          <span className={page.state} data-tone={EVENT_TONE[event.state]} data-testid="event-state">
            {t(`state.${event.state}`)}
          </span>
          {event.demo && ` ${t('demo')}`}
        </>
      }
      tools={<Link href="/events">{t('back')}</Link>}
    >
      <div className={page.split}>
        <div className={page.column}>
          <Chain event={event} />
          <Card title={t('facts')}>
            <Facts
              rows={[
                [t('field.kind'), t(`kind.${event.kind}`)],
                [t('field.infection'), event.infection && t(`infection.${event.infection}`)],
                [t('field.target'), <PlaceLinks key="w" place={event.where} />],
                [t('field.place'), event.place],
                [t('field.foundAt'), instantText(event.foundAt)],
                [t('column.people'), t('people', { affected: event.affected, deaths: event.deaths })],
                [
                  t('field.description'),
                  <span key="d" style={{ whiteSpace: 'pre-wrap' }}>
                    {event.description}
                  </span>,
                ],
                [t('column.reported'), `${instantText(event.reportedAt)} ${event.reportedByName}`],
                [t('confirmedAt'), event.confirmedAt && instantText(event.confirmedAt)],
                [t('overAt'), event.overAt && instantText(event.overAt)],
              ]}
            />
          </Card>
          <EventHistory event={event} />
        </div>
        <div className={page.column}>
          <EventActs key={event.revision} event={event} />
          <EventTasks event={event} />
        </div>
      </div>
    </Page>
  )
}
