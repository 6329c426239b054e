'use client'
import type { CaseQuery, CaseRow } from '@cockpit/domain/cases/case-query'
import { useQueries } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { useTRPC } from '../queries/trpc'
import { useScale } from '../shell/useScale'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { CaseLine } from './CaseLine'
import { CASE_COLUMNS } from './case-columns'
import styles from './cases.module.css'
import { rowsInView } from './rows-in-view'

const PAGE = 100
const ROW = 34

export type ListQuery = Omit<CaseQuery, 'limit' | 'offset'>

/** The lines of a list: only those in the window are drawn and asked for, however long it is. */
export function CaseTable({
  query,
  facilityName,
  onOpen,
  onTotal,
}: {
  query: ListQuery
  facilityName: (id: string) => string
  onOpen: (row: CaseRow) => void
  onTotal: (total: number, demo: boolean) => void
}) {
  const t = useTranslations('cases')
  const trpc = useTRPC()
  const rowHeight = Math.round(ROW * useScale())
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 800 })
  const [total, setTotal] = useState(0)
  const sizes = { total, rowHeight, pageSize: PAGE }
  // A quick scroll passes over pages without asking for each of them.
  const { pages } = rowsInView(useDeferredValue(view), sizes)
  const asked = useQueries({
    queries: pages.map((page) => ({
      ...trpc.cases.list.queryOptions(
        { ...query, offset: page * PAGE, limit: PAGE },
        { trpc: { abortOnUnmount: true } },
      ),
      staleTime: 5 * 60_000,
    })),
  })
  const first = asked.find(({ data }) => data)?.data
  const error = asked.find((one) => one.error)?.error
  useEffect(() => {
    if (!first) return
    setTotal(first.total)
    onTotal(first.total, first.demo)
  }, [first, onTotal])
  useEffect(() => {
    const host = box.current
    if (!host) return
    const measure = () => setView({ top: host.scrollTop, height: host.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(host)
    host.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      host.removeEventListener('scroll', measure)
    }
  }, [])
  const rows = new Map(
    asked.flatMap(({ data }, at) => (data?.rows ?? []).map((row, n) => [(pages[at] ?? 0) * PAGE + n, row] as const)),
  )
  const drawn = rowsInView(view, sizes)
  return (
    // biome-ignore lint/a11y/useSemanticElements: lines that are not drawn cannot stand in a table element; the roles tell how many there are
    <div
      ref={box}
      className={styles.box}
      role="table"
      aria-label={t('table')}
      aria-rowcount={total + 1}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too
      tabIndex={0}
      data-testid="cases-table"
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a head is not acted on */}
      <div className={styles.lineHead} role="row" aria-rowindex={1}>
        {CASE_COLUMNS.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <span key={column} role="columnheader" data-column={column}>
            {t(`column.${column}`)}
          </span>
        ))}
      </div>
      {error && !first ? (
        <Failure error={error} onRetry={() => void Promise.all(asked.map((one) => one.refetch()))} />
      ) : !first && total === 0 ? (
        <Skeleton lines={14} />
      ) : first?.total === 0 ? (
        <Empty>{t('none')}</Empty>
      ) : (
        // Its height stays while no page of what is now in view has come: without it the list would jump back to its beginning.
        // biome-ignore lint/a11y/useSemanticElements: see above
        <div className={styles.lines} role="rowgroup" style={{ height: total * rowHeight }}>
          {Array.from({ length: drawn.end - drawn.first }, (_, n) => drawn.first + n).map((at) => (
            <CaseLine
              key={at}
              row={rows.get(at)}
              at={at}
              height={rowHeight}
              facilityName={facilityName}
              onOpen={onOpen}
            />
          ))}
        </div>
      )}
    </div>
  )
}
