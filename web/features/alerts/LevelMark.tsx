'use client'
import type { Level } from '@cockpit/domain/task/level'
import { useTranslations } from 'next-intl'
import { SEVERITY_OF_LEVEL } from '../../charts/theme'
import { LevelMark as Mark } from '../../map/LevelMark'
import styles from './alerts.module.css'

/** The level in the shape it has on every map, so that colour is never alone; with its word where asked. */
export function LevelMark({ level, word = false }: { level: Level; word?: boolean }) {
  const t = useTranslations('alerts.level')
  return (
    <span className={styles.level} data-severity={SEVERITY_OF_LEVEL[level]} title={t(level)}>
      <Mark level={level} label={word ? undefined : t(level)} />
      {word && t(level)}
    </span>
  )
}
