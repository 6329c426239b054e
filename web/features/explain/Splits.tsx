'use client'
import type { Bilingual } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { useLocale, useTranslations } from 'next-intl'
import { valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import type { Explanation } from '../../server/explain/explain-change'
import styles from './explain.module.css'
import { signed } from './explain-view'

/** A ratio's change: what the parts did themselves, and what their weights did. */
export function RatioSplit({
  within,
  mix,
  definition,
}: {
  within: number
  mix: number
  definition: IndicatorDefinition
}) {
  const t = useTranslations('explain.split')
  const language = languageOf(useLocale())
  return (
    <div className={styles.split} data-testid="ratio-split">
      <dl>
        <div title={t('withinHint')}>
          <dt>{t('within')}</dt>
          <dd>{signed(within, definition, language)}</dd>
        </div>
        <div title={t('mixHint')}>
          <dt>{t('mix')}</dt>
          <dd>{signed(mix, definition, language)}</dd>
        </div>
      </dl>
      <p>{t('ratioNote')}</p>
    </div>
  )
}

const YUAN: Bilingual = { zh: '元', en: 'yuan' }

/** The cost behind a cost per case, by how many cases there were (量), what one costs (价) and which they were (结构). */
export function CostSplit({
  cost,
  definition,
}: {
  cost: NonNullable<Explanation['cost']>
  definition: IndicatorDefinition
}) {
  const t = useTranslations('explain.split')
  const language = languageOf(useLocale())
  const total: IndicatorDefinition = { ...definition, format: 'money', unit: YUAN, digits: 0 }
  return (
    <div className={styles.split} data-testid="cost-split">
      <p>
        {t('costNote', {
          before: valueText(cost.before, total, language),
          after: valueText(cost.after, total, language),
          change: signed(cost.change, total, language),
        })}
      </p>
      <dl>
        {(['volume', 'price', 'mix'] as const).map((word) => (
          <div key={word} title={t(`cost.${word}Hint`)}>
            <dt>{t(`cost.${word}`)}</dt>
            <dd>{signed(cost[word], total, language)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
