'use client'
import { useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import styles from '../shell/page.module.css'

export interface HistoryEvent {
  readonly id: string
  readonly at: Date
  readonly command: string
  readonly actorName: string
  readonly note: string
  readonly detail: unknown
}

/** Everything that happened to an alert, oldest first: who, when, why, and what it changed. */
export function AlertHistory({ events }: { events: readonly HistoryEvent[] }) {
  const t = useTranslations('alerts')
  return (
    <ol className={styles.timeline} data-testid="alert-history">
      {events.map((event) => {
        const changed = changeOf(event)
        return (
          <li key={event.id} data-command={event.command}>
            <strong>{t.has(`event.${event.command}`) ? t(`event.${event.command}`) : event.command}</strong>{' '}
            {changed && <span>{t(`changed.${changed.word}`, changed.values)} </span>}
            {event.actorName.startsWith('rule:')
              ? t('byRule')
              : event.actorName === 'system'
                ? t('bySystem')
                : event.actorName}
            <time>{instantText(event.at)}</time>
            {event.note && <p>{event.note}</p>}
          </li>
        )
      })}
    </ol>
  )
}

interface Changed {
  readonly word: 'level' | 'until'
  readonly values: Record<string, string>
}

function changeOf({ command, detail }: HistoryEvent): Changed | null {
  if (typeof detail !== 'object' || detail === null) return null
  const text = (name: string) => {
    const value = (detail as Record<string, unknown>)[name]
    return typeof value === 'string' ? value : null
  }
  const [from, to, until] = [text('from'), text('to'), text('until')]
  if (from && to && (command === 'raiseLevel' || command === 'lowerLevel'))
    return { word: 'level', values: { from, to } }
  return until ? { word: 'until', values: { at: instantText(until) } } : null
}
