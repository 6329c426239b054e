'use client'
import { TRPCClientError } from '@trpc/client'
import { useTranslations } from 'next-intl'
import styles from './states.module.css'

const KNOWN = [
  'not-permitted',
  'place-unknown',
  'alert-unknown',
  'task-unknown',
  'unknown-indicator',
  'unknown-version',
  'import-unknown',
  'unavailable',
] as const

/** What another try may find otherwise; an authority that does not reach is not one of them. */
const PASSING: ReadonlySet<string> = new Set(['unavailable', 'offline', 'failed'])

/** Word under which `states.failure` explains an error. */
export function failureWord(error: unknown): (typeof KNOWN)[number] | 'signed-out' | 'offline' | 'failed' {
  if (!(error instanceof TRPCClientError)) return 'failed'
  const reason: unknown = error.data?.reason
  const known = KNOWN.find((word) => word === reason)
  if (known) return known
  if (error.data?.code === 'UNAUTHORIZED') return 'signed-out'
  return error.data ? 'failed' : 'offline'
}

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
