'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { formatPeriod, type Period, trailingMonths } from '@cockpit/domain/period/period'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { languageOf } from '../../i18n/locale'
import { ChartPanel } from '../cockpit/ChartPanel'
import { type Place, territoryOf } from '../cockpit/place'
import { useAsk } from '../cockpit/useQuestions'
import { notedBy, useNotes } from '../notes/useNotes'
import { ProcessChart } from '../profile/ProcessChart'
import styles from '../profile/process.module.css'
import { PROCESS } from '../profile/profile-indicators'
import { byUrgency, PROCESS_MONTHS, type ProcessView, processView } from '../profile/xmr-view'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import region from './region.module.css'

/** Each main indicator of the area beside its own ordinary variation, those that call for a look first. */
export function RegionProcess({
  place,
  period,
  definitionOf,
  onMonth,
}: {
  place: Place
  period: Period
  onMonth: (month: string) => void
  definitionOf: (id: string) => IndicatorDefinition | undefined
}) {
  const t = useTranslations('profile.process')
  const words = useTranslations('region')
  const definitions = useMemo(() => PROCESS.flatMap((id) => definitionOf(id) ?? []), [definitionOf])
  const question: IndicatorQueryText = {
    indicators: definitions.map(({ id }) => id),
    ...territoryOf(place),
    period: formatPeriod(trailingMonths(period, PROCESS_MONTHS)),
    series: 'month',
  }
  const { data, error, stale, refetch } = useAsk(question)
  const views = useMemo(
    () =>
      data &&
      byUrgency(
        definitions.map((definition) => ({
          definition,
          ...processView(definition, data, {
            rule: (rule, side) =>
              t(`rule.${rule}`, { side: t(`side.${rule === 'trend' ? 'trend' : 'place'}.${side}`) }),
            variation: (variation) => t(`variation.${variation}`),
          }),
        })),
      ),
    [data, definitions, t],
  )
  return (
    <section className={region.board} data-testid="region-process">
      <h2>{words('process')}</h2>
      {error ? (
        <Failure error={error} onRetry={refetch} />
      ) : (
        <div className={styles.grid}>
          {views
            ? views.map(({ definition, ...view }) => (
                <ProcessPanel
                  key={definition.id}
                  definition={definition}
                  view={view}
                  question={question}
                  answer={data}
                  stale={stale}
                  onMonth={onMonth}
                />
              ))
            : definitions.map(({ id }) => (
                <div key={id} className={styles.waiting}>
                  <Skeleton lines={6} />
                </div>
              ))}
        </div>
      )}
    </section>
  )
}

function ProcessPanel({
  definition,
  view,
  question,
  answer,
  stale,
  onMonth,
}: {
  definition: IndicatorDefinition
  view: ProcessView
  question: IndicatorQueryText
  answer: Answer | undefined
  stale: string | undefined
  onMonth: (month: string) => void
}) {
  const language = languageOf(useLocale())
  const own = { ...question, indicators: [definition.id] }
  const noted = { ...notedBy(own), months: view.points.map(({ month }) => month) }
  const { marks } = useNotes(noted)
  return (
    <ChartPanel
      testId={`process-${definition.id}`}
      title={definition[language]}
      stale={stale}
      question={own}
      noted={noted}
      about={{ definition, cell: answer?.rows.at(-1)?.cells[definition.id], answer }}
    >
      <ProcessChart definition={definition} view={view} marks={marks} onMonth={onMonth} />
    </ChartPanel>
  )
}
