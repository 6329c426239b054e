'use client'
import type { ChainStepState } from '@cockpit/domain/event/chain'
import { useTranslations } from 'next-intl'
import { spanTo } from '../command/countdown'
import { useServerNow } from '../command/server-clock'
import styles from './events.module.css'

/** Time left of a step that runs, or since it ran out; by the second, in the server's time. State is in words, never in colour alone. */
export function StepClock({ step }: { step: { readonly state: ChainStepState; readonly due: Date } }) {
  const t = useTranslations('events.chain')
  const now = useServerNow()
  if (step.state !== 'running' && step.state !== 'late')
    return <span className={styles.clock}>{t(`state.${step.state}`)}</span>
  const span = now === null ? null : spanTo(step.due.getTime(), now)
  const late = span ? span.overdue : step.state === 'late'
  const text = span ? `${span.days > 0 ? `${span.days} d ` : ''}${span.clock}` : '–:––:––'
  return (
    <span className={styles.clock} data-late={late || undefined} role="timer" aria-live="off">
      {late ? '▲ ' : ''}
      {t(late ? 'over' : 'left', { span: text })}
    </span>
  )
}
