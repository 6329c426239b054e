'use client'
import { useLocale, useTranslations } from 'next-intl'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import styles from './day-strip.module.css'
import type { DayState, StripDay } from './strip-view'

/** A shape for each state, so that colour is never the only sign. */
const SHAPE: Record<DayState, string> = { good: '', late: '◣', open: '!', missing: '╱', future: '', off: '' }
const STATES: readonly DayState[] = ['good', 'late', 'open', 'missing', 'off', 'future']

/** A row of days: what came, late, with rejects open, or not at all. */
export function DayStrip({ days, label }: { days: readonly StripDay[]; label: string }) {
  const t = useTranslations('quality.strip')
  const language = languageOf(useLocale())
  const missing = days.filter((day) => day.state === 'missing').length
  return (
    <span className={styles.strip} role="img" aria-label={`${label}: ${t('missing')} ${missing} / ${days.length}`}>
      {days.map(({ day, state, rows }) => (
        <i
          key={day}
          data-state={state}
          title={`${t('day', { day, state: t(state) })}${rows > 0 ? ` · ${t('rows', { rows: plainText(rows, language, 0) })}` : ''}`}
        >
          {SHAPE[state]}
        </i>
      ))}
    </span>
  )
}

/** Day numbers over a strip of one month. */
export function StripHead({ days }: { days: readonly StripDay[] }) {
  return (
    <span className={styles.stripHead} aria-hidden="true">
      {days.map(({ day }) => (
        <i key={day}>{dayMark(day)}</i>
      ))}
    </span>
  )
}

/** The month at its first day, then every fifth day; the thirtieth would run into the next month's mark. */
function dayMark(day: string): string {
  const [, month, of] = day.split('-').map(Number)
  if (of === 1) return `${month}/1`
  return of !== undefined && of % 5 === 0 && of < 30 ? String(of) : ''
}

export function StripLegend() {
  const t = useTranslations('quality.strip')
  return (
    <span className={styles.stripLegend}>
      {STATES.map((state) => (
        <span key={state}>
          <span className={styles.strip}>
            <i data-state={state}>{SHAPE[state]}</i>
          </span>
          {t(state)}
        </span>
      ))}
    </span>
  )
}
