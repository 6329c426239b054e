'use client'
import { useTranslations } from 'next-intl'
import { useLive } from '../live/useLive'
import styles from './shell.module.css'

/** Keeps every query of the page up to date, and says in a word and a shape whether the line is open. */
export function LiveMark() {
  const t = useTranslations('shell')
  const state = useLive()
  return (
    <span className={styles.live} data-state={state} data-testid="live" title={t(`live.${state}Hint`)}>
      <i aria-hidden="true" />
      {t(`live.${state}`)}
    </span>
  )
}
