'use client'
import { Popover } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { NoteForm } from './NoteForm'
import { NoteItem } from './NoteItem'
import styles from './notes.module.css'
import type { ChartNote, NotedFigures } from './useNotes'

/** The notes of a line behind a small button with their number: to read, to write, to change one's own. */
export function NotesButton({
  line,
  notes,
  failed,
}: {
  line: NotedFigures
  notes: readonly ChartNote[]
  failed: boolean
}) {
  const t = useTranslations('notes')
  const [writing, setWriting] = useState(false)
  const card = (
    <div className={styles.card} data-testid="notes">
      <strong>{t('title')}</strong>
      {failed ? (
        <p role="alert">{t('failed')}</p>
      ) : notes.length === 0 ? (
        <p className={styles.quiet}>{t('none')}</p>
      ) : (
        <ol>
          {notes.map((note) => (
            <NoteItem key={note.id} note={note} />
          ))}
        </ol>
      )}
      {writing ? (
        <NoteForm line={line} onDone={() => setWriting(false)} />
      ) : (
        <button type="button" className={styles.add} onClick={() => setWriting(true)} data-testid="note-add">
          {t('add')}
        </button>
      )}
    </div>
  )
  return (
    <Popover content={card} trigger="click" placement="bottomRight" destroyOnHidden>
      <button
        type="button"
        className={styles.open}
        aria-label={t('open', { count: notes.length })}
        title={t('open', { count: notes.length })}
        data-testid="notes-open"
        data-paper="hide"
      >
        <svg viewBox="0 0 16 16" width="1.05em" height="1.05em" aria-hidden="true">
          <path
            d="M2.5 2.5h11v8h-6l-3 3v-3h-2z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.3"
            strokeLinejoin="round"
          />
        </svg>
        {notes.length > 0 && <span>{notes.length}</span>}
      </button>
    </Popover>
  )
}
