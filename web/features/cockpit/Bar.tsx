'use client'
import { IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Period } from '@cockpit/domain/period/period'
import { Segmented, Select } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import { ExportMenu } from '../export/ExportMenu'
import { regionHref } from '../region/region-address'
import type { Comparing } from './address'
import { Breadcrumb } from './Breadcrumb'
import styles from './bar.module.css'
import { PeriodPicker } from './PeriodPicker'
import type { Place } from './place'
import type { AddressBar } from './useAddress'
import { type Questions, tilesQuestion } from './useQuestions'

/** Where, when, compared with what, and which indicator: the four choices of the cockpit in one line. */
export function Bar({
  bar,
  place,
  questions,
  latest,
  choices,
  treeOpen,
  onTree,
}: {
  bar: AddressBar
  place: Place
  questions: Questions
  latest: Period
  choices: { readonly definitions: readonly IndicatorDefinition[]; readonly choices: readonly string[] }
  treeOpen: boolean
  onTree: () => void
}) {
  const t = useTranslations('cockpit')
  const language = languageOf(useLocale())
  // An address may choose an indicator that is on no tile.
  const offered = new Set([...choices.choices, questions.chosen.id])
  const options = [...offered].flatMap((id) =>
    choices.definitions.filter((one) => one.id === id).map((one) => ({ value: one.id, label: one[language] })),
  )
  return (
    <div className={styles.bar}>
      <button
        type="button"
        className={styles.control}
        aria-pressed={treeOpen}
        aria-label={t(treeOpen ? 'tree.hide' : 'tree.show')}
        title={t(treeOpen ? 'tree.hide' : 'tree.show')}
        onClick={onTree}
      >
        <svg viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true">
          <path d="M1.5 2.5h13v11h-13zM6 2.5v11" fill="none" stroke="currentColor" strokeWidth="1.3" />
        </svg>
      </button>
      <Breadcrumb place={place} bar={bar} />
      {!place.facility && (
        <Link
          className={styles.profile}
          href={regionHref({ code: place.area.code, period: bar.address.period, compare: questions.compare })}
          data-testid="region-profile"
        >
          {t('regionProfile')}
        </Link>
      )}
      <div className={styles.controls}>
        <Select
          showSearch
          className={styles.indicator}
          value={questions.chosen.id}
          options={options}
          optionFilterProp="label"
          aria-label={t('indicator')}
          data-testid="indicator"
          popupMatchSelectWidth={false}
          onChange={(id) => bar.go({ indicator: IndicatorId.parse(id) })}
        />
        <Segmented<Comparing>
          value={questions.compare}
          onChange={(compare) => bar.go({ compare })}
          data-testid="compare"
          options={[
            { value: 'sameLastYear', label: t('tile.sameLastYear') },
            { value: 'previous', label: t('tile.previous') },
          ]}
        />
        <PeriodPicker period={questions.period} latest={latest} onPick={(period) => bar.go({ period })} />
        <ExportMenu question={tilesQuestion(questions)} name={t('page')} page />
      </div>
    </div>
  )
}
