'use client'
import { useTranslations } from 'next-intl'
import styles from './plan.module.css'

export interface Note {
  readonly says: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** What a figure does and does not mean, beside the figure. */
export function Notes({ notes }: { notes: readonly Note[] }) {
  const t = useTranslations('plan.note')
  if (notes.length === 0) return null
  return (
    <aside className={styles.notes} aria-label={t('title')}>
      <h3>{t('title')}</h3>
      <ul>
        {notes.map(({ says, values }) => (
          <li key={says}>{t(says, values)}</li>
        ))}
      </ul>
    </aside>
  )
}
