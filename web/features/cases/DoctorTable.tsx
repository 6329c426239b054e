'use client'
import { type DoctorFigures, type DoctorsTold, doctorLabel } from '@cockpit/domain/cases/doctors'
import type { RankingWithheld } from '@cockpit/domain/fairness/ranking'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { Empty } from '../states/Empty'
import styles from './doctors.module.css'

const COLUMNS = ['listed', 'cases', 'caseMix', 'lowRisk', 'deaths', 'ratio', 'cost', 'costIndex'] as const
type Column = (typeof COLUMNS)[number]

/**
 * The doctors of a department side by side, under their pseudonyms and in no order of merit, with what may be told of each and why nobody is compared.
 * @param listed false where there is no list beside it
 * @param act what is done with a doctor: a button or a link around the words
 */
export function DoctorTable({
  told,
  chosen,
  listed = true,
  act,
}: {
  told: DoctorsTold
  chosen?: string | undefined
  listed?: boolean
  act: (key: string, words: string) => ReactNode
}) {
  const t = useTranslations('doctors')
  const language = languageOf(useLocale())
  if (told.lines.length === 0) return <Empty>{t('none')}</Empty>
  const columns = COLUMNS.filter((column) => listed || column !== 'listed')
  const wordsOf = (key: string) => (key === '' ? t('unsaid') : t('label', { label: doctorLabel(key) }))
  return (
    <div className={styles.doctors} data-testid="doctors">
      <p className={styles.gate} data-testid="doctors-gate">
        {gateWords(told.withheld, t)} {t('note')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('column.doctor')}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {told.lines.map((line) => (
              <tr key={line.key} data-chosen={line.key === chosen || undefined} data-testid="doctor-line">
                <th scope="row">{act(line.key, wordsOf(line.key))}</th>
                {columns.map((column) => (
                  <td key={column}>{cellOf(line, column)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )

  function cellOf(line: DoctorFigures, column: Column): ReactNode {
    const number = (value: number | null, digits: number) => (value === null ? '—' : plainText(value, language, digits))
    switch (column) {
      case 'listed':
        return number(line.listed, 0)
      case 'cases':
        return line.cases === null ? t('few') : plainText(line.cases, language, 0)
      case 'caseMix':
        return number(line.caseMixIndex, 2)
      case 'lowRisk':
        return number(line.lowRiskDeaths, 0)
      case 'deaths':
        return line.expected === null ? '—' : `${number(line.observed, 0)} / ${number(line.expected, 2)}`
      case 'ratio':
        return <Ratio line={line} />
      case 'cost':
        return number(line.costPerCase, 0)
      case 'costIndex':
        return number(line.costIndex, 2)
    }
  }
}

function Ratio({ line: { ratio, interval, mark, cases, key } }: { line: DoctorFigures }) {
  const t = useTranslations('doctors')
  if (ratio === null || interval === null) return cases === null || key === '' ? '—' : <small>{t('smallSample')}</small>
  return (
    <>
      {mark && (
        <i data-level={mark.level} title={t(mark.side)}>
          {mark.level === 'warning' ? '◆' : '▲'} {t(mark.side)}{' '}
        </i>
      )}
      {ratio.toFixed(2)}{' '}
      <small>
        ({interval.lower.toFixed(2)}–{interval.upper.toFixed(2)})
      </small>
    </>
  )
}

function gateWords(withheld: RankingWithheld | null, t: ReturnType<typeof useTranslations<'doctors'>>): string {
  if (!withheld) return t('gate.offered')
  switch (withheld.code) {
    case 'too-few-expected':
    case 'too-few-peers':
    case 'inside-limits':
    case 'indistinct':
      return t(`gate.${withheld.code}`, { ...withheld })
    default:
      return t('gate.other')
  }
}
