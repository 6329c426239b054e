'use client'
import type { TaskCommand } from '@cockpit/domain/task/machine'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card } from '../shell/Page'
import styles from '../shell/page.module.css'
import { type RefusalWord, refusalWord } from '../shell/refusal-word'
import { sendFeedback } from './send-feedback'

export interface MovableTask {
  readonly id: string
  readonly revision: number
  readonly commands: readonly TaskCommand[]
  readonly evidenceCount: number
  readonly handledByMe: boolean
}

const WORDY: readonly TaskCommand[] = ['feedBack', 'return', 'close', 'abort']

/** What this person may do with the task now. A refusal is explained, and a task that moved meanwhile is shown anew first. */
export function TaskMoves({ task }: { task: MovableTask }) {
  const t = useTranslations('tasks')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [files, setFiles] = useState<readonly File[]>([])
  const [problem, setProblem] = useState<RefusalWord | null>(null)
  const move = useMutation(trpc.tasks.move.mutationOptions())
  const [sending, setSending] = useState<TaskCommand | null>(null)

  async function give(command: TaskCommand) {
    setProblem(null)
    setSending(command)
    const common = { note, expectedRevision: task.revision, idempotencyKey: crypto.randomUUID() }
    try {
      const refused = command === 'feedBack' ? await sendFeedback(task.id, { ...common, files }) : null
      if (command !== 'feedBack') await move.mutateAsync({ taskId: task.id, command, ...common })
      setProblem(refused)
      if (!refused) {
        setNote('')
        setFiles([])
      }
    } catch (error) {
      setProblem(refusalWord(error))
    } finally {
      setSending(null)
      await Promise.all([
        queries.invalidateQueries(trpc.tasks.pathFilter()),
        queries.invalidateQueries(trpc.alerts.pathFilter()),
      ])
    }
  }

  if (task.commands.length === 0) return <Card title={t('moves')}>{<p className={styles.hint}>{t('noMoves')}</p>}</Card>
  const wordy = task.commands.some((command) => WORDY.includes(command))
  return (
    <Card title={t('moves')} testId="task-moves">
      <div className={styles.form}>
        {wordy && (
          <Field label={t('note')}>
            {(id) => (
              <>
                <Input.TextArea
                  id={id}
                  rows={4}
                  maxLength={4000}
                  value={note}
                  onChange={(event) => setNote(event.target.value)}
                  data-testid="task-note"
                />
              </>
            )}
          </Field>
        )}
        {task.commands.includes('feedBack') && (
          <Field label={t('files')}>
            {(id) => (
              <>
                <input
                  id={id}
                  type="file"
                  multiple
                  accept="image/*,audio/*,application/pdf"
                  data-testid="task-files"
                  onChange={(event) => setFiles([...(event.target.files ?? [])])}
                />
                <span className={styles.hint}>{t('filesHint')}</span>
              </>
            )}
          </Field>
        )}
        {task.commands.includes('close') && task.handledByMe && <p className={styles.hint}>{t('notYourClose')}</p>}
        {problem && (
          <p className={styles.problem} role="alert" data-testid="task-problem">
            {refusal(problem)}
          </p>
        )}
        <div className={styles.actions}>
          {task.commands.map((command) => (
            <Button
              key={command}
              type={command === 'sign' || command === 'feedBack' || command === 'close' ? 'primary' : 'default'}
              danger={command === 'abort'}
              loading={sending === command}
              disabled={sending !== null || (WORDY.includes(command) && note.trim() === '')}
              data-testid={`task-${command}`}
              onClick={() => give(command)}
            >
              {t(`command.${command}`)}
            </Button>
          ))}
        </div>
      </div>
    </Card>
  )
}
