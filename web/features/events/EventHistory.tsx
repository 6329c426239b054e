'use client'
import { useTranslations } from 'next-intl'
import { z } from 'zod'
import { instantText } from '../../format/instant'
import { Card } from '../shell/Page'
import page from '../shell/page.module.css'
import type { FullEvent } from './full-event'

const Change = z.object({
  before: z.union([z.string(), z.number()]).nullable(),
  after: z.union([z.string(), z.number()]).nullable(),
})
const Sent = z.looseObject({ step: z.string(), receiver: z.string().optional() })

/** Everything that happened to an event, oldest first, with what was before and after. */
export function EventHistory({ event }: { event: FullEvent }) {
  const t = useTranslations('events')
  const command = (name: string) => (t.has(`command.${name}`) ? t(`command.${name}`) : name)
  const field = (name: string) =>
    name === 'level' ? t('column.level') : t.has(`field.${name}`) ? t(`field.${name}`) : name
  const written = (name: string, value: string | number | null) => {
    if (value === null || value === '') return name === 'level' ? t('level.none') : t('empty')
    const word = `${name}.${value}`
    if (['level', 'kind', 'infection'].includes(name) && t.has(word)) return t(word)
    return name === 'foundAt' ? instantText(String(value)) : String(value)
  }
  return (
    <Card title={t('history')}>
      <ol className={page.timeline} data-testid="event-history">
        {event.entries.map((entry) => {
          const detail = z.record(z.string(), z.unknown()).catch({}).parse(entry.detail)
          const sent = Sent.safeParse(detail)
          const step = sent.success && t.has(`chain.step.${sent.data.step}`) ? t(`chain.step.${sent.data.step}`) : null
          return (
            <li key={entry.id} data-command={entry.command}>
              <strong>{command(entry.command)}</strong> {entry.actor === 'system' ? t('system') : entry.actorName}
              <time dateTime={entry.at.toISOString()}>{instantText(entry.at)}</time>
              {step && (
                <span className={page.muted}>
                  {' '}
                  {step}
                  {sent.success && sent.data.receiver ? ` · ${t('chain.to', { receiver: sent.data.receiver })}` : ''}
                </span>
              )}
              {Object.entries(detail).map(([name, value]) => {
                const change = Change.safeParse(value)
                if (!change.success) return null
                const { before, after } = change.data
                return (
                  <p key={name} className={page.muted}>
                    {t('changed', { field: field(name), before: written(name, before), after: written(name, after) })}
                  </p>
                )
              })}
              {entry.note && <p>{entry.note}</p>}
            </li>
          )
        })}
      </ol>
    </Card>
  )
}
