'use client'
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import { useScale } from '../shell/useScale'
import { windowOf } from './window-of'
import styles from './windowed-table.module.css'

export interface Column<Row> {
  readonly key: string
  readonly title: ReactNode
  /** A track of the grid: `8em`, `minmax(0, 1fr)`. */
  readonly width: string
  readonly align?: 'start' | 'end'
  readonly cell: (row: Row) => ReactNode
}

/** Height of a row in CSS pixels at scale 1. */
const ROW = 38

/**
 * A long table of which only the rows in sight are in the page: fifty thousand cost as much as fifty. Rows are of one height; a screen reader is told
 * how many there are. Give it a height.
 */
export function WindowedTable<Row>({
  columns,
  rows,
  rowKey,
  rowData,
  label,
  minWidth = 760,
}: {
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** `data-` attributes of a row, for its look and for tests. */
  rowData?: (row: Row) => Readonly<Record<`data-${string}`, string | undefined>>
  label: string
  /** CSS pixels at scale 1; narrower boxes scroll sideways. */
  minWidth?: number
}) {
  const box = useRef<HTMLDivElement>(null)
  const scale = useScale()
  const height = ROW * scale
  const [seen, setSeen] = useState({ top: 0, height: 800 })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => setSeen({ top: element.scrollTop, height: element.clientHeight })
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [])
  const { first, end } = windowOf(seen.top, seen.height, height, rows.length)
  const tracks: CSSProperties = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div ref={box} className={styles.box} tabIndex={0}>
      <table
        className={styles.table}
        style={{ minWidth: minWidth * scale }}
        aria-label={label}
        aria-rowcount={rows.length + 1}
      >
        <thead>
          <tr style={tracks} aria-rowindex={1}>
            {columns.map(({ key, title, align }) => (
              <th key={key} scope="col" data-align={align}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: rows.length * height }}>
          {rows.slice(first, end).map((row, index) => (
            <tr
              key={rowKey(row)}
              aria-rowindex={first + index + 2}
              style={{ ...tracks, height, transform: `translateY(${(first + index) * height}px)` }}
              {...rowData?.(row)}
            >
              {columns.map(({ key, cell, align }) => (
                <td key={key} data-align={align}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
