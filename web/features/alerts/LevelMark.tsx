'use client'
import type { Level } from '@cockpit/domain/task/level'
import { useTranslations } from 'next-intl'
import { SEVERITY_OF_LEVEL } from '../../charts/theme'
import styles from './alerts.module.css'

/** Shapes repeat the level, so that colour is never alone: double triangle I, triangle II, diamond III, square IV. */
const SHAPE: Record<Level, string> = {
  I: 'M6 0l6 6H0zM6 6l6 6H0z',
  II: 'M6 1l6 10H0z',
  III: 'M6 0l6 6-6 6-6-6z',
  IV: 'M1.5 1.5h9v9h-9z',
}

export function LevelMark({ level, word = false }: { level: Level; word?: boolean }) {
  const t = useTranslations('alerts.level')
  return (
    <span className={styles.level} data-severity={SEVERITY_OF_LEVEL[level]} title={t(level)}>
      <svg viewBox="0 0 12 12" width="0.9em" height="0.9em" role="img" aria-label={t(level)}>
        <path d={SHAPE[level]} fill="currentColor" />
      </svg>
      {word && t(level)}
    </span>
  )
}
