'use client'
import { useTranslations } from 'next-intl'
import styles from './ranking.module.css'
import type { RankingView } from './ranking-view'

/** Whether there is a ranking, and among whom; why not, where there is none. */
export function GateNotice({ view }: { view: RankingView }) {
  const t = useTranslations('ranking')
  const peers = view.group ? t(`group.${view.group}`, { count: view.rows.length }) : null
  return view.withheld ? (
    <p className={styles.withheld} role="status" data-testid="ranking-withheld">
      <svg viewBox="0 0 16 16" width="1.1em" height="1.1em" aria-hidden="true">
        <path d="M8 1.5l6.5 6.5L8 14.5 1.5 8z M5 8h6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
      <span>
        <b>{view.withheld}</b>
        <small>
          {peers && `${peers} · `}
          {t('listedByName')}
        </small>
      </span>
    </p>
  ) : (
    <p className={styles.offered} role="status" data-testid="ranking-offered">
      {peers && <b>{peers}</b>}
      <small>{t('offered')}</small>
    </p>
  )
}
