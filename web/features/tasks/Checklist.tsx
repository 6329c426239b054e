'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { newKey } from '../command/acts'
import { useTRPC } from '../queries/trpc'
import { Card } from '../shell/Page'
import page from '../shell/page.module.css'
import { type RefusalWord, refusalWord } from '../shell/refusal-word'
import type { FullTask } from './full-task'
import styles from './tasks.module.css'

/** What has to be looked at; feedback waits for the required points. */
export function Checklist({ task }: { task: FullTask }) {
  const t = useTranslations('tasks.checklist')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<RefusalWord | null>(null)
  const tick = useMutation(
    trpc.tasks.work.tick.mutationOptions({
      onError: (error) => setProblem(refusalWord(error)),
      onSuccess: () => setProblem(null),
      onSettled: () => queries.invalidateQueries(trpc.tasks.pathFilter()),
    }),
  )
  if (task.points.length === 0) return null
  const done = task.points.filter(({ doneAt }) => doneAt !== null).length
  return (
    <Card title={t('title', { done, all: task.points.length })} testId="task-checklist">
      <div className={styles.points}>
        {task.points.map((point) => (
          <div key={point.id}>
            <Checkbox
              checked={point.doneAt !== null}
              disabled={!task.mayTick || tick.isPending}
              onChange={({ target }) =>
                tick.mutate({ taskId: task.id, pointId: point.id, done: target.checked, idempotencyKey: newKey() })
              }
            >
              {point.text}
              {point.required && <small> {t('required')}</small>}
            </Checkbox>
            {point.doneAt && (
              <small>
                {' '}
                {point.doneByName} {instantText(point.doneAt)}
              </small>
            )}
          </div>
        ))}
      </div>
      {problem && (
        <p className={page.problem} role="alert">
          {refusal(problem)}
        </p>
      )}
    </Card>
  )
}
