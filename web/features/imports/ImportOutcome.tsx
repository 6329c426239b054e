'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import type { LaterFile } from '../../server/imports/outcome'
import { fileLineage } from '../lineage/lineage-address'
import { useFaultWords } from '../quality/FaultTable'
import { useTRPC } from '../queries/trpc'
import page from '../shell/page.module.css'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './outcome.module.css'

/** What became of a file's rows: which later files replaced or corrected them, which were flagged or rejected, and why. */
export function ImportOutcome({ id }: { id: string }) {
  const t = useTranslations('imports.outcome')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const words = useFaultWords()
  const { data, error, refetch } = useQuery(trpc.imports.outcome.queryOptions({ id }))
  if (error) return <Failure error={error} onRetry={refetch} />
  if (!data) return <Skeleton lines={3} />
  const count = (value: number) => plainText(value, language, 0)
  const { checked, supersededBy } = data
  const told = supersededBy.reduce((sum, { rows }) => sum + rows, 0)
  const corrected = checked?.correctedBy.reduce((sum, { rows }) => sum + rows, 0) ?? 0
  return (
    <div className={styles.outcome} data-testid="import-outcome">
      <section>
        <h3>{t('later')}</h3>
        <p>{data.rowsSuperseded > 0 ? t('superseded', { count: count(data.rowsSuperseded) }) : t('standing')}</p>
        <LaterFiles files={supersededBy} word="replacedBy" />
        {data.rowsSuperseded > told && (
          <p className={page.hint}>{t('untold', { count: count(data.rowsSuperseded - told) })}</p>
        )}
        {data.rowsReplaced > 0 && <p>{t('replaced', { count: count(data.rowsReplaced) })}</p>}
        {data.rowsErased > 0 && <p>{t('erased', { count: count(data.rowsErased) })}</p>}
        {data.rowsExpired > 0 && <p>{t('expired', { count: count(data.rowsExpired) })}</p>}
      </section>
      {checked === null ? (
        <p className={page.hint}>{t('notWithin')}</p>
      ) : (
        <>
          <section>
            <h3>{t('rejected')}</h3>
            <p>
              {checked.rejected === 0
                ? t('noneRejected')
                : t('corrected', { count: count(checked.rejected), corrected: count(corrected) })}
            </p>
            <LaterFiles files={checked.correctedBy} word="correctedBy" />
            {checked.elsewhere > 0 && (
              <p className={page.hint}>{t('elsewhere', { count: count(checked.elsewhere) })}</p>
            )}
            <Faults
              lines={checked.faults
                .filter(({ severity }) => severity === 'reject')
                .map((fault) => `${words(fault)} × ${count(fault.rows)}`)}
            />
          </section>
          <section>
            <h3>{t('flagged')}</h3>
            <p>{checked.flagged === 0 ? t('noneFlagged') : t('flaggedRows', { count: count(checked.flagged) })}</p>
            <Faults
              lines={checked.faults
                .filter(({ severity }) => severity === 'flag')
                .map((fault) => `${words(fault)} × ${count(fault.rows)}`)}
            />
          </section>
        </>
      )}
    </div>
  )
}

function LaterFiles({ files, word }: { files: readonly LaterFile[]; word: 'replacedBy' | 'correctedBy' }) {
  const t = useTranslations('imports.outcome')
  const language = languageOf(useLocale())
  if (files.length === 0) return null
  return (
    <ul data-testid={word}>
      {files.map(({ batch, fileName, publishedAt, rows }) => (
        <li key={batch}>
          {fileName ? (
            <Link className={page.go} href={fileLineage(batch)}>
              {fileName}
            </Link>
          ) : (
            t('batch', { batch })
          )}{' '}
          {t(word, { count: plainText(rows, language, 0) })}
          {publishedAt && <span className={page.muted}> · {instantText(publishedAt)}</span>}
        </li>
      ))}
    </ul>
  )
}

function Faults({ lines }: { lines: readonly string[] }) {
  const t = useTranslations('imports.outcome')
  if (lines.length === 0) return null
  return (
    <>
      <p className={page.muted}>{t('reasons')}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}
