'use client'
import { useTranslations } from 'next-intl'
import styles from './act.module.css'
import type { ActState } from './acts'

const MARK = {
  sending: 'M8 2v4M8 10v4M2 8h4M10 8h4',
  accepted: 'M2 8.5 6.5 13 14 4.5',
  refused: 'M3 3l10 10M13 3 3 13',
  notSent: 'M8 2v7M8 12.5v1',
} as const

/** Sending, taken, refused with the reason, or not sent: always in words, with its mark. */
export function ActStatus({ state, onRetry }: { state: ActState; onRetry?: () => void }) {
  const t = useTranslations('command')
  if (state.kind === 'idle') return null
  const words =
    state.kind === 'sending'
      ? t('act.sending')
      : state.kind === 'accepted'
        ? t(state.repeated ? 'act.acceptedBefore' : 'act.accepted')
        : state.kind === 'refused'
          ? t(t.has(`refusal.${state.reason}`) ? `refusal.${state.reason}` : 'refusal.unknown')
          : t(`act.notSent.${state.cause}`)
  const urgent = state.kind === 'refused' || state.kind === 'notSent'
  return (
    <div className={styles.actStatus} data-act={state.kind} role={urgent ? 'alert' : 'status'}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={MARK[state.kind]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
      <span>{words}</span>
      {state.kind === 'notSent' && onRetry && (
        <button type="button" className={styles.retry} onClick={onRetry}>
          {t('act.retry')}
        </button>
      )}
    </div>
  )
}
