'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import type { ListQuery } from './CaseTable'
import styles from './cases.module.css'

/** The departments of a list with their numbers of cases; one of them narrows the list. */
export function Departments({ query, onPick }: { query: ListQuery; onPick: (department: string | null) => void }) {
  const t = useTranslations('cases')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const { department: chosen, ...whole } = query
  const { data, error, refetch } = useQuery(trpc.cases.departments.queryOptions(whole))
  return (
    <nav className={styles.departments} aria-label={t('departments')}>
      <button type="button" aria-pressed={chosen === undefined} onClick={() => onPick(null)}>
        <span>{t('allDepartments')}</span>
        {data && (
          <b>
            {plainText(
              data.reduce((sum, { cases }) => sum + cases, 0),
              language,
            )}
          </b>
        )}
      </button>
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : (
        data.map(({ department, name, cases }) => (
          <button
            key={department}
            type="button"
            aria-pressed={chosen === department}
            onClick={() => onPick(department)}
          >
            <span title={department}>{name || department || t('noDepartment')}</span>
            <b>{plainText(cases, language)}</b>
          </button>
        ))
      )}
    </nav>
  )
}
