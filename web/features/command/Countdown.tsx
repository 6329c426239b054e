'use client'
import type { Level } from '@cockpit/domain/task/level'
import { useTranslations } from 'next-intl'
import styles from './clock.module.css'
import { type Clock, clockState, spanTo } from './countdown'
import { useServerNow } from './server-clock'

/** Draws nothing but its own digits when a second passes. State is in words and in the shape before the digits, never in colour alone. */
export function Countdown({
  clock,
  level,
  look = 'line',
}: {
  clock: Clock
  level: Level
  look?: 'line' | 'stacked' | 'large'
}) {
  const t = useTranslations('command')
  const now = useServerNow()
  const state = now === null ? 'running' : clockState(clock, level, now)
  const span = now === null ? null : spanTo(clock.due, now)
  const name = t(`clock.${clock.name}`)
  const time = span ? (span.days > 0 ? `${t('clock.days', { days: span.days })} ${span.clock}` : span.clock) : '–:––:––'
  const words =
    state === 'met' || state === 'metLate'
      ? t(`clock.${state}`, { name })
      : t(state === 'overdue' ? 'clock.overdue' : 'clock.left', { name })
  return (
    <span className={LOOK[look]} data-state={state} role="timer" aria-live="off">
      <span className={styles.clockWords}>
        <ClockShape state={state} />
        {words}
      </span>
      {state !== 'met' && state !== 'metLate' && <span className={styles.clockDigits}>{time}</span>}
    </span>
  )
}

const LOOK = { line: styles.clock, stacked: styles.stacked, large: styles.clockLarge } as const

const SHAPES = {
  running: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z',
  soon: 'M8 1.5 14.5 8 8 14.5 1.5 8Z',
  overdue: 'M8 1.5 15 14H1Z',
  met: 'M2 8.5 6.5 13 14 4.5',
  metLate: 'M2 8.5 6.5 13 14 4.5',
} as const

function ClockShape({ state }: { state: keyof typeof SHAPES }) {
  const line = state === 'met' || state === 'metLate'
  return (
    <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
      <path
        d={SHAPES[state]}
        fill={line || state === 'running' ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth="2"
      />
    </svg>
  )
}
