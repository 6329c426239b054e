'use client'
import type { Bilingual } from '@cockpit/domain/ids'
import { AreaCode } from '@cockpit/domain/ids'
import { formatPeriod } from '@cockpit/domain/period/period'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { shareText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { STICKY } from '../shell/sticky-head'
import { Empty } from '../states/Empty'
import { Failure } from '../states/Failure'
import matrixStyles from './matrix.module.css'
import styles from './quality.module.css'
import { toneOf } from './tone'
import type { QualityPlace } from './useQualityPlace'

interface MatrixRow {
  readonly facility: string
  readonly name: string
  /** By table. */
  readonly cells: ReadonlyMap<string, Cell>
  readonly worst: number
}
interface Cell {
  readonly part: number
  readonly whole: number
  readonly every: 'day' | 'month'
  readonly received: number
  readonly rejected: number
  readonly open: number
}

/** Institution by table: how much of the owed has come. Those with the largest holes stand first. */
export function Matrix({ at, facilities }: { at: QualityPlace; facilities: ReadonlyMap<string, Bilingual> }) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const [text, setText] = useState('')
  const [worst, setWorst] = useState(false)
  const tables = useQuery(trpc.quality.tables.queryOptions())
  const { data, error, refetch, isFetching } = useQuery({
    ...trpc.quality.matrix.queryOptions({ area: AreaCode.parse(at.place.area.code), period: formatPeriod(at.period) }),
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => {
    const byFacility = new Map<string, Map<string, Cell>>()
    for (const { facility, table, coverage, every, received, rejected, open } of data ?? []) {
      if (!coverage || coverage.whole === 0) continue
      const cells = byFacility.get(facility) ?? new Map<string, Cell>()
      cells.set(table, { part: coverage.part, whole: coverage.whole, every, received, rejected, open })
      byFacility.set(facility, cells)
    }
    return [...byFacility]
      .map(([facility, cells]): MatrixRow => {
        const shares = [...cells.values()].map((cell) => cell.part / cell.whole)
        return {
          facility,
          name: facilities.get(facility)?.[language] ?? facility,
          cells,
          worst: shares.reduce((sum, share) => sum + share, 0) / shares.length,
        }
      })
      .sort((a, b) => a.worst - b.worst || (a.name < b.name ? -1 : 1))
  }, [data, facilities, language])
  if (error || tables.error)
    return <Failure error={error ?? tables.error} onRetry={() => void Promise.all([refetch(), tables.refetch()])} />
  const shown = rows.filter((row) => (!worst || row.worst < 1) && row.name.includes(text.trim()))
  const present = (tables.data ?? []).filter((table) => rows.some((row) => row.cells.has(table.name)))
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <Input.Search
          allowClear
          placeholder={t('matrix.search')}
          aria-label={t('matrix.search')}
          style={{ maxWidth: 260 }}
          onChange={(event) => setText(event.target.value)}
        />
        <Checkbox checked={worst} onChange={(event) => setWorst(event.target.checked)}>
          {t('matrix.worst')}
        </Checkbox>
        <small className={styles.muted}>
          {t('matrix.legend')} · {t('matrix.rows', { count: shown.length })}
        </small>
      </div>
      <Table<MatrixRow>
        size="small"
        rowKey="facility"
        loading={isFetching && !data}
        dataSource={shown}
        sticky={STICKY}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 25, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Empty>{t('league.empty')}</Empty> }}
        onRow={(row) => ({ 'data-testid': `matrix-${row.facility}` }) as object}
        columns={[
          {
            title: t('matrix.facility'),
            fixed: 'left',
            render: (_, row) => (
              <Link className={styles.link} href={`/quality/facility/${encodeURIComponent(row.facility)}`}>
                {row.name}
              </Link>
            ),
          },
          ...present.map((table) => ({
            title: (
              <Link className={matrixStyles.tableHead} href={`/quality/table/${table.name}?t=${at.place.area.code}`}>
                {table.title[language]}
                <small>{t(`every.${table.every}`)}</small>
              </Link>
            ),
            key: table.name,
            align: 'center' as const,
            render: (_: unknown, row: MatrixRow) => (
              <Mark cell={row.cells.get(table.name)} title={table.title[language]} />
            ),
          })),
        ]}
      />
    </div>
  )
}

function Mark({ cell, title }: { cell: Cell | undefined; title: string }) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  if (!cell)
    return (
      <span className={matrixStyles.unowed} title={t('matrix.none')}>
        ·<span className={styles.spoken}>{t('matrix.none')}</span>
      </span>
    )
  const share = cell.part / cell.whole
  const words = t('matrix.detail', {
    table: title,
    part: cell.part,
    whole: cell.whole,
    unit: t(`unit.${cell.every}`),
    received: cell.received,
    rejected: cell.rejected,
    open: cell.open,
  })
  return (
    <span className={matrixStyles.mark} data-tone={toneOf(share)} title={words}>
      {shareText(share, language, share === 0 || share === 1 ? 0 : 1)}
      {cell.open > 0 && <i title={words}>!</i>}
    </span>
  )
}
