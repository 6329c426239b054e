'use client'
import { type TaskCommand, WORDY } from '@cockpit/domain/task/machine'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { newKey } from '../command/acts'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card } from '../shell/Page'
import styles from '../shell/page.module.css'
import { type RefusalWord, refusalWord } from '../shell/refusal-word'
import type { FullTask } from './full-task'
import { MoveFields } from './MoveFields'
import { DETAILED, fieldsOf, GROUPS, isComplete, NO_DETAILS } from './move-details'
import { sendFeedback } from './send-feedback'
import own from './tasks.module.css'

/** What this person may do with the task now. A refusal is explained, and a task that moved meanwhile is shown anew first. */
export function TaskMoves({ task }: { task: FullTask }) {
  const t = useTranslations('tasks')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [files, setFiles] = useState<readonly File[]>([])
  const [chosen, setChosen] = useState<TaskCommand | null>(null)
  const [details, setDetails] = useState(NO_DETAILS)
  const [problem, setProblem] = useState<RefusalWord | null>(null)
  const move = useMutation(trpc.tasks.move.mutationOptions())
  const [sending, setSending] = useState<TaskCommand | null>(null)

  async function give(command: TaskCommand) {
    setProblem(null)
    setSending(command)
    const common = { note, expectedRevision: task.revision, idempotencyKey: newKey() }
    try {
      const refused = command === 'feedBack' ? await sendFeedback(task.id, { ...common, files }) : null
      if (command !== 'feedBack')
        await move.mutateAsync({ taskId: task.id, command, ...common, ...fieldsOf(command, details) })
      setProblem(refused)
      if (!refused) {
        setNote('')
        setFiles([])
        setChosen(null)
        setDetails(NO_DETAILS)
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
  const choose = (command: TaskCommand) => {
    setProblem(null)
    setDetails(NO_DETAILS)
    setChosen((before) => (before === command ? null : command))
  }
  const wordless = (command: TaskCommand) => WORDY.includes(command) && note.trim() === ''
  const offered = (group: readonly TaskCommand[]) => group.filter((command) => task.commands.includes(command))
  const buttons = (group: readonly TaskCommand[], primary: boolean) =>
    offered(group).map((command, i) => (
      <Button
        key={command}
        type={primary && i === 0 ? 'primary' : 'default'}
        danger={command === 'abort'}
        loading={sending === command}
        aria-pressed={DETAILED.includes(command) ? chosen === command : undefined}
        disabled={sending !== null || (!DETAILED.includes(command) && wordless(command))}
        data-testid={`task-${command}`}
        onClick={() => (DETAILED.includes(command) ? choose(command) : give(command))}
      >
        {t(`command.${command}`)}
      </Button>
    ))
  const back = offered(GROUPS.back).length > 0
  const aside = offered(GROUPS.aside).length > 0
  return (
    <Card title={t('moves')} testId="task-moves">
      <div className={styles.form}>
        {task.commands.some((command) => WORDY.includes(command)) && (
          <Field label={t('note')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={4}
                maxLength={4000}
                value={note}
                onChange={(event) => setNote(event.target.value)}
                data-testid="task-note"
              />
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
        {task.commands.includes('close') && task.recoveryState === 'waiting' && (
          <p className={styles.hint}>{t('closure.waits')}</p>
        )}
        {problem && (
          <p className={styles.problem} role="alert" data-testid="task-problem">
            {refusal(problem)}
          </p>
        )}
        <div className={styles.actions}>{buttons(GROUPS.forward, true)}</div>
        {back && (
          <div className={own.group}>
            <h3>{t('group.back')}</h3>
            <div className={styles.actions}>{buttons(GROUPS.back, false)}</div>
          </div>
        )}
        {aside && (
          <div className={own.group}>
            <h3>{t('group.aside')}</h3>
            <div className={styles.actions}>{buttons(GROUPS.aside, false)}</div>
          </div>
        )}
        {chosen && task.commands.includes(chosen) && (
          <div className={own.group} data-testid="task-details">
            <h3>{t(`command.${chosen}`)}</h3>
            <MoveFields task={task} command={chosen} details={details} onChange={setDetails} />
            {wordless(chosen) && <p className={styles.hint}>{t('wordsFirst')}</p>}
            <div className={styles.actions}>
              <Button
                type="primary"
                loading={sending === chosen}
                disabled={sending !== null || wordless(chosen) || !isComplete(chosen, details)}
                data-testid="task-give"
                onClick={() => give(chosen)}
              >
                {t('give', { command: t(`command.${chosen}`) })}
              </Button>
              <Button onClick={() => setChosen(null)}>{t('cancel')}</Button>
            </div>
          </div>
        )}
      </div>
    </Card>
  )
}
