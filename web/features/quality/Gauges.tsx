'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { formatPeriod, trailingMonths } from '@cockpit/domain/period/period'
import { useLocale, useTranslations } from 'next-intl'
import { Sparkline } from '../../charts/Sparkline'
import { bandText, changeText, plainText, shareText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { ChartTools } from '../cockpit/ChartPanel'
import { territoryOf } from '../cockpit/place'
import { useAsk } from '../cockpit/useQuestions'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { StaleMark } from '../states/StaleMark'
import { Withheld } from '../states/Withheld'
import styles from './gauges.module.css'
import { QUALITY_INDICATORS, type QualityIndicator, WORD_OF } from './league-view'
import type { QualityPlace } from './useQualityPlace'

const MONTHS = 13

/** The gauges of a place and period: value, counts, change, target and the line of a year. */
export function Gauges({
  at,
  definitions,
}: {
  at: QualityPlace
  definitions: ReadonlyMap<string, IndicatorDefinition>
}) {
  const about = { indicators: [...QUALITY_INDICATORS], ...territoryOf(at.place) }
  const { data, error, stale, refetch } = useAsk({ ...about, period: formatPeriod(at.period), compare: ['previous'] })
  const months = { ...about, period: formatPeriod(trailingMonths(at.period, MONTHS)), series: 'month' as const }
  const lines = useAsk(months)
  if (error) return <Failure error={error} onRetry={refetch} />
  // A gauge without its line is shorter than with it.
  if (!data || definitions.size === 0 || lines.isLoading) return <Skeleton lines={4} />
  return (
    <div className={styles.gauges} data-testid="quality-gauges">
      {QUALITY_INDICATORS.map((id) => {
        const definition = definitions.get(id)
        return definition ? (
          <Gauge
            key={id}
            id={id}
            definition={definition}
            answer={data}
            stale={stale}
            line={lines.data}
            question={{ ...months, indicators: [id] }}
          />
        ) : null
      })}
    </div>
  )
}

function Gauge({
  id,
  definition,
  answer,
  stale,
  line,
  question,
}: {
  id: QualityIndicator
  definition: IndicatorDefinition
  answer: Answer
  stale?: string
  line: Answer | undefined
  question: IndicatorQueryText
}) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  const cell = answer.rows[0]?.cells[id]
  const value = cell?.state === 'shown' ? (cell.value ?? null) : null
  const compared = cell?.compare?.previous
  const target = definition.target
  return (
    <section className={styles.gauge} data-testid={`gauge-${id}`} data-standing={cell?.standing}>
      <header>
        <h2>{t(`of.${WORD_OF[id]}`)}</h2>
        <StaleMark since={stale} />
        <span className={styles.tools}>
          <ChartTools
            name={definition[language]}
            question={question}
            chart={false}
            about={{ definition, cell, answer }}
          />
        </span>
      </header>
      <div className={styles.gaugeBody}>
        <Arc value={value} target={target?.min ?? null} />
        <div>
          <strong className={value === null ? styles.withheld : styles.figure}>
            {value === null ? (
              <Withheld reason={cell && cell.state !== 'shown' ? cell.state : 'no-data'} />
            ) : (
              shareText(value, language)
            )}
          </strong>
          {value !== null && cell?.denominator !== undefined && (
            <small>
              {t('gauge.counts', {
                part: plainText(cell.numerator ?? 0, language, 0),
                whole: plainText(cell.denominator, language, 0),
              })}
            </small>
          )}
        </div>
      </div>
      <footer>
        <Sparkline values={(line?.rows ?? []).map((row) => row.cells[id]?.value ?? null)} width={110} height={22} />
        <span>
          {compared && typeof compared !== 'string' && (
            <>
              {t('gauge.previous')} {changeText(compared, definition, language)}
            </>
          )}
        </span>
        {target && (
          <span className={styles.target} data-met={cell?.standing === 'met' || undefined}>
            {cell?.standing === 'below' ? '▼ ' : cell?.standing === 'met' ? '■ ' : ''}
            {t('gauge.target')} {bandText(target, definition, language)}
          </span>
        )}
      </footer>
    </section>
  )
}

const LENGTH = Math.PI * 40

/** Half a ring from 0 to 100 %, with a tick where the target is. The figure beside it carries the meaning. */
export function Arc({ value, target }: { value: number | null; target: number | null }) {
  const angle = (share: number) => Math.PI * (1 - share)
  const tick = target === null ? null : { cos: Math.cos(angle(target)), sin: Math.sin(angle(target)) }
  return (
    <svg viewBox="0 0 100 56" className={styles.arc} aria-hidden="true" focusable="false">
      <path d="M10 50a40 40 0 0 1 80 0" className={styles.arcBack} />
      {value !== null && (
        <path
          d="M10 50a40 40 0 0 1 80 0"
          className={styles.arcValue}
          strokeDasharray={`${(LENGTH * Math.max(0, Math.min(1, value))).toFixed(2)} ${LENGTH.toFixed(2)}`}
        />
      )}
      {tick && (
        <line
          x1={50 + 33 * tick.cos}
          y1={50 - 33 * tick.sin}
          x2={50 + 47 * tick.cos}
          y2={50 - 47 * tick.sin}
          className={styles.arcTick}
        />
      )}
    </svg>
  )
}
