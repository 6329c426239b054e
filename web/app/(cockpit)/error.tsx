'use client'
import { useTranslations } from 'next-intl'
import styles from '../../features/states/states.module.css'

/** A screen that broke says so and offers another try; the frame around it still works. */
export default function CockpitError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('states')
  return (
    <div className={styles.failure} role="alert">
      <p>{t('broken')}</p>
      <button type="button" onClick={reset}>
        {t('retry')}
      </button>
    </div>
  )
}
