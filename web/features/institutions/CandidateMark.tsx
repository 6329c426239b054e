import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import styles from './institutions.module.css'
import type { NameRow } from './name-row'

/** Reasons that speak against a candidate: shown apart from those that speak for it. */
const AGAINST = new Set([
  'other-county',
  'other-place',
  'wider-place',
  'other-number',
  'other-speciality',
  'branch',
  'other-branch',
])

/** A candidate: its registered name and place, how alike it is, and what speaks for and against it. */
export function CandidateMark({ candidate }: { candidate: NameRow['proposal']['candidates'][number] }) {
  const t = useTranslations('institutions')
  const language = languageOf(useLocale())
  const percent = Math.round(candidate.score * 100)
  return (
    <span className={styles.candidate}>
      <span className={styles.likeness} role="img" aria-label={t('likeness', { percent })}>
        <span>
          <i style={{ width: `${percent}%` }} />
        </span>
        <b>{percent}%</b>
      </span>
      <span className={styles.name}>
        {candidate.name[language]}
        <small>
          {candidate.county[language]} · {candidate.id}
        </small>
      </span>
      {candidate.reasons.map((reason) => (
        <small key={reason} className={styles.reason} data-against={AGAINST.has(reason) || undefined}>
          {t(`reason.${reason}`)}
        </small>
      ))}
    </span>
  )
}
