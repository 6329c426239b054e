'use client'
import type { Withheld as Reason } from '@cockpit/domain/indicator/envelope'
import { useTranslations } from 'next-intl'
import styles from './states.module.css'

/** Stands where a value would: why there is none, as a word, with the longer reason on demand. Never a 0 and never a dash alone. */
export function Withheld({ reason }: { reason: Reason }) {
  const t = useTranslations('states')
  return (
    <span className={styles.withheld} data-reason={reason} title={t(`withheldHint.${reason}`)}>
      {t(`withheld.${reason}`)}
    </span>
  )
}
