'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { Chart } from '../../charts/Chart'
import type { Drawing } from '../../charts/drawing'
import type { ChartNoteMark } from '../../charts/note-line'
import { xmrOption } from '../../charts/xmr'
import { bandText, plainText, valueText, writeValue } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { Empty } from '../states/Empty'
import styles from './process.module.css'
import { FEWEST_POINTS, type ProcessView } from './xmr-view'

/** One process chart with its newest value, what it says of it, its target and its notes. A click on a point is its month. */
export function ProcessChart({
  definition,
  view,
  marks,
  onMonth,
}: {
  definition: IndicatorDefinition
  view: ProcessView
  marks: readonly ChartNoteMark[]
  onMonth: (month: string) => void
}) {
  const t = useTranslations('profile.process')
  const language = languageOf(useLocale())
  const write = useCallback((value: number) => valueText(value, definition, language), [definition, language])
  const build = useCallback(
    (drawing: Drawing) =>
      xmrOption(
        {
          points: view.points,
          ...(view.target ? { target: view.target } : {}),
          notes: marks,
          words: { value: definition[language], centre: t('centre'), limits: t('limits'), target: t('target') },
          format: write,
          axisFormat: axisFormat(view, definition, language),
        },
        drawing,
      ),
    [view, marks, definition, language, write, t],
  )
  if (view.count === 0) return <Empty>{t('empty')}</Empty>
  const name = definition[language]
  const rules = [...new Set(view.rules)]
  return (
    <div className={styles.card}>
      <p className={styles.now}>
        <b data-testid={`process-value-${definition.id}`}>{view.latest ? write(view.latest.value) : '—'}</b>
        <small>{view.latest?.month}</small>
        <span className={styles.mark} data-variation={view.now}>
          <i aria-hidden="true">{SIGNS[view.now]}</i> {t(`variation.${view.now}`)}
        </span>
        {view.target && (
          <span className={styles.mark} data-assurance={view.assurance ?? 'none'}>
            <i aria-hidden="true">{view.assurance ? ASSURANCE[view.assurance] : '○'}</i>{' '}
            {t(`assurance.${view.assurance ?? 'none'}`)} {bandText(view.target, definition, language)}
          </span>
        )}
      </p>
      <div className={styles.chart}>
        <Chart
          build={build}
          onPick={(index) => {
            const month = view.points[index]?.month
            if (month) onMonth(month)
          }}
          label={t('label', {
            name,
            months: view.count,
            value: view.latest ? write(view.latest.value) : '—',
            says: t(`variation.${view.now}`),
          })}
        />
      </div>
      <p className={styles.says}>
        {!view.enough
          ? t('few', { count: view.count, fewest: FEWEST_POINTS })
          : rules.length > 0
            ? rules.map((rule) => t(`ruleHelp.${rule}`)).join(' ')
            : t('ordinary', {
                lower: view.limits ? write(view.limits.lower) : '—',
                upper: view.limits ? write(view.limits.upper) : '—',
              })}
      </p>
    </div>
  )
}

const SIGNS = {
  concern: '▲',
  improvement: '◆',
  high: '■',
  low: '■',
  common: '●',
  'too-few': '○',
  'no-value': '○',
} as const satisfies Record<ProcessView['now'], string>

const ASSURANCE = { pass: '✓', 'hit-or-miss': '～', fail: '✕', 'pass-missed': '✕', 'fail-met': '～' } as const

/** Figures of an axis: short, and as fine as the span needs so that no two steps read alike. */
function axisFormat({ points }: ProcessView, definition: IndicatorDefinition, language: 'zh' | 'en') {
  const all = points
    .flatMap(({ value, limits }) => [value, limits?.lower, limits?.upper])
    .filter((one) => typeof one === 'number')
  const span = Math.max(...all) - Math.min(...all)
  const scale = definition.format === 'percent' ? 100 : 1
  const digits = Math.min(4, Math.max(0, Math.ceil(-Math.log10((span * scale) / 4 || 1))))
  return (value: number): string => {
    if (definition.format === 'percent') return `${(value * 100).toFixed(digits)}%`
    if (Math.abs(value) < 10_000) return plainText(value, language, digits)
    const { figure, unit } = writeValue(value, definition, language)
    return `${figure}${unit.match(/^(?:[万亿]|m|bn)/)?.[0] ?? ''}`
  }
}
