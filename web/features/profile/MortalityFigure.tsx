'use client'
import { Segmented } from 'antd'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { plainText, shareText, valueText } from '../../format/number'
import { periodText } from '../../format/time'
import { readingOf } from '../cockpit/reading'
import { useAsk } from '../cockpit/useQuestions'
import { Empty } from '../states/Empty'
import { Withheld } from '../states/Withheld'
import { Awaited, Figure, PlainTable } from './Figure'
import { type MortalityView, mortalityView } from './mortality-view'
import styles from './profile.module.css'
import type { Stratified } from './profile-address'
import { useProfileFrame } from './profile-frame'
import { MORTALITY } from './profile-indicators'
import { ownQuestion } from './useProfileQuestions'

const IDS = [MORTALITY.ratio, MORTALITY.cases, MORTALITY.left]

/** Groups a screen lists; the table of an export has all. */
const LISTED = 40

/** Observed over expected deaths, with the groups they come from. */
export function MortalityFigure({ by, onBy }: { by: Stratified; onBy: (by: Stratified) => void }) {
  const t = useTranslations('profile.mortality')
  const frame = useProfileFrame()
  const { define, language, calendarYear: year } = frame
  const definitions = useMemo(() => define(IDS), [define])
  const complete = definitions.length === IDS.length
  const total = useAsk(complete ? ownQuestion(frame, definitions, year) : null)
  const question = ownQuestion(frame, definitions.slice(0, 2), year, { by, limit: 2000 })
  const strata = useAsk(complete ? question : null)
  const view = useMemo(
    () => total.data && strata.data && mortalityView(total.data, strata.data, MORTALITY),
    [total.data, strata.data],
  )
  const left = total.data?.rows[0]?.cells[MORTALITY.left]
  const leftDefinition = definitions.find(({ id }) => id === MORTALITY.left)
  const cell = total.data?.rows[0]?.cells[MORTALITY.ratio]
  return (
    <Figure
      title={t('title')}
      testId="profile-mortality"
      span={4}
      note={periodText(year, language)}
      stale={total.stale ?? strata.stale}
      question={question}
      chart={false}
      tools={
        <Segmented<Stratified>
          size="small"
          value={by}
          onChange={onBy}
          options={[
            { value: 'mdc', label: 'MDC' },
            { value: 'drg', label: 'DRG' },
            { value: 'ageSex', label: t('ageSex') },
          ]}
        />
      }
      help={
        <>
          <p>{t('help')}</p>
          <p>{t('helpStrata')}</p>
          <p>{t('helpNot')}</p>
        </>
      }
    >
      <Awaited asked={total}>
        {() => (
          <Awaited asked={strata}>
            {() =>
              !view ? (
                cell && cell.state !== 'shown' ? (
                  <div className={styles.centred}>
                    <Withheld reason={cell.state} />
                  </div>
                ) : (
                  <Empty>{t('empty')}</Empty>
                )
              ) : (
                <div className={styles.mortality}>
                  <p className={styles.hero}>
                    <b data-testid="mortality-ratio">
                      {view.ratio === null ? t(`sample.${view.sample}`) : view.ratio.toFixed(2)}
                    </b>
                    {view.interval && (
                      <span>
                        {t('interval', {
                          lower: view.interval.lower.toFixed(2),
                          upper: view.interval.upper.toFixed(2),
                        })}
                      </span>
                    )}
                    <span data-testid="mortality-sides">
                      {t('sides', { observed: view.observed, expected: plainText(view.expected, language, 2) })}
                    </span>
                    {leftDefinition && (
                      <span>
                        {leftDefinition[language]}{' '}
                        {left?.state === 'shown' && left.value !== undefined
                          ? valueText(left.value, leftDefinition, language)
                          : t(`left.${readingOf(left).state === 'suppressed' ? 'suppressed' : 'none'}`)}
                      </span>
                    )}
                  </p>
                  <Strata view={view} by={by} />
                  <p className={styles.judgement} data-testid="mortality-says">
                    {saysOf(view, t)}
                  </p>
                </div>
              )
            }
          </Awaited>
        )}
      </Awaited>
    </Figure>
  )
}

function Strata({ view, by }: { view: MortalityView; by: Stratified }) {
  const t = useTranslations('profile.mortality')
  const { language } = useProfileFrame()
  const figures = (one: { observed: number; expected: number; excess: number; share: number }) => [
    plainText(one.observed, language, 0),
    plainText(one.expected, language, 2),
    `${one.excess > 0 ? '+' : one.excess < 0 ? '−' : ''}${plainText(Math.abs(one.excess), language, 2)}`,
    shareText(one.share, language),
  ]
  const nameOf = (key: string) => {
    if (key === '') return t(by === 'ageSex' ? 'unknown' : 'ungrouped')
    const [sex = '', band = ''] = key.split(' ')
    return by === 'ageSex' ? t('who', { sex, band: band.replace('-', '–') }) : key
  }
  return (
    <PlainTable
      caption={t('strata')}
      table={{
        head: [
          t(by === 'mdc' ? 'category' : by === 'drg' ? 'group' : 'ageSex'),
          t('cases'),
          t('observed'),
          t('expected'),
          t('excess'),
          t('share'),
        ],
        rows: [
          ...view.strata.slice(0, LISTED).map((one) => ({
            key: one.key,
            cells: [nameOf(one.key), plainText(one.cases, language, 0), ...figures(one)],
          })),
          ...(view.rest
            ? [{ key: ' rest', cells: [t('rest', { count: view.withheld }), '—', ...figures(view.rest)] }]
            : []),
        ],
      }}
    />
  )
}

function saysOf(view: MortalityView, t: ReturnType<typeof useTranslations<'profile.mortality'>>): string {
  if (view.sample !== 'enough' || !view.interval) return t(`says.${view.sample === 'none' ? 'none' : 'small'}`)
  if (view.interval.lower > 1) return t('says.above')
  return t(view.interval.upper < 1 ? 'says.below' : 'says.around')
}
