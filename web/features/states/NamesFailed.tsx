'use client'
import { useTranslations } from 'next-intl'
import styles from './states.module.css'

interface Asked {
  readonly data?: unknown
  readonly error: unknown
  readonly refetch: () => unknown
}

/** A line where codes stand because their names did not come: that it is so, and the way to try again. Nothing where they came. */
export function NamesFailed({ of }: { of: readonly Asked[] }) {
  const t = useTranslations('states')
  const failed = of.filter(({ data, error }) => error && data === undefined)
  if (failed.length === 0) return null
  return (
    <p className={styles.names} role="status" data-testid="names-failed">
      {t('namesFailed')}
      <button type="button" onClick={() => failed.forEach((asked) => void asked.refetch())}>
        {t('retry')}
      </button>
    </p>
  )
}
