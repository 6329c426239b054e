'use client'
import { partsOf } from '@cockpit/domain/period/calendar'
import { monthPeriod, type Period, parsePeriod, yearToDate } from '@cockpit/domain/period/period'
import { Popover, Segmented } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { monthText, periodText } from '../../format/time'
import { languageOf } from '../../i18n/locale'
import barStyles from './bar.module.css'
import styles from './period-picker.module.css'

const KINDS = ['month', 'quarter', 'year', 'range'] as const
type Kind = (typeof KINDS)[number]

/** Choice of a month, a quarter, a year or a run of months. `latest` is the last month the data reach; later ones are offered but marked. */
export function PeriodPicker({
  period,
  latest,
  onPick,
}: {
  period: Period
  latest: Period
  onPick: (period: Period) => void
}) {
  const t = useTranslations('cockpit.period')
  const language = languageOf(useLocale())
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<Kind>(KINDS.find((each) => each === period.grain) ?? 'month')
  const [year, setYear] = useState(partsOf(period.to).year)
  const [from, setFrom] = useState<Period | null>(null)

  const choose = (picked: Period) => {
    setOpen(false)
    setFrom(null)
    onPick(picked)
  }
  const pickMonth = (month: Period) => {
    if (kind !== 'range') return choose(month)
    if (!from || month.from < from.from) return setFrom(month)
    choose({ from: from.from, to: month.to, grain: 'range' })
  }
  const cell = (label: string, value: Period, pick: (value: Period) => void, testId: string) => (
    <button
      key={label}
      type="button"
      data-testid={testId}
      data-in={(value.from >= period.from && value.to <= period.to) || value.from === from?.from || undefined}
      data-late={value.from > latest.to || undefined}
      onClick={() => pick(value)}
    >
      {label}
    </button>
  )
  const card = (
    <div className={styles.periodCard}>
      <Segmented<Kind>
        block
        value={kind}
        onChange={(next) => {
          setKind(next)
          setFrom(null)
        }}
        options={KINDS.map((value) => ({ value, label: t(value) }))}
      />
      {kind !== 'year' && (
        <div className={styles.yearBar}>
          <button type="button" aria-label={t('yearBefore')} onClick={() => setYear(year - 1)}>
            ‹
          </button>
          <strong>{language === 'zh' ? `${year}年` : year}</strong>
          <button type="button" aria-label={t('yearAfter')} onClick={() => setYear(year + 1)}>
            ›
          </button>
        </div>
      )}
      <div className={styles.periodGrid} data-kind={kind}>
        {(kind === 'month' || kind === 'range') &&
          Array.from({ length: 12 }, (_, index) => {
            const value = monthPeriod(year, index + 1)
            return cell(
              monthText(year, index + 1, language).replace(/^\d+年| \d+$/, ''),
              value,
              pickMonth,
              `period-${year}-${index + 1}`,
            )
          })}
        {kind === 'quarter' &&
          [1, 2, 3, 4].map((quarter) => {
            const value = parsePeriod(`${year}-Q${quarter}`)
            return cell(`Q${quarter}`, value, choose, `period-${year}-q${quarter}`)
          })}
        {kind === 'year' &&
          Array.from({ length: 6 }, (_, index) => {
            const value = parsePeriod(String(partsOf(latest.to).year - 5 + index))
            return cell(periodText(value, language), value, choose, `period-${value.from.slice(0, 4)}`)
          })}
      </div>
      {kind === 'range' && <p className={styles.periodHint}>{from ? t('rangeEnd') : t('rangeStart')}</p>}
      <div className={styles.periodQuick}>
        <button type="button" onClick={() => choose(latest)}>
          {t('latest', { month: periodText(latest, language) })}
        </button>
        <button type="button" onClick={() => choose(yearToDate(latest))}>
          {t('yearToDate')}
        </button>
      </div>
    </div>
  )
  return (
    <Popover open={open} onOpenChange={setOpen} content={card} trigger="click" placement="bottomRight" destroyOnHidden>
      <button type="button" className={barStyles.control} data-testid="period" data-paper="subject">
        {periodText(period, language)}
        <i aria-hidden="true">▾</i>
      </button>
    </Popover>
  )
}
