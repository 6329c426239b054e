'use client'
import { useTranslations } from 'next-intl'
import { failureWord, PASSING } from './failure-word'
import styles from './states.module.css'

/** A question that could not be answered: what went wrong, and the way to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useTranslations('states')
  const word = failureWord(error)
  return (
    <div className={styles.failure} role="alert">
      <p>{t(`failure.${word}`)}</p>
      {onRetry && PASSING.has(word) && (
        <button type="button" onClick={onRetry}>
          {t('retry')}
        </button>
      )}
    </div>
  )
}
