'use client'
import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Period } from '@cockpit/domain/period/period'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { HOME, writeAddress } from '../cockpit/address'
import shared from '../shell/page.module.css'
import { Withheld } from '../states/Withheld'
import { IntervalBar } from './IntervalBar'
import styles from './ranking.module.css'
import type { RankedBy } from './ranking-address'
import type { RankingRow, RankingView } from './ranking-view'
import { type Column, WindowedTable } from './WindowedTable'

/** The units with rank, value, interval and data. A name leads to the place. */
export function RankingTable({
  view,
  definition,
  by,
  period,
  area,
  label,
}: {
  view: RankingView
  definition: IndicatorDefinition
  by: RankedBy
  period: Period
  area: string
  label: string
}) {
  const t = useTranslations('ranking')
  const columns = useMemo((): Column<RankingRow>[] => {
    const hrefOf = (key: string) => {
      const indicator = IndicatorId.parse(definition.id)
      const place =
        by === 'facility'
          ? { area: AreaCode.parse(area), facility: FacilityId.parse(key) }
          : { area: AreaCode.parse(key) }
      return `/${writeAddress({ ...HOME, ...place, indicator, period })}`
    }
    return [
      {
        key: 'rank',
        title: t('column.rank'),
        width: '6.5em',
        cell: (row) => row.rank ?? <span className={styles.none}>{row.unranked ? t('unranked') : '·'}</span>,
      },
      {
        key: 'name',
        title: t('column.name'),
        width: 'minmax(13em, 1.6fr)',
        cell: (row) => (
          <Link href={hrefOf(row.key)} className={shared.link} title={row.name}>
            {row.name}
          </Link>
        ),
      },
      ...(view.group ? [] : [{ key: 'group', title: t('column.group'), width: '6em', cell: groupCell(t) }]),
      {
        key: 'value',
        title: t('column.value'),
        width: '8em',
        align: 'end',
        cell: (row) => row.text ?? (row.state !== 'shown' && <Withheld reason={row.state} />),
      },
      {
        key: 'interval',
        title: t('column.interval'),
        width: '12em',
        cell: (row) => row.interval ?? '—',
      },
      {
        key: 'bar',
        title: view.scale && (
          <span className={styles.scale}>
            <span>{view.scale[0]}</span>
            <span>{view.scale[1]}</span>
          </span>
        ),
        width: 'minmax(12em, 1.6fr)',
        cell: (row) => <IntervalBar row={row} marks={view.marks} />,
      },
      {
        key: 'data',
        title: t('column.data'),
        width: '6em',
        align: 'end',
        cell: (row) => row.coverage ?? '—',
      },
      {
        key: 'note',
        title: t('column.note'),
        width: 'minmax(7em, 0.9fr)',
        cell: (row) => noteOf(row, t),
      },
    ]
  }, [view, definition, by, period, area, t])
  return (
    <WindowedTable
      label={label}
      columns={columns}
      rows={view.rows}
      rowKey={({ key }) => key}
      rowData={(row) => ({
        'data-testid': `ranking-row-${row.key}`,
        'data-failing': row.failing ? '' : undefined,
        'data-ranked': row.rank === null ? undefined : '',
      })}
    />
  )
}

type Words = ReturnType<typeof useTranslations<'ranking'>>

function groupCell(t: Words) {
  return (row: RankingRow) => t(`peer.${row.group}`)
}

/** Why it has no rank; else on which side of which limit it lies. */
function noteOf(row: RankingRow, t: Words): string {
  if (row.unranked) return row.unranked
  if (row.place && row.place !== 'inside' && row.side) return t(`place.${row.place}.${row.side}`)
  return row.place === 'inside' ? t('place.inside') : ''
}
