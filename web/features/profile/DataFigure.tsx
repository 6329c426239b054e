'use client'
import { monthOf } from '@cockpit/domain/indicator/time-shape'
import { addMonths, shanghaiDate } from '@cockpit/domain/period/calendar'
import { formatPeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { shareText } from '../../format/number'
import { DayStrip, StripLegend } from '../quality/DayStrip'
import { stripDays } from '../quality/strip-view'
import { useQualityNames } from '../quality/useQualityNames'
import { useTRPC } from '../queries/trpc'
import { useNow } from '../shell/useNow'
import { Empty } from '../states/Empty'
import { Awaited, Figure } from './Figure'
import styles from './profile.module.css'
import { useProfileFrame } from './profile-frame'

/** Months of the strip. */
const MONTHS = 3

/** What came day by day of what the facility owes, and how complete each table is: the ground under every number above. */
export function DataFigure() {
  const t = useTranslations('profile.data')
  const { county, facility, period, language } = useProfileFrame()
  const trpc = useTRPC()
  const now = useNow()
  const from = monthOf(addMonths(period.to, 1 - MONTHS)).from
  const tables = useQuery(trpc.quality.tables.queryOptions())
  const days = useQuery(
    trpc.quality.days.queryOptions({
      area: county,
      facility: facility.id,
      period: formatPeriod({ from, to: monthOf(period.to).to, grain: 'range' }),
    }),
  )
  const matrix = useQuery(
    trpc.quality.matrix.queryOptions({
      area: county,
      facility: facility.id,
      period: formatPeriod({ from: monthOf(period.from).from, to: monthOf(period.to).to, grain: 'range' }),
    }),
  )
  const rows = useMemo(() => {
    const today = shanghaiDate(now)
    return (tables.data ?? [])
      .filter((table) => table.every === 'day' && days.data)
      .map((table) => ({
        table,
        days: stripDays(
          (days.data ?? []).filter((mark) => mark.table === table.name),
          { from, to: monthOf(period.to).to },
          table.every,
          today,
        ),
      }))
      .filter((row) => row.days.some(({ state }) => state !== 'missing' && state !== 'future'))
  }, [tables.data, days.data, from, period.to, now])
  const { titles } = useQualityNames()
  const titleOf = (name: string) => titles.get(name)?.[language] ?? name
  return (
    <Figure
      title={t('title')}
      testId="profile-data"
      span={12}
      note={t('note', { months: MONTHS })}
      help={<p>{t('help')}</p>}
      tools={<Link href={`/quality/facility/${encodeURIComponent(facility.id)}`}>{t('more')}</Link>}
    >
      <Awaited asked={days} lines={4}>
        {() => (
          <div className={styles.data}>
            {rows.length === 0 ? (
              <Empty>{t('empty')}</Empty>
            ) : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
              <section className={styles.strips} tabIndex={0} aria-label={t('title')}>
                <StripLegend />
                {rows.map(({ table, days: marks }) => (
                  <div key={table.name}>
                    <span title={table.title[language]}>{table.title[language]}</span>
                    <DayStrip days={marks} label={table.title[language]} />
                  </div>
                ))}
              </section>
            )}
            <ul className={styles.marks}>
              {(matrix.data ?? [])
                .filter(({ coverage }) => coverage && coverage.whole > 0)
                .map((row) => (
                  <li key={row.table} data-short={(row.coverage?.part ?? 0) < (row.coverage?.whole ?? 0) || undefined}>
                    <span>{titleOf(row.table)}</span>
                    <b>{row.coverage && shareText(row.coverage.part / row.coverage.whole, language)}</b>
                  </li>
                ))}
            </ul>
          </div>
        )}
      </Awaited>
    </Figure>
  )
}
