'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { instantText } from '../../format/instant'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { ImportOutcome } from '../imports/ImportOutcome'
import { useSenderName } from '../imports/useSenderName'
import { useTRPC } from '../queries/trpc'
import { Card, Facts, Page } from '../shell/Page'
import shared from '../shell/page.module.css'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { NamesFailed } from '../states/NamesFailed'
import styles from './lineage.module.css'
import { touchedGrid } from './touched-grid'

/** What a file brought and what it touches: indicators, counties, months. Each leads to the cockpit where the number stands. */
export function LineageOfFile({ batch }: { batch: string }) {
  const t = useTranslations('lineage')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const senderName = useSenderName()
  const catalogue = useQuery(trpc.indicators.catalogue.queryOptions())
  const { data, error, refetch } = useQuery(trpc.lineage.ofFile.queryOptions({ batch }))
  if (error) return <Failure error={error} onRetry={refetch} />
  if (!data) return <Skeleton lines={6} />
  const { file } = data
  const count = (value: number) => plainText(value, language)
  const grid = touchedGrid(data.places)
  const last = grid.months.at(-1)
  return (
    <Page
      title={file.fileName}
      note={
        <>
          <Link href="/imports">← {t('toImports')}</Link> · {t('fileNote', { batch: file.id })}
        </>
      }
    >
      <div className={shared.split} data-narrow={grid.months.length < 4 || undefined}>
        <Card title={t('touched', { counties: grid.rows.length, months: grid.months.length })} testId="touched">
          {grid.rows.length === 0 ? (
            <Empty>{t('touchesNothing')}</Empty>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
            <section className={styles.scroll} tabIndex={0} aria-label={t('column.county')}>
              <table className={styles.grid}>
                <thead>
                  <tr>
                    <th scope="col">{t('column.county')}</th>
                    {grid.months.map((month) => (
                      <th key={month} scope="col">
                        {month}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {grid.rows.map((row) => (
                    <tr key={row.code}>
                      <th scope="row">{row.name?.[language] ?? row.code}</th>
                      {row.cells.map((cell, at) => (
                        <td
                          key={grid.months[at]}
                          data-touched={cell !== undefined || undefined}
                          title={cell === null ? t('someRows') : undefined}
                        >
                          {cell === undefined ? '' : cell === null ? '●' : count(cell)}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </Card>
        <div className={shared.column}>
          <Card title={t('facts')}>
            <Facts
              rows={[
                [t('column.table'), data.table?.[language] ?? file.table],
                [t('column.sender'), senderName(file.sender)],
                [t('column.published'), instantText(file.publishedAt)],
                [t('rowsRead'), count(file.rowsRead)],
                [t('rowsPublished'), count(file.rowsPublished)],
                [t('rowsRejected'), count(file.rowsRejected)],
                ['SHA-256', <code key="sha">{file.sha256}</code>],
              ]}
            />
          </Card>
          <Card title={t('became')}>
            <ImportOutcome id={file.id} />
          </Card>
          <Card title={t('indicators', { count: data.indicators.length })}>
            <NamesFailed of={[catalogue]} />
            {data.indicators.length === 0 ? (
              <Empty>{t('noIndicators')}</Empty>
            ) : (
              <div className={shared.files}>
                {data.indicators.map((id) => (
                  <Link key={id} href={`/?${new URLSearchParams({ i: id, ...(last ? { p: last } : {}) })}`}>
                    {catalogue.data?.find((one) => one.id === id)?.[language] ?? id}
                  </Link>
                ))}
              </div>
            )}
          </Card>
        </div>
      </div>
    </Page>
  )
}
