'use client'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { labelled } from '../../format/joined'
import { languageOf } from '../../i18n/locale'
import { newKey } from '../command/acts'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card } from '../shell/Page'
import page from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { type PickedPlace, TargetPicker, targetOf } from '../tasks/TargetPicker'
import type { FullEvent } from './full-event'

/** The tasks that serve an event, and a new one: to where it happened, or to another place. */
export function EventTasks({ event }: { event: FullEvent }) {
  const t = useTranslations('events')
  const states = useTranslations('tasks.state')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { facility, area } = event.where
  const here: PickedPlace = facility
    ? { kind: 'facility', id: facility.id, name: facility.name[language] }
    : { kind: 'area', id: area.code, name: area.name[language] }
  const [open, setOpen] = useState(false)
  const [place, setPlace] = useState<PickedPlace | null>(null)
  const [title, setTitle] = useState(event.title)
  const [instruction, setInstruction] = useState('')
  const [level, setLevel] = useState<Level>(event.level ?? 'III')
  const [key, setKey] = useState(newKey)
  const dispatch = useMutation(
    trpc.events.dispatch.mutationOptions({
      onSuccess: () => {
        setInstruction('')
        setKey(newKey())
        setOpen(false)
      },
      onSettled: () =>
        Promise.all([
          queries.invalidateQueries(trpc.events.pathFilter()),
          queries.invalidateQueries(trpc.tasks.pathFilter()),
        ]),
    }),
  )
  const target = place ?? here
  return (
    <Card title={t('tasks')} testId="event-tasks">
      <div className={page.form}>
        {event.tasks.length === 0 && <p className={page.hint}>{t('noTasks')}</p>}
        {event.tasks.map((task) => (
          <p key={task.id} style={{ margin: 0 }}>
            <Link href={`/tasks/${task.id}`} className={page.link} data-testid="event-task">
              {task.title}
            </Link>{' '}
            <span className={page.state}>{states(task.state)}</span>
          </p>
        ))}
        {dispatch.isSuccess && !open && <p role="status">{t('dispatch.done')}</p>}
        {event.mayDispatch && !open && (
          <div className={page.actions}>
            <Button onClick={() => setOpen(true)} data-testid="event-dispatch">
              {t('dispatch.title')}
            </Button>
          </div>
        )}
        {open && (
          <form
            method="post"
            className={page.form}
            onSubmit={(submitted) => {
              submitted.preventDefault()
              dispatch.mutate({
                ...{ eventId: event.id, title, instruction, level, target: targetOf(target), idempotencyKey: key },
              })
            }}
          >
            <Field label={labelled(t('dispatch.to'), target.name, language)}>
              {(id) => <TargetPicker id={id} onPick={setPlace} />}
            </Field>
            <Field label={t('dispatch.name')}>
              {(id) => <Input id={id} maxLength={200} value={title} onChange={(e) => setTitle(e.target.value)} />}
            </Field>
            <Field label={t('dispatch.instruction')}>
              {(id) => (
                <Input.TextArea
                  id={id}
                  rows={3}
                  maxLength={4000}
                  value={instruction}
                  onChange={(e) => setInstruction(e.target.value)}
                  data-testid="event-instruction"
                />
              )}
            </Field>
            <Field label={t('dispatch.level')}>
              {(id) => (
                <Select<Level>
                  id={id}
                  value={level}
                  onChange={setLevel}
                  options={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
                />
              )}
            </Field>
            {dispatch.error && (
              <p className={page.problem} role="alert">
                {refusal(refusalWord(dispatch.error))}
              </p>
            )}
            <div className={page.actions}>
              <Button
                type="primary"
                htmlType="submit"
                loading={dispatch.isPending}
                disabled={title.trim() === '' || instruction.trim() === ''}
                data-testid="event-dispatch-send"
              >
                {t('dispatch.send')}
              </Button>
              <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
            </div>
          </form>
        )}
      </div>
    </Card>
  )
}
