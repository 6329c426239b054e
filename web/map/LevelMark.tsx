import type { Level } from '@cockpit/domain/task/level'
import { SEVERITY_OF_LEVEL } from '../charts/theme'
import { LEVEL_SHAPE } from './symbols'

const COLOUR = { critical: 'var(--critical)', warn: 'var(--warn)', watch: 'var(--watch)' } as const

/** The mark of an event level: shape and colour both say it. Decorative beside its words; give `label` where it stands alone. */
export function LevelMark({ level, label, size = '1em' }: { level: Level; label?: string; size?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={LEVEL_SHAPE[level]} fill={COLOUR[SEVERITY_OF_LEVEL[level]]} />
    </svg>
  )
}
