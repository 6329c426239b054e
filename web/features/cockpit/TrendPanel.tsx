'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { Chart } from '../../charts/Chart'
import type { Drawing } from '../../charts/drawing'
import { trendOption } from '../../charts/trend'
import { valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { Panel } from './Panel'
import { Provenance } from './Provenance'
import { trendLines } from './trend-lines'
import { type Questions, SHOWN_MONTHS, trendQuestion, useAsk } from './useQuestions'

/** The chosen indicator by month, with the same months of the year before and its target. */
export function TrendPanel({ questions, className }: { questions: Questions; className?: string }) {
  const t = useTranslations('cockpit.trend')
  const { chosen, period } = questions
  const language = languageOf(useLocale())
  const { data, error, stale, refetch } = useAsk(trendQuestion(questions))
  const lines = useMemo(() => data && trendLines(data, chosen.id, SHOWN_MONTHS), [data, chosen.id])
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
              words,
              format: (value) => valueText(value, chosen, language),
            },
            drawing,
          )
        : null,
    [lines, chosen, partialLast, words, language],
  )
  const known = lines?.values.some((value) => value !== null)
  return (
    <Panel
      className={className}
      stale={stale}
      testId="trend"
      title={chosen[language]}
      note={t('note', { months: SHOWN_MONTHS })}
      tools={<Provenance definition={chosen} cell={data?.rows.at(-1)?.cells[chosen.id]} answer={data} />}
    >
      {error ? (
        <Failure error={error} onRetry={refetch} />
      ) : !lines ? (
        <Skeleton lines={6} />
      ) : known ? (
        <Chart build={build} label={spoken(chosen, lines, language, t('label', { name: chosen[language] }))} />
      ) : (
        <Empty>{t('empty')}</Empty>
      )}
    </Panel>
  )
}

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
