'use client'
import { pressingStep } from '@cockpit/domain/event/chain'
import { OPEN_EVENT_STATES } from '@cockpit/domain/event/machine'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import { usePosture } from '../posture/usePosture'
import { useTRPC } from '../queries/trpc'
import styles from './command-events.module.css'
import { EventLevel } from './EventLevel'
import { StepClock } from './StepClock'

/** By routine one line with the event whose reporting deadline is next; in emergency as many as fit, before everything else. */
const SHOWN = { routine: 1, emergency: 3 } as const

/** 事件级别与倒计时: the open events of the command room, the next deadline first. Nothing for those who may read none. */
export function CommandEvents({ mayReport }: { mayReport: boolean }) {
  const t = useTranslations('events')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const { emergency, everyMs } = usePosture()
  const { data, isError } = useQuery(
    trpc.events.list.queryOptions({ states: [...OPEN_EVENT_STATES], limit: 50 }, { refetchInterval: everyMs }),
  )
  const rows = (data?.rows ?? [])
    .map((event) => ({ event, step: pressingStep(event.chain) }))
    .sort((a, b) => (a.step?.due.getTime() ?? Infinity) - (b.step?.due.getTime() ?? Infinity))
  const shown = rows.slice(0, SHOWN[emergency ? 'emergency' : 'routine'])
  return (
    <section className={styles.strip} aria-label={t('tile.title')} data-testid="command-events">
      {isError && !data ? (
        <p className={styles.calm}>{t('tile.failed')}</p>
      ) : shown.length === 0 ? (
        <p className={styles.calm}>{data ? t('tile.calm') : '…'}</p>
      ) : (
        <ul className={styles.list}>
          {shown.map(({ event, step }) => (
            <li key={event.id}>
              <EventLevel level={event.level} />
              <Link href={`/events/${event.id}`}>{event.title}</Link>
              <span className={styles.second}>
                {(event.where.facility?.name ?? event.where.area.name)[language]} · {t(`state.${event.state}`)}
                {event.demo && ` · ${t('demo')}`}
              </span>
              {step && (
                <span className={styles.step}>
                  {t(`chain.step.${step.name}`)} <StepClock step={step} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {rows.length > shown.length && (
        <Link className={styles.more} href="/events">
          {t('tile.more', { count: rows.length - shown.length })}
        </Link>
      )}
      {mayReport && (
        <Link className={styles.report} href="/events/new">
          {t('tile.report')}
        </Link>
      )}
    </section>
  )
}
