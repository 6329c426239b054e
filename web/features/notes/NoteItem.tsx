'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../queries/trpc'
import { NoteForm } from './NoteForm'
import styles from './notes.module.css'
import type { ChartNote } from './useNotes'

/** One note: when, what, whose; one's own can be changed and taken away. */
export function NoteItem({ note }: { note: ChartNote }) {
  const t = useTranslations('notes')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [changing, setChanging] = useState(false)
  const remove = useMutation(
    trpc.notes.remove.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.notes.list.queryKey() }),
    }),
  )
  if (changing)
    return (
      <li>
        <NoteForm note={note} onDone={() => setChanging(false)} />
      </li>
    )
  return (
    <li>
      <span className={styles.when}>
        {note.from === note.to ? note.from : t('span', { from: note.from, to: note.to })}
      </span>
      <p>{note.text}</p>
      <span className={styles.quiet}>
        {note.authorName} · {t(note.shared ? 'isShared' : 'isPrivate')}
        {note.indicator === null && ` · ${t('everyIndicator')}`}
      </span>
      {note.mine && (
        <span className={styles.acts}>
          <button type="button" onClick={() => setChanging(true)}>
            {t('change')}
          </button>
          <button type="button" disabled={remove.isPending} onClick={() => remove.mutate({ id: note.id })}>
            {t('remove')}
          </button>
        </span>
      )}
      {remove.isError && <p role="alert">{t('notSaved')}</p>}
    </li>
  )
}
