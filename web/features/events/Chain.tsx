'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import { newKey } from '../command/acts'
import { MomentField } from '../day/MomentField'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card } from '../shell/Page'
import page from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import styles from './events.module.css'
import type { FullEvent } from './full-event'
import { fieldOf, instantOf } from './instant-field'
import { StepClock } from './StepClock'

type Step = FullEvent['chain'][number]

/** Every step of the reporting chain: who sends it, until when, what is left, and that it was sent. */
export function Chain({ event }: { event: FullEvent }) {
  const t = useTranslations('events.chain')
  const language = languageOf(useLocale())
  const [open, setOpen] = useState<Step['name'] | null>(null)
  return (
    <Card title={t('title')} testId="event-chain">
      <p className={page.hint}>{t(event.chain.length === 1 ? 'onlyCounty' : 'note')}</p>
      <ol className={styles.chain}>
        {event.chain.map((step) => (
          <li key={step.name} data-state={step.state} data-testid={`step-${step.name}`}>
            <div className={styles.stepHead}>
              <strong>{t(`step.${step.name}`)}</strong>
              <StepClock step={step} />
            </div>
            <p className={styles.stepFacts}>
              {step.sender?.[language] ?? t('finder')} · {t('hours', { hours: step.hours })} ·{' '}
              {t(step.startsAt ? 'due' : 'dueLatest', { at: instantText(step.due) })}
              {step.doneAt && ` · ${t('doneAt', { at: instantText(step.doneAt) })}`}
              {step.receiver && ` · ${t('to', { receiver: step.receiver })}`}
              {step.recordedByName && ` · ${t('by', { name: step.recordedByName })}`}
            </p>
            {step.maySend &&
              (open === step.name ? (
                <SendStep event={event} step={step} onClose={() => setOpen(null)} />
              ) : (
                <Button onClick={() => setOpen(step.name)} data-testid={`send-${step.name}`}>
                  {t('record')}
                </Button>
              ))}
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** Writes down that a step was sent on: when, and who took it. */
function SendStep({ event, step, onClose }: { event: FullEvent; step: Step; onClose: () => void }) {
  const t = useTranslations('events.chain')
  const words = useTranslations('events')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [receiver, setReceiver] = useState('')
  const [sentAt, setSentAt] = useState(() => fieldOf(new Date()))
  const [key] = useState(newKey)
  const move = useMutation(
    trpc.events.move.mutationOptions({
      onSuccess: onClose,
      onSettled: () => queries.invalidateQueries(trpc.events.pathFilter()),
    }),
  )
  const send = () => {
    // The field knows minutes: this minute means now, and the minute in which the step began its beginning.
    const said = instantOf(sentAt)
    const now = sentAt === fieldOf(new Date())
    const doneAt = step.startsAt && said < step.startsAt && sentAt === fieldOf(step.startsAt) ? step.startsAt : said
    move.mutate({
      ...{ eventId: event.id, command: 'forward', step: step.name, receiver },
      ...(now ? {} : { doneAt }),
      ...{ expectedRevision: event.revision, idempotencyKey: key },
    })
  }
  return (
    <form
      method="post"
      className={styles.sendStep}
      onSubmit={(submitted) => {
        submitted.preventDefault()
        send()
      }}
    >
      <Field label={t('receiver')}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            maxLength={200}
            value={receiver}
            onChange={({ target }) => setReceiver(target.value)}
            data-testid="step-receiver"
          />
        )}
      </Field>
      <Field label={t('sentAt')}>{(id) => <MomentField id={id} value={sentAt} onChange={setSentAt} />}</Field>
      {move.error && (
        <p className={page.problem} role="alert">
          {refusal(refusalWord(move.error))}
        </p>
      )}
      <div className={page.actions}>
        <Button
          type="primary"
          htmlType="submit"
          loading={move.isPending}
          disabled={receiver.trim() === '' || Number.isNaN(instantOf(sentAt).getTime())}
          data-testid="step-save"
        >
          {t('save')}
        </Button>
        <Button onClick={onClose}>{words('cancel')}</Button>
      </div>
    </form>
  )
}
