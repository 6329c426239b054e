'use client'
import { useTranslations } from 'next-intl'
import type { Sampling } from '../../server/ranking/fair-rank'
import styles from './ranking.module.css'

const SAYS = ['says1', 'says2', 'says3'] as const
const DOES_NOT = ['not1', 'not2', 'not3', 'not4'] as const

/** What a point outside a limit, an interval and a missing rank do and do not mean, beside the evidence. */
export function LimitsMeaning({ sampling }: { sampling: Sampling | null }) {
  const t = useTranslations('ranking.meaning')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <aside className={styles.meaning} tabIndex={0} aria-label={t('title')} data-testid="limits-meaning">
      <h2>{t('title')}</h2>
      <h3>{t('says')}</h3>
      <ul>
        {SAYS.map((word) => (
          <li key={word}>{t(word)}</li>
        ))}
      </ul>
      <h3>{t('saysNot')}</h3>
      <ul>
        {DOES_NOT.map((word) => (
          <li key={word}>{t(word)}</li>
        ))}
      </ul>
      <h3>{t('rank')}</h3>
      <p>{t('rankText')}</p>
      <p>{t('failing')}</p>
      {sampling && <p className={styles.how}>{t(`sampling.${sampling}`)}</p>}
    </aside>
  )
}
