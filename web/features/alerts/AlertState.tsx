'use client'
import type { AlertState as State } from '@cockpit/domain/alert/state'
import { useTranslations } from 'next-intl'
import type { PresentedAlert } from '../../server/alerts/present-alert'
import styles from '../shell/page.module.css'

const TONE: Record<State, 'act' | 'open' | 'done'> = {
  open: 'act',
  dispatched: 'open',
  falseAlarm: 'done',
  closed: 'done',
  inhibited: 'done',
  merged: 'done',
}

/** The state in a word; an open alert that somebody has seen says so. */
export function AlertState({ alert }: { alert: Pick<PresentedAlert, 'state' | 'acknowledgedAt'> }) {
  const t = useTranslations('alerts.state')
  const seen = alert.state === 'open' && alert.acknowledgedAt !== null
  return (
    <span className={styles.state} data-tone={seen ? 'open' : TONE[alert.state]} data-testid="alert-state">
      {t(seen ? 'acknowledged' : alert.state)}
    </span>
  )
}
