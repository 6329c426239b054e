'use client'
import type { FacilityCases } from '@cockpit/domain/cases/case-query'
import { doctorLabel } from '@cockpit/domain/cases/doctors'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '../queries/trpc'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { DoctorTable } from './DoctorTable'
import styles from './doctors.module.css'

/** The step between a department and its cases: its doctors, one of whom narrows the list. */
export function Doctors({
  query,
  department,
  onPick,
}: {
  query: Omit<FacilityCases, 'limit' | 'offset'>
  /** As it is shown. */
  department: string
  onPick: (doctor: string | null) => void
}) {
  const t = useTranslations('doctors')
  const trpc = useTRPC()
  const { doctor: chosen, ...whole } = query
  const { data, error, refetch } = useQuery(trpc.cases.doctors.queryOptions(whole))
  return (
    <div className={styles.step}>
      <details
        // A department is chosen and no doctor yet: this is the step that is next.
        open={query.department !== undefined && chosen === undefined}
        key={`${query.department} ${chosen}`}
        data-testid="doctors-step"
      >
        <summary>
          <strong>{t('title')}</strong>{' '}
          <span>{t('of', { department, count: data?.lines.filter(({ key }) => key !== '').length ?? '…' })}</span>
        </summary>
        {error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton lines={4} />
        ) : (
          <DoctorTable
            told={data}
            chosen={chosen}
            act={(key, words) => (
              <button type="button" aria-pressed={key === chosen} onClick={() => onPick(key === chosen ? null : key)}>
                {words}
              </button>
            )}
          />
        )}
      </details>
      {chosen !== undefined && (
        <button type="button" className={styles.chip} onClick={() => onPick(null)} title={t('clear')}>
          {chosen === '' ? t('unsaid') : t('label', { label: doctorLabel(chosen) })} ×
        </button>
      )}
    </div>
  )
}
