'use client'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { labelled } from '../../format/joined'
import { type Language, languageOf } from '../../i18n/locale'
import type { PresentedAlert } from '../../server/alerts/present-alert'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card } from '../shell/Page'
import styles from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'

/** Most rules write the place into their title; it is not told twice. */
function titleFor(title: string, target: string, language: Language): string {
  return title.includes(target) ? title : labelled(target, title, language)
}

/** Makes the alert a task of its facility or area. The key is made once a form, so an impatient second click sends nothing twice. */
export function DispatchForm({ alert }: { alert: PresentedAlert }) {
  const t = useTranslations('alerts.dispatch')
  const levels = useTranslations('alerts.level')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const router = useRouter()
  const target = (alert.place.facility?.name ?? alert.place.area.name)[language]
  const [title, setTitle] = useState(() => titleFor(alert.title[language], target, language).slice(0, 200))
  const [instruction, setInstruction] = useState(alert.advice[language])
  const [level, setLevel] = useState<Level>(alert.level)
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const [opened] = useState(alert.updatedAt)
  const dispatch = useMutation(
    trpc.alerts.dispatch.mutationOptions({
      onSuccess: ({ taskId }) => {
        void queries.invalidateQueries(trpc.alerts.pathFilter())
        void queries.invalidateQueries(trpc.tasks.pathFilter())
        router.push(`/tasks/${taskId}`)
      },
      onError: () => void queries.invalidateQueries(trpc.alerts.pathFilter()),
    }),
  )
  return (
    <Card title={t('title')} testId="dispatch-form">
      <div className={styles.form}>
        <p className={styles.hint}>{t('to', { target })}</p>
        <Field label={t('name')}>
          {(id) => (
            <>
              <Input
                id={id}
                value={title}
                maxLength={200}
                onChange={(event) => setTitle(event.target.value)}
                data-testid="dispatch-title"
              />
            </>
          )}
        </Field>
        <Field label={t('instruction')}>
          {(id) => (
            <>
              <Input.TextArea
                id={id}
                rows={4}
                maxLength={4000}
                value={instruction}
                onChange={(event) => setInstruction(event.target.value)}
                data-testid="dispatch-instruction"
              />
            </>
          )}
        </Field>
        <Field label={t('level')}>
          {(id) => (
            <>
              <Select<Level>
                id={id}
                value={level}
                onChange={setLevel}
                options={LEVELS.map((value) => ({ value, label: levels(value) }))}
              />
            </>
          )}
        </Field>
        {dispatch.error && (
          <p className={styles.problem} role="alert">
            {refusal(refusalWord(dispatch.error))}
          </p>
        )}
        <div className={styles.actions}>
          <Button
            type="primary"
            loading={dispatch.isPending}
            disabled={title.trim() === '' || instruction.trim() === ''}
            data-testid="dispatch-submit"
            onClick={() => {
              // Who was told once that it changed has the newest state before them.
              const seen = dispatch.error ? alert.updatedAt : opened
              dispatch.mutate({ alertId: alert.id, seen, title, instruction, level, idempotencyKey })
            }}
          >
            {t('submit')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
