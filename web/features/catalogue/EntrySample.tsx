'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Envelope } from '@cockpit/domain/indicator/envelope'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { changeText, plainText, shareText, valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useAsk } from '../cockpit/useQuestions'
import { numberLineage } from '../lineage/lineage-address'
import { Card, Facts } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { Withheld } from '../states/Withheld'
import styles from './catalogue.module.css'
import { type OwnPlace, useOwnPlace } from './useOwnPlace'

/** The latest value of the reader's own place, asked like any other number: under the reader's grants, with suppression. */
export function EntrySample({ definition }: { definition: IndicatorDefinition }) {
  const t = useTranslations('catalogue')
  const { place, error, loading, retry } = useOwnPlace()
  return (
    <Card title={t('sample')} testId="entry-sample">
      {error ? (
        <Failure error={error} onRetry={retry} />
      ) : loading ? (
        <Skeleton lines={4} />
      ) : !place ? (
        <Empty>{t('nowhere')}</Empty>
      ) : place.facility && (definition.scope === 'area' || definition.kind === 'rate') ? (
        <Withheld reason="not-applicable" />
      ) : (
        <Sample definition={definition} place={place} />
      )}
    </Card>
  )
}

/** The question a sample asks, for one period. */
export function sampleQuestion(id: string, { territory, facility }: OwnPlace, period: string) {
  return { indicators: [id], territory, ...(facility ? { facility } : {}), period }
}

/** Annual returns stand in no month: the last year that is over is asked where the latest month has nothing. */
export function lastWholeYear(latest: string): string {
  return String(Number(latest.slice(0, 4)) - 1)
}

const isMissing = (cell: Envelope | undefined) => cell?.state === 'no-data' || cell?.state === 'not-reported'

function Sample({ definition, place }: { definition: IndicatorDefinition; place: OwnPlace }) {
  const t = useTranslations('catalogue')
  const language = languageOf(useLocale())
  const year = lastWholeYear(place.latest)
  const month = useAsk({ ...sampleQuestion(definition.id, place, place.latest), compare: ['sameLastYear'] })
  const monthCell = month.data?.rows[0]?.cells[definition.id]
  const yearly = useAsk(isMissing(monthCell) ? sampleQuestion(definition.id, place, year) : null)
  const yearCell = yearly.data?.rows[0]?.cells[definition.id]
  if (month.error) return <Failure error={month.error} onRetry={() => void month.refetch()} />
  if (month.isPending || (isMissing(monthCell) && yearly.isLoading)) return <Skeleton lines={4} />
  const ofYear = yearCell?.state === 'shown'
  const cell = ofYear ? yearCell : monthCell
  const answer = ofYear ? yearly.data : month.data
  const period = ofYear ? year : place.latest
  const before = cell?.compare?.sameLastYear
  const coverage = cell?.coverage
  return (
    <>
      <p className={styles.value} data-testid="sample-value" data-state={cell?.state}>
        {cell?.state === 'shown' && cell.value !== undefined ? (
          valueText(cell.value, definition, language)
        ) : (
          <Withheld reason={cell && cell.state !== 'shown' ? cell.state : 'no-data'} />
        )}
      </p>
      <Facts
        rows={[
          [t('fact.place'), `${place.name[language]} · ${period}`],
          [t('fact.sameLastYear'), typeof before === 'object' ? changeText(before, definition, language) : null],
          [
            t('fact.parts'),
            cell?.numerator !== undefined && cell.denominator !== undefined
              ? `${plainText(cell.numerator, language)} ÷ ${plainText(cell.denominator, language)}`
              : null,
          ],
          [
            t('fact.coverage'),
            coverage && coverage.expected > 0
              ? `${shareText(coverage.reported / coverage.expected, language)} · ${t(`coverage.${coverage.every ?? 'month'}`, { reported: plainText(coverage.reported, language), expected: plainText(coverage.expected, language) })}`
              : t('coverage.nobody'),
          ],
          [t('fact.through'), answer?.dataThrough],
          [t('fact.asOf'), answer?.asOf ? instantText(answer.asOf) : null],
          [t('fact.version'), cell?.definitionVersion],
          [t('fact.demo'), answer?.demo ? t('demo') : null],
        ]}
      />
      {cell?.state === 'shown' && (
        <Link
          className={styles.more}
          href={numberLineage({
            indicator: definition.id,
            territory: place.territory,
            facility: place.facility,
            period,
          })}
        >
          {t('files')}
        </Link>
      )}
    </>
  )
}
