'use client'
import type { EventCommand } from '@cockpit/domain/event/machine'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { newKey } from '../command/acts'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card } from '../shell/Page'
import page from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import type { FullEvent } from './full-event'
import { ReportFields } from './ReportFields'
import { draftOf, draftProblems, reportOf } from './report-draft'

/** The way on first, ways out last. */
const ORDER: readonly EventCommand[] = ['confirm', 'grade', 'raise', 'lower', 'end', 'correct', 'withdraw', 'dismiss']
const LEVELLED: readonly EventCommand[] = ['confirm', 'grade', 'raise', 'lower']

/** The levels that a command may set here: within the person's authority and in its direction. */
function levelsFor(command: EventCommand, { level, levels }: Pick<FullEvent, 'level' | 'levels'>): Level[] {
  const at = level ? LEVELS.indexOf(level) : -1
  return levels.filter((one) => {
    if (command === 'raise') return LEVELS.indexOf(one) < at
    return command !== 'lower' || LEVELS.indexOf(one) > at
  })
}

/** What this person may do with the event now. Every act says on what grounds. */
export function EventActs({ event }: { event: FullEvent }) {
  const t = useTranslations('events')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<EventCommand | null>(null)
  const [note, setNote] = useState('')
  const [level, setLevel] = useState<Level | null>(null)
  const [draft, setDraft] = useState(() => draftOf(event))
  const [key, setKey] = useState(newKey)
  const move = useMutation(
    trpc.events.move.mutationOptions({
      onSuccess: () => {
        setChosen(null)
        setNote('')
      },
      onSettled: () => queries.invalidateQueries(trpc.events.pathFilter()),
    }),
  )
  const choose = (command: EventCommand) => {
    move.reset()
    setKey(newKey())
    setLevel(null)
    setDraft(draftOf(event))
    setChosen((before) => (before === command ? null : command))
  }
  const offered = ORDER.filter(
    (command) =>
      event.commands.includes(command) &&
      (!['raise', 'lower', 'grade'].includes(command) || levelsFor(command, event).length > 0),
  )
  const problems = chosen === 'correct' ? draftProblems(draft, new Date()) : {}
  const needsLevel = chosen !== null && chosen !== 'confirm' && LEVELLED.includes(chosen)
  const ready = note.trim() !== '' && (!needsLevel || level !== null) && Object.keys(problems).length === 0
  const send = (command: EventCommand) =>
    move.mutate({
      ...{ eventId: event.id, command, note, expectedRevision: event.revision, idempotencyKey: key },
      ...(level && LEVELLED.includes(command) ? { level } : {}),
      ...(command === 'correct' ? { report: reportOf(draft) } : {}),
    })
  return (
    <Card title={t('acts')} testId="event-acts">
      <div className={page.form}>
        {event.reportedByMe && event.state === 'reported' && <p className={page.hint}>{t('reporterConfirms')}</p>}
        {offered.length === 0 ? (
          <p className={page.hint}>{t('noActs')}</p>
        ) : (
          <div className={page.actions}>
            {offered.map((command) => (
              <Button
                key={command}
                type={(command === 'confirm' || command === 'grade') && chosen === null ? 'primary' : 'default'}
                danger={command === 'dismiss' || command === 'withdraw'}
                aria-pressed={chosen === command}
                data-testid={`event-${command}`}
                onClick={() => choose(command)}
              >
                {t(`command.${command}`)}
              </Button>
            ))}
          </div>
        )}
        {chosen && offered.includes(chosen) && (
          <form
            method="post"
            className={page.form}
            onSubmit={(submitted) => {
              submitted.preventDefault()
              send(chosen)
            }}
          >
            {LEVELLED.includes(chosen) && (
              <Field label={t('chooseLevel')}>
                {(id) => (
                  <>
                    <Select<Level | 'none'>
                      id={id}
                      value={level ?? 'none'}
                      onChange={(value) => setLevel(value === 'none' ? null : value)}
                      options={[
                        ...(chosen === 'confirm' ? [{ value: 'none' as const, label: t('withoutLevel') }] : []),
                        ...(chosen !== 'confirm' && level === null
                          ? [{ value: 'none' as const, label: t('chooseLevel'), disabled: true }]
                          : []),
                        ...levelsFor(chosen, event).map((value) => ({ value, label: t(`level.${value}`) })),
                      ]}
                      data-testid="event-level"
                    />
                    <span className={page.hint}>{t('levelHint')}</span>
                  </>
                )}
              </Field>
            )}
            {chosen === 'correct' && (
              <ReportFields
                draft={draft}
                problems={problems}
                onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
              />
            )}
            <Field label={t('note')}>
              {(id) => (
                <>
                  <Input.TextArea
                    id={id}
                    rows={3}
                    maxLength={2000}
                    value={note}
                    onChange={({ target }) => setNote(target.value)}
                    data-testid="event-note"
                  />
                  <span className={page.hint}>{t('noteHint')}</span>
                </>
              )}
            </Field>
            {move.error && (
              <p className={page.problem} role="alert" data-testid="event-refused">
                {refusal(refusalWord(move.error))}
              </p>
            )}
            <div className={page.actions}>
              <Button
                type="primary"
                htmlType="submit"
                loading={move.isPending}
                disabled={!ready}
                data-testid="event-give"
              >
                {chosen === 'correct' ? t('saveCorrection') : t(`command.${chosen}`)}
              </Button>
              <Button onClick={() => setChosen(null)}>{t('cancel')}</Button>
            </div>
          </form>
        )}
      </div>
    </Card>
  )
}
