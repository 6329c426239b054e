'use client'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { Popover } from 'antd'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { type Charted, ChartTools } from '../cockpit/ChartPanel'
import { Panel } from '../cockpit/Panel'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './figure.module.css'

export interface FigureTable {
  readonly head: readonly string[]
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[]; readonly mark?: boolean }[]
}

/**
 * A panel of the profile: title, period and comparison, help on demand, its drawing or the same as a table.
 * @param chart false where the content is a table already
 */
export function Figure({
  title,
  note,
  help,
  stale,
  span,
  testId,
  tools,
  table,
  question,
  noted,
  about,
  chart = true,
  children,
}: {
  title: string
  note?: ReactNode
  help: ReactNode
  stale?: string | undefined
  /** Columns of the grid's twelve on a wide screen. */
  span: 3 | 4 | 6 | 8 | 12
  testId: string
  tools?: ReactNode
  table?: FigureTable | null
  question?: IndicatorQueryText | null
  noted?: Charted['noted']
  about?: Charted['about']
  chart?: boolean
  children: ReactNode
}) {
  const t = useTranslations('profile.figure')
  const [asTable, setAsTable] = useState(false)
  return (
    <div className={styles.figure} data-span={span}>
      <Panel
        testId={testId}
        title={title}
        note={note}
        {...(stale ? { stale } : {})}
        tools={
          <span className={styles.tools}>
            {tools}
            {table && (
              <button
                type="button"
                className={styles.tool}
                aria-pressed={asTable}
                data-testid={`${testId}-table`}
                onClick={() => setAsTable((now) => !now)}
              >
                {t(asTable ? 'asChart' : 'asTable')}
              </button>
            )}
            <ChartTools
              name={title}
              question={question ?? null}
              noted={noted}
              chart={chart && !asTable}
              about={about}
            />
            <Popover
              content={<div className={styles.help}>{help}</div>}
              trigger="click"
              placement="bottomRight"
              title={title}
            >
              <button type="button" className={styles.tool} aria-label={t('help', { title })}>
                ?
              </button>
            </Popover>
          </span>
        }
      >
        {asTable && table ? <PlainTable caption={title} table={table} /> : children}
      </Panel>
    </div>
  )
}

/** Rows in a box that scrolls by itself, and by the keyboard. */
export function PlainTable({ caption, table }: { caption: string; table: FigureTable }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {table.head.map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ key, cells, mark }) => (
            <tr key={key} data-own={mark || undefined}>
              {cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never change places
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface Asked<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

/** What a question gave, or why it has not: the box keeps its size in every state. */
export function Awaited<T>({
  asked,
  lines = 6,
  children,
}: {
  asked: Asked<T>
  lines?: number
  children: (data: T) => ReactNode
}) {
  if (asked.error) return <Failure error={asked.error} onRetry={() => void asked.refetch()} />
  return asked.data === undefined ? <Skeleton lines={lines} /> : children(asked.data)
}
