'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Mentions } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { newKey } from '../command/acts'
import { useTRPC } from '../queries/trpc'
import { Card } from '../shell/Page'
import page from '../shell/page.module.css'
import { type RefusalWord, refusalWord } from '../shell/refusal-word'
import { choicesState } from '../states/choices-state'
import type { FullTask } from './full-task'
import { mentionsIn } from './mentions-in'
import styles from './tasks.module.css'

/** Words beside the task; whoever is named with @ finds it in the inbox. */
export function Comments({ task }: { task: FullTask }) {
  const t = useTranslations('tasks.comments')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [key, setKey] = useState(newKey)
  const [problem, setProblem] = useState<RefusalWord | null>(null)
  const people = useQuery(trpc.tasks.work.people.queryOptions({ taskId: task.id }, { staleTime: 300_000 }))
  const comment = useMutation(
    trpc.tasks.work.comment.mutationOptions({
      onSuccess: () => {
        setText('')
        setKey(newKey())
        setProblem(null)
      },
      onError: (error) => setProblem(refusalWord(error)),
      onSettled: () => queries.invalidateQueries(trpc.tasks.pathFilter()),
    }),
  )
  const send = () => {
    if (text.trim() === '' || comment.isPending) return
    comment.mutate({ taskId: task.id, text, mentions: mentionsIn(text, people.data ?? []), idempotencyKey: key })
  }
  return (
    <Card title={t('title', { count: task.comments.length })} testId="task-comments">
      {task.comments.length > 0 && (
        <ul className={styles.comments}>
          {task.comments.map((one) => (
            <li key={one.id}>
              <strong>{one.authorName}</strong>
              <time>{instantText(one.at)}</time>
              <p>{one.text}</p>
            </li>
          ))}
        </ul>
      )}
      <div className={page.form}>
        <Mentions
          rows={2}
          value={text}
          maxLength={2000}
          aria-label={t('write')}
          placeholder={t('write')}
          onChange={setText}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
          }}
          notFoundContent={choicesState(people)}
          options={(people.data ?? []).map(({ id, name }) => ({ key: id, value: name, label: name }))}
        />
        {problem && (
          <p className={page.problem} role="alert">
            {refusal(problem)}
          </p>
        )}
        <div className={page.actions}>
          <Button onClick={send} disabled={text.trim() === ''} loading={comment.isPending} data-testid="comment-send">
            {t('send')}
          </Button>
          <span className={page.hint}>{t('hint')}</span>
        </div>
      </div>
    </Card>
  )
}
