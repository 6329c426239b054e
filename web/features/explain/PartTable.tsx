'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type Column, WindowedTable } from '../ranking/WindowedTable'
import shared from '../shell/page.module.css'
import { Withheld } from '../states/Withheld'
import styles from './explain.module.css'
import type { PartRow } from './explain-view'

/** All parts with both values and what each adds to the change. */
export function PartTable({
  rows,
  label,
  periods,
  hrefOf,
}: {
  rows: readonly PartRow[]
  label: string
  periods: readonly [string, string]
  hrefOf: (id: string) => string | null
}) {
  const t = useTranslations('explain.column')
  const value = (row: PartRow, when: 'before' | 'after') => {
    const text = when === 'before' ? row.beforeText : row.afterText
    if (text !== null) return text
    return row.absent ? <Withheld reason={row.absent.why} /> : '—'
  }
  const split = rows.some(({ within }) => within !== null)
  const columns: Column<PartRow>[] = [
    {
      key: 'name',
      title: t('name'),
      width: 'minmax(9em, 1fr)',
      cell: (row) => {
        const href = hrefOf(row.id)
        return href ? (
          <Link href={href} className={shared.link} title={row.name} data-testid={`part-${row.id}`}>
            {row.name}
          </Link>
        ) : (
          <span title={row.name}>{row.name}</span>
        )
      },
    },
    { key: 'before', title: periods[0], width: '7.5em', align: 'end', cell: (row) => value(row, 'before') },
    { key: 'after', title: periods[1], width: '7.5em', align: 'end', cell: (row) => value(row, 'after') },
    {
      key: 'contribution',
      title: t('contribution'),
      width: '8.5em',
      align: 'end',
      cell: (row) => (
        <b className={styles.contribution} data-sense={row.sense}>
          {row.text}
        </b>
      ),
    },
    ...(split
      ? ([
          { key: 'within', title: t('within'), width: '8em', align: 'end', cell: (row: PartRow) => row.within ?? '—' },
          { key: 'mix', title: t('mix'), width: '8em', align: 'end', cell: (row: PartRow) => row.mix ?? '—' },
        ] as const)
      : []),
  ]
  return (
    <section className={styles.table}>
      <WindowedTable
        label={label}
        minWidth={split ? 800 : 560}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => `part ${id}`}
        rowData={(row) => ({ 'data-hidden': row.hidden ? '' : undefined })}
      />
    </section>
  )
}
