'use client'
import type { Level } from '@cockpit/domain/task/level'
import { useTranslations } from 'next-intl'
import { SEVERITY_OF_LEVEL } from '../../charts/theme'
import { LevelMark } from '../../map/LevelMark'
import styles from './events.module.css'

/** The level in its shape and word; an event nobody has levelled says so. */
export function EventLevel({ level }: { level: Level | null }) {
  const t = useTranslations('events.level')
  if (level === null) return <span className={styles.unlevelled}>{t('none')}</span>
  return (
    <span className={styles.level} data-severity={SEVERITY_OF_LEVEL[level]}>
      <LevelMark level={level} />
      {t(level)}
    </span>
  )
}
