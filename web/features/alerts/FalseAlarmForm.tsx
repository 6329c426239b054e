'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card } from '../shell/Page'
import styles from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'

/** 误报 needs a reason: it stays in the record, and the same finding does not rise again. */
export function FalseAlarmForm({ id }: { id: string }) {
  const t = useTranslations('alerts.falseAlarm')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const mark = useMutation(
    trpc.alerts.falseAlarm.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.alerts.pathFilter()) }),
  )
  return (
    <Card title={t('title')}>
      <div className={styles.form}>
        <Field label={t('reason')}>
          {(id) => (
            <>
              <Input.TextArea
                id={id}
                rows={2}
                maxLength={2000}
                value={note}
                onChange={(event) => setNote(event.target.value)}
                data-testid="false-alarm-note"
              />
            </>
          )}
        </Field>
        {mark.error && (
          <p className={styles.problem} role="alert">
            {refusal(refusalWord(mark.error))}
          </p>
        )}
        <div className={styles.actions}>
          <Button
            loading={mark.isPending}
            disabled={note.trim() === ''}
            data-testid="false-alarm-submit"
            onClick={() => mark.mutate({ alertId: id, note })}
          >
            {t('submit')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
