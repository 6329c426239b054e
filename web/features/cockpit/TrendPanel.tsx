'use client'
import { IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { Chart } from '../../charts/Chart'
import type { Drawing } from '../../charts/drawing'
import { trendOption } from '../../charts/trend'
import { valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { explainedPlace, explainHref } from '../explain/explain-address'
import { useNotes } from '../notes/useNotes'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { ChartPanel } from './ChartPanel'
import styles from './panel.module.css'
import { brushedPeriod, trendLines } from './trend-lines'
import type { AddressBar } from './useAddress'
import { type Questions, SHOWN_MONTHS, trendQuestion, useAsk } from './useQuestions'

/** The chosen indicator by month, with the same months of the year before and its target. Months drawn over are the new period. */
export function TrendPanel({
  questions,
  bar,
  className,
}: {
  questions: Questions
  bar: AddressBar
  className?: string
}) {
  const t = useTranslations('cockpit.trend')
  const { chosen, period, place } = questions
  const language = languageOf(useLocale())
  const { data, error, stale, refetch } = useAsk(trendQuestion(questions))
  const lines = useMemo(() => data && trendLines(data, chosen.id, SHOWN_MONTHS), [data, chosen.id])
  const noted = {
    area: place.area.code,
    facility: place.facility?.id ?? null,
    indicators: [chosen.id],
    months: lines?.months ?? NO_MONTHS,
  }
  const { marks } = useNotes(noted)
  const words = useMemo(
    () => ({ value: t('value'), lastYear: t('lastYear'), target: t('target'), partial: t('partial') }),
    [t],
  )
  const last = lines?.months.at(-1)
  const partialLast = Boolean(
    data?.dataThrough && last && data.dataThrough.startsWith(last) && data.dataThrough < period.to,
  )
  const build = useCallback(
    (drawing: Drawing) =>
      lines
        ? trendOption(
            {
              ...lines,
              target: chosen.target,
              partialLast,
              notes: marks,
              words,
              format: (value) => valueText(value, chosen, language),
            },
            drawing,
          )
        : null,
    [lines, chosen, partialLast, marks, words, language],
  )
  const known = lines?.values.some((value) => value !== null)
  return (
    <ChartPanel
      className={className}
      stale={stale}
      testId="trend"
      title={chosen[language]}
      note={t('note', { months: SHOWN_MONTHS })}
      question={trendQuestion(questions)}
      noted={noted}
      about={{ definition: chosen, cell: data?.rows.at(-1)?.cells[chosen.id], answer: data }}
      tools={
        <Link
          className={styles.explain}
          href={explainHref({ indicator: IndicatorId.parse(chosen.id), ...explainedPlace(place), to: period })}
          data-testid="explain-trend"
        >
          {t('explain')}
        </Link>
      }
    >
      {error ? (
        <Failure error={error} onRetry={refetch} />
      ) : !lines ? (
        <Skeleton lines={6} />
      ) : known ? (
        <Chart
          build={build}
          label={spoken(chosen, lines, language, t('label', { name: chosen[language] }))}
          onBrush={(run) => {
            const drawn = brushedPeriod(lines.months, run)
            if (drawn) bar.go({ period: drawn })
          }}
        />
      ) : (
        <Empty>{t('empty')}</Empty>
      )}
    </ChartPanel>
  )
}

const NO_MONTHS: readonly string[] = []

function spoken(
  definition: IndicatorDefinition,
  lines: { readonly months: readonly string[]; readonly values: readonly (number | null)[] },
  language: 'zh' | 'en',
  intro: string,
): string {
  const said = lines.values.flatMap((value, index) =>
    value === null ? [] : [`${lines.months[index]} ${valueText(value, definition, language)}`],
  )
  return `${intro}: ${said.join(', ')}`
}
