'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { LevelMark } from '../../map/LevelMark'
import buttons from './act.module.css'
import styles from './card.module.css'
import words from './command.module.css'
import type { CommandAlert } from './model'
import { MOMENT } from './moment'

/** An alert nobody has been sent yet: what was found, where, and one tap to send somebody. */
export function AlertCard({ alert, onDispatch }: { alert: CommandAlert; onDispatch: () => void }) {
  const t = useTranslations('command')
  const format = useFormatter()
  return (
    <article className={styles.card} data-level={alert.level} data-testid={`alert-${alert.id}`}>
      <header className={styles.cardHead}>
        <span className={styles.level}>
          <LevelMark level={alert.level} size="16px" />
          {t(`level.${alert.level}`)}
        </span>
        <span className={words.second}>{t('card.raisedAt', { at: format.dateTime(alert.raisedAt, MOMENT) })}</span>
      </header>
      <h3>{alert.title}</h3>
      <p className={words.second}>{alert.place}</p>
      <p className={styles.instruction}>{alert.finding}</p>
      {alert.mayDispatch ? (
        <footer className={styles.acts}>
          <button type="button" className={buttons.primary} onClick={onDispatch} data-testid="do-dispatch">
            {t('do.dispatchTo')}
          </button>
        </footer>
      ) : (
        <p className={styles.waiting}>{t('waiting.dispatch')}</p>
      )}
    </article>
  )
}
