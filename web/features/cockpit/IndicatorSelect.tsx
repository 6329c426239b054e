'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import styles from './bar.module.css'

/** Choice of one indicator among those offered, by typing a part of its name. */
export function IndicatorSelect({
  value,
  choices,
  definitionOf,
  onChoose,
}: {
  value: string
  choices: readonly string[]
  definitionOf: (id: string) => IndicatorDefinition | undefined
  onChoose: (indicator: string) => void
}) {
  const t = useTranslations('cockpit')
  const language = languageOf(useLocale())
  // The one that is shown is always among them, though no board offers it.
  const options = [...new Set([...choices, value])].flatMap((id) => {
    const definition = definitionOf(id)
    return definition ? [{ value: id, label: definition[language] }] : []
  })
  return (
    <Select
      showSearch
      className={styles.indicator}
      value={value}
      options={options}
      optionFilterProp="label"
      aria-label={t('indicator')}
      data-testid="indicator"
      popupMatchSelectWidth={false}
      onChange={onChoose}
    />
  )
}
