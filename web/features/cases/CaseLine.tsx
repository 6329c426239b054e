'use client'
import { CASE_FLAGS, type CaseFlag } from '@cockpit/domain/cases/case-lists'
import type { CaseRow } from '@cockpit/domain/cases/case-query'
import { doctorLabel } from '@cockpit/domain/cases/doctors'
import { useLocale, useTranslations } from 'next-intl'
import { memo, type ReactNode } from 'react'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { CASE_COLUMNS, known, SEXES, shortRecord, WAYS } from './case-columns'
import styles from './cases.module.css'

/** One case in the list; grey while it is on its way. */
export const CaseLine = memo(function CaseLine({
  row,
  at,
  height,
  facilityName,
  onOpen,
}: {
  row: CaseRow | undefined
  at: number
  height: number
  facilityName: (id: string) => string
  onOpen: (row: CaseRow) => void
}) {
  const t = useTranslations('cases')
  const language = languageOf(useLocale())
  const style = { transform: `translateY(${at * height}px)`, height }
  if (!row) return <div className={styles.line} data-coming="" style={style} />
  const sex = known(SEXES, row.sex)
  const way = known(WAYS, row.way)
  const number = (value: number | null) => (value === null ? '—' : plainText(value, language, 0))
  const times = (value: number | null, mean: number | null) =>
    value !== null && mean ? <small>{t('times', { times: plainText(value / mean, language, 1) })}</small> : null
  const coded = (code: string, name: string) => (name ? name : code || '—')
  const cells: Record<(typeof CASE_COLUMNS)[number], ReactNode> = {
    record: (
      <button type="button" onClick={() => onOpen(row)} title={t('open')}>
        {shortRecord(row.record)}
        {row.admission > 1 && <small>·{row.admission}</small>}
      </button>
    ),
    discharged: row.dischargedOn,
    facility: facilityName(row.facility),
    department: coded(row.department, row.departmentName),
    doctor: doctorLabel(row.doctor) || '—',
    person: `${sex ? t(`sex.${sex}`) : '—'} ${row.age ?? '—'}`,
    diagnosis: coded(row.diagnosis, row.diagnosisName),
    operation: coded(row.operation, row.operationName),
    drg: (
      <>
        {row.drg === '' ? t('noGroup') : row.drg}
        {row.weight !== null && <small> RW {plainText(row.weight, language, 2)}</small>}
      </>
    ),
    stay: (
      <>
        {times(row.stay, row.meanStay)} {number(row.stay)}
      </>
    ),
    cost: (
      <>
        {times(row.cost, row.meanCost)} {number(row.cost)}
      </>
    ),
    way: way ? t(`way.${way}`) : row.way,
    flags: shownFlags(row).map((flag) => (
      <i key={flag} className={styles.flag} data-flag={flag}>
        {t(`flag.${flag}`)}
      </i>
    )),
  }
  const hints: Partial<Record<(typeof CASE_COLUMNS)[number], string>> = {
    facility: facilityName(row.facility),
    department: row.department,
    diagnosis: `${row.diagnosis} ${row.diagnosisName}`,
    operation: `${row.operation} ${row.operationName}`,
    drg: row.drgName,
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: lines that are not drawn cannot stand in a table element
    // biome-ignore lint/a11y/useFocusableInteractive: its first cell has the button
    <div className={styles.line} role="row" aria-rowindex={at + 2} data-testid="case-line" style={style}>
      {CASE_COLUMNS.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        <span key={column} role="cell" data-column={column} title={hints[column]}>
          {cells[column]}
        </span>
      ))}
    </div>
  )
})

/** A death in a group of low risk need not be called a death as well. */
function shownFlags({ flags }: CaseRow): CaseFlag[] {
  const grave = flags.includes('lowRiskDeath') || flags.includes('midLowRiskDeath')
  return CASE_FLAGS.filter((flag) => flags.includes(flag) && !(flag === 'died' && grave))
}
