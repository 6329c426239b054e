'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { Chart } from '../../charts/Chart'
import { comparedLinesOption } from '../../charts/compared-lines'
import type { Drawing } from '../../charts/drawing'
import { bandText, valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { ChartPanel } from '../cockpit/ChartPanel'
import { StandingMark } from '../cockpit/Tile'
import { SHOWN_MONTHS } from '../cockpit/useQuestions'
import { notedBy, useNotes } from '../notes/useNotes'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { Withheld } from '../states/Withheld'
import styles from './compare.module.css'
import { comparedQuestions } from './compare-questions'
import { comparedLines, comparedRows } from './compare-view'
import type { Subject } from './subjects'
import { useAnswers } from './useAnswers'

/** The columns and the lines. Each subject is a question of its own, so that one that fails does not take the others with it. */
export function SideBySide({
  subjects,
  definitions,
  chosen,
  overlaid,
  question,
}: {
  subjects: readonly Subject[]
  definitions: readonly IndicatorDefinition[]
  chosen: IndicatorDefinition
  /** Periods lie over each other. */
  overlaid: boolean
  /** Of the place that the subjects are of: where notes belong, and what a picture is of. */
  question: IndicatorQueryText
}) {
  const t = useTranslations('compare')
  const language = languageOf(useLocale())
  const questions = comparedQuestions(subjects, definitions, chosen, overlaid)
  const totals = useAnswers(questions.totals)
  const lines = useAnswers(questions.lines)
  const { answers } = lines
  const drawn = useMemo(
    () =>
      comparedLines(
        chosen.id,
        subjects.map(({ key, name }, i) => ({ key, name, answer: answers[i] })),
        overlaid,
      ),
    [chosen.id, subjects, overlaid, answers],
  )
  const noted = { ...notedBy(question), indicators: [chosen.id], months: overlaid ? NO_MONTHS : drawn.axis }
  const { marks } = useNotes(noted)
  const build = useCallback(
    (drawing: Drawing) =>
      comparedLinesOption(
        {
          ...drawn,
          ...(chosen.target ? { target: chosen.target } : {}),
          notes: marks,
          format: (value) => valueText(value, chosen, language),
        },
        drawing,
      ),
    [drawn, chosen, marks, language],
  )
  const problem = totals.error ?? lines.error
  if (problem) return <Failure error={problem} onRetry={() => void Promise.all([totals.refetch(), lines.refetch()])} />
  const rows = comparedRows(
    definitions,
    subjects.map(({ key }, i) => ({ key, answer: totals.answers[i] })),
    language,
  )
  const spoken = drawn.lines.map(
    ({ name, values }) =>
      `${name}: ${values.flatMap((value, i) => (value === null ? [] : `${drawn.axis[i]} ${valueText(value, chosen, language)}`)).join(', ')}`,
  )
  return (
    <div className={styles.body}>
      <ChartPanel
        title={chosen[language]}
        note={t(overlaid ? 'overlaid' : 'months', { months: SHOWN_MONTHS })}
        testId="compare-lines"
        stale={totals.stale}
        question={question}
        parts={[...questions.totals, ...questions.lines]}
        noted={overlaid ? undefined : noted}
      >
        {answers.some((answer) => answer === undefined) ? (
          <Skeleton lines={6} />
        ) : drawn.lines.every(({ values }) => values.every((value) => value === null)) ? (
          <Empty>{t('empty')}</Empty>
        ) : (
          <Chart build={build} label={spoken.join('; ')} />
        )}
      </ChartPanel>
      <div className={styles.tableBox}>
        <table className={styles.table} data-testid="compare-table">
          <thead>
            <tr>
              <th scope="col">{t('indicator')}</th>
              {subjects.map(({ key, name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ definition, cells }) => (
              <tr key={definition.id} data-chosen={definition.id === chosen.id || undefined}>
                <th scope="row">
                  {definition[language]}
                  <small>{t(`direction.${definition.direction}`)}</small>
                </th>
                {cells.map((cell, column) => (
                  <td key={cell.key}>
                    {totals.answers[column] === undefined ? (
                      <Skeleton lines={1} />
                    ) : (
                      <>
                        <b>{cell.text ?? (cell.state !== 'shown' && <Withheld reason={cell.state} />)}</b>
                        {cell.standing && definition.target && (
                          <StandingMark
                            standing={cell.standing}
                            text={bandText(definition.target, definition, language)}
                          />
                        )}
                        <i style={{ width: `${(cell.share * 100).toFixed(1)}%` }} aria-hidden="true" />
                      </>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.caution}>{t('caution')}</p>
    </div>
  )
}

const NO_MONTHS: readonly string[] = []
