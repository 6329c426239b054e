'use client'
import { listOf } from '@cockpit/domain/cases/case-lists'
import type { CaseRow } from '@cockpit/domain/cases/case-query'
import { doctorLabel } from '@cockpit/domain/cases/doctors'
import { FacilityId } from '@cockpit/domain/ids'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { plainText, shareText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Facts } from '../shell/Page'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { known, REASONS, RISKS, SEXES, WAYS } from './case-columns'
import styles from './cases.module.css'

/** Amounts within another item, shown beside it and not added up. */
const PARTS = new Set(['fee_physical_therapy', 'fee_anaesthesia', 'fee_operation', 'fee_antibacterial'])

/** One front page: why it counts, the stay, its group against the regional means, and its costs by item. */
export function CaseFacts({ row }: { row: CaseRow }) {
  const t = useTranslations('cases')
  const words = useTranslations('doctors')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(
    trpc.cases.one.queryOptions({
      facility: FacilityId.parse(row.facility),
      record: row.record,
      admission: row.admission,
      dischargedOn: CalendarDate.parse(row.dischargedOn),
    }),
  )
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={16} />
  const sex = known(SEXES, data.sex)
  const way = known(WAYS, data.way)
  const risk = known(RISKS, data.risk)
  const reason = known(REASONS, data.ungroupedReason)
  const yuan = (amount: number) => plainText(amount, language, 2)
  const named = (code: string, name: string) => [code, name].filter(Boolean).join(' ')
  const against = (value: number | null, mean: number | null, unit: string) => {
    if (value === null) return ''
    const own = `${plainText(value, language, 1)} ${unit}`
    if (!mean) return own
    return t('against', {
      value: own,
      mean: `${plainText(mean, language, 1)} ${unit}`,
      times: plainText(value / mean, language, 2),
    })
  }
  const added = data.fees.filter(({ name }) => !PARTS.has(name)).reduce((sum, { amount }) => sum + amount, 0)
  return (
    <div className={styles.one} data-testid="case-one">
      <h3>{t('why')}</h3>
      <ul className={styles.why}>
        {data.counts.map((list) => (
          <li key={list}>{listOf(list).words[language]}</li>
        ))}
      </ul>
      <h3>{t('page')}</h3>
      <Facts
        rows={[
          [t('column.record'), data.record],
          [t('column.person'), `${sex ? t(`sex.${sex}`) : '—'} ${data.age ?? '—'}`],
          [t('admitted'), data.admittedOn],
          [t('column.discharged'), data.dischargedOn],
          [t('column.department'), named(data.department, data.departmentName)],
          [t('column.doctor'), doctorLabel(data.doctor) || words('unsaid')],
          [t('column.diagnosis'), named(data.diagnosis, data.diagnosisName)],
          [t('column.operation'), named(data.operation, data.operationName)],
          [t('column.way'), way ? t(`way.${way}`) : data.way],
          [t('home'), data.homeArea],
        ]}
      />
      <h3>{t('group')}</h3>
      <Facts
        rows={[
          [t('column.drg'), data.drg === '' ? t('noGroup') : named(data.drg, data.drgName)],
          [t('version'), data.drgVersion],
          [t('weight'), data.weight === null ? '' : plainText(data.weight, language, 2)],
          [t('riskClass'), risk ? t(`risk.${risk}`) : data.risk],
          [t('column.stay'), against(data.stay, data.meanStay, t('days'))],
          [t('column.cost'), against(data.cost, data.meanCost, t('yuan'))],
          [t('reason'), reason ? t(`ungrouped.${reason}`) : data.ungroupedReason],
        ]}
      />
      <h3>{t('fees')}</h3>
      {data.fees.length === 0 ? (
        <p className={styles.quiet}>{t('noFees')}</p>
      ) : (
        <table className={styles.fees}>
          <tbody>
            {data.fees.map(({ name, title, amount }) => (
              <tr key={name} data-part={PARTS.has(name) || undefined}>
                <th scope="row">{title?.[language] ?? name}</th>
                <td>{yuan(amount)}</td>
                <td>{added > 0 && !PARTS.has(name) ? shareText(amount / added, language) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.total}>
        {t('total')} {data.cost === null ? '—' : `${yuan(data.cost)} ${t('yuan')}`}
        {data.ownCost !== null && ` · ${t('own', { amount: `${yuan(data.ownCost)} ${t('yuan')}` })}`}
      </p>
    </div>
  )
}
