'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { trailingMonths } from '@cockpit/domain/period/period'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { valueText } from '../../format/number'
import { useAsk } from '../cockpit/useQuestions'
import { notedBy, useNotes } from '../notes/useNotes'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { Figure } from './Figure'
import { ProcessChart } from './ProcessChart'
import styles from './process.module.css'
import { useProfileFrame } from './profile-frame'
import { PROCESS } from './profile-indicators'
import { ownQuestion } from './useProfileQuestions'
import { byUrgency, PROCESS_MONTHS, type ProcessView, processView } from './xmr-view'

/** A process chart for each indicator of the list, those that call for a look first. A month that is clicked is the new period. */
export function ProcessFigures({ onMonth }: { onMonth: (month: string) => void }) {
  const t = useTranslations('profile.process')
  const frame = useProfileFrame()
  const { define, period } = frame
  const definitions = useMemo(() => define(PROCESS), [define])
  const question = useMemo(
    () => ownQuestion(frame, definitions, trailingMonths(period, PROCESS_MONTHS), { series: 'month' }),
    [frame, definitions, period],
  )
  const asked = useAsk(definitions.length > 0 ? question : null)
  const views = useMemo(
    () =>
      asked.data &&
      byUrgency(
        definitions.map((definition) => {
          const view = processView(definition, asked.data as Answer, {
            rule: (rule, side) =>
              t(`rule.${rule}`, { side: t(`side.${rule === 'trend' ? 'trend' : 'place'}.${side}`) }),
            variation: (variation) => t(`variation.${variation}`),
          })
          return { ...view, definition }
        }),
      ),
    [asked.data, definitions, t],
  )
  if (asked.error) return <Failure error={asked.error} onRetry={() => void asked.refetch()} />
  return (
    <div className={styles.grid} data-testid="profile-process" aria-busy={views ? undefined : true}>
      {views
        ? views.map(({ definition, ...view }) => (
            <ProcessCard
              key={definition.id}
              definition={definition}
              view={view}
              answer={asked.data}
              stale={asked.stale}
              onMonth={onMonth}
            />
          ))
        : definitions.map(({ id }) => (
            <div key={id} className={styles.waiting}>
              <Skeleton lines={6} />
            </div>
          ))}
    </div>
  )
}

function ProcessCard({
  definition,
  view,
  answer,
  stale,
  onMonth,
}: {
  definition: IndicatorDefinition
  view: ProcessView
  answer: Answer | undefined
  stale: string | undefined
  onMonth: (month: string) => void
}) {
  const t = useTranslations('profile.process')
  const frame = useProfileFrame()
  const { language, period } = frame
  const write = useCallback((value: number) => valueText(value, definition, language), [definition, language])
  const name = definition[language]
  const last = answer?.rows.at(-1)?.cells[definition.id]
  const question = ownQuestion(frame, [definition], trailingMonths(period, PROCESS_MONTHS), { series: 'month' })
  const noted = { ...notedBy(question), months: view.points.map(({ month }) => month) }
  const { marks } = useNotes(noted)
  return (
    <Figure
      title={name}
      testId={`process-${definition.id}`}
      span={12}
      stale={stale}
      about={{ definition, cell: last, answer }}
      question={question}
      noted={noted}
      help={
        <>
          <p>{t('help')}</p>
          <ul>
            {(['outside', 'twoOfThree', 'run', 'trend'] as const).map((rule) => (
              <li key={rule}>{t(`ruleHelp.${rule}`)}</li>
            ))}
          </ul>
          <p>{t('assuranceHelp')}</p>
        </>
      }
      table={{
        head: [t('month'), name, t('lower'), t('centre'), t('upper'), t('judgement')],
        rows: [...view.points].reverse().map((point) => ({
          key: point.month,
          cells: [
            point.month,
            point.value === null ? '—' : write(point.value),
            point.limits ? write(point.limits.lower) : '—',
            point.limits ? write(point.limits.centre) : '—',
            point.limits ? write(point.limits.upper) : '—',
            point.says.join(t('comma')),
          ],
        })),
      }}
    >
      <ProcessChart definition={definition} view={view} marks={marks} onMonth={onMonth} />
    </Figure>
  )
}
