'use client'
import { formatPeriod } from '@cockpit/domain/period/period'
import type { UseQueryResult } from '@tanstack/react-query'
import { Select, Tag } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { periodText } from '../../format/time'
import { languageOf } from '../../i18n/locale'
import { PeriodPicker } from '../cockpit/PeriodPicker'
import type { PlaceFacility } from '../cockpit/place'
import { periodOrNothing } from '../cockpit/read-query'
import type { PlaceAt } from '../cockpit/usePlaceAt'
import { choicesState } from '../states/choices-state'
import styles from './compare.module.css'
import { type CompareAddress, MOST_COMPARED } from './compare-address'

/** Choice of up to five subjects: by name, or period by period. */
export function SubjectPicker({
  address,
  at,
  facilities: asked,
  go,
}: {
  address: CompareAddress
  at: PlaceAt
  /** Where facilities are chosen; the areas are there with the place. */
  facilities: UseQueryResult<readonly PlaceFacility[], unknown>
  go: (change: Partial<CompareAddress>) => void
}) {
  const t = useTranslations('compare')
  const tier = useTranslations('ranking.tier')
  const language = languageOf(useLocale())
  const { kind, subjects } = address
  if (kind === 'periods')
    return (
      <div className={styles.picker}>
        <span>{t('most', { most: MOST_COMPARED })}</span>
        {subjects.map((text) => {
          const period = periodOrNothing(text)
          return (
            <Tag key={text} closable onClose={() => go({ subjects: subjects.filter((one) => one !== text) })}>
              {period ? periodText(period, language) : text}
            </Tag>
          )
        })}
        {subjects.length < MOST_COMPARED && (
          <span className={styles.add}>
            {t('add')}
            <PeriodPicker
              key={subjects.join()}
              period={at.latest}
              latest={at.latest}
              onPick={(period) => go({ subjects: [...new Set([...subjects, formatPeriod(period)])] })}
            />
          </span>
        )}
      </div>
    )
  const options =
    kind === 'facilities'
      ? (asked.data ?? []).map((one) => ({ value: one.id, label: `${one.name[language]} · ${tier(one.tier)}` }))
      : at.areas
          .filter(({ readable }) => readable)
          .map((area) => ({ value: area.code, label: `${area.name[language]} · ${area.code}` }))
  return (
    <div className={styles.picker}>
      <span>{t('most', { most: MOST_COMPARED })}</span>
      <Select
        mode="multiple"
        showSearch
        className={styles.select}
        maxCount={MOST_COMPARED}
        value={subjects.filter((key) => options.some(({ value }) => value === key))}
        options={options}
        notFoundContent={choicesState(asked)}
        optionFilterProp="label"
        placeholder={t(`choose.${kind}`)}
        aria-label={t(`choose.${kind}`)}
        onChange={(next) => go({ subjects: next })}
        data-testid="compare-subjects"
      />
    </div>
  )
}
