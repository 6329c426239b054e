'use client'
import { AreaCode, type Bilingual, FacilityId } from '@cockpit/domain/ids'
import { monthOf } from '@cockpit/domain/indicator/time-shape'
import { addMonths, type CalendarDate, shanghaiDate } from '@cockpit/domain/period/calendar'
import { formatPeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { plainText, shareText } from '../../format/number'
import { periodText } from '../../format/time'
import { languageOf } from '../../i18n/locale'
import type { Share } from '../../server/quality/marks'
import { PeriodPicker } from '../cockpit/PeriodPicker'
import { useTRPC } from '../queries/trpc'
import { Card, Page } from '../shell/Page'
import { useNow } from '../shell/useNow'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { NamesFailed } from '../states/NamesFailed'
import { DayStrip, StripHead, StripLegend } from './DayStrip'
import dayStripStyles from './day-strip.module.css'
import { FaultTable } from './FaultTable'
import { FileList } from './FileList'
import { Gauges } from './Gauges'
import styles from './quality.module.css'
import { SilentList } from './SilentList'
import { stripDays } from './strip-view'
import { useQualityNames } from './useQualityNames'
import { useQualityPlace } from './useQualityPlace'

/** Months of the strip. */
const STRIP_MONTHS = 3

/** One institution: its gauges, table by table, day by day, what is late, its files and why rows came back. */
export function FacilityQuality({ id }: { id?: string }) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  const { at, error, loading, retry } = useQualityPlace(id)
  const { definitions, titles, asked: namesAsked } = useQualityNames()
  if (error)
    return (
      <Page title={t('title')}>
        <Failure error={error} onRetry={retry} />
      </Page>
    )
  if (loading)
    return (
      <Page title={t('title')}>
        <Skeleton lines={10} />
      </Page>
    )
  const facility = at?.place.facility
  if (!at || !facility)
    return (
      <Page title={t('title')}>
        <Empty>{t('league.empty')}</Empty>
      </Page>
    )
  const names = new Map<string, Bilingual>([[facility.id, facility.name]])
  return (
    <Page
      title={facility.name[language]}
      note={
        <>
          {at.place.area.readable && (
            <>
              <Link className={styles.link} href={`/quality?t=${at.place.area.code}`}>
                ← {t('facility.back')}
              </Link>{' '}
              ·{' '}
            </>
          )}
          {at.place.path.map((area) => area.name[language]).join(' / ')} ·{' '}
          <Link className={styles.link} href={`/?t=${facility.county}&f=${encodeURIComponent(facility.id)}`}>
            {t('facility.profile')}
          </Link>
        </>
      }
      inOrder
      tools={<PeriodPicker period={at.period} latest={at.latest} onPick={(period) => at.bar.go({ period })} />}
    >
      <NamesFailed of={namesAsked} />
      <Gauges at={at} definitions={definitions} />
      <Card title={`${t('facility.tables')} · ${periodText(at.period, language)}`} testId="facility-tables">
        <TableMarks facility={facility.id} area={at.place.area.code} period={formatPeriod(at.period)} titles={titles} />
      </Card>
      <Card title={t('facility.strip')} testId="facility-strip">
        <Strips facility={facility.id} area={at.place.area.code} until={at.period.to} />
      </Card>
      <Card title={t('silent.title')} testId="facility-silent">
        <SilentList area={at.place.area.code} facility={facility.id} names={names} />
      </Card>
      <Card title={t('facility.files')} testId="facility-files">
        <FileList area={at.place.area.code} facility={facility.id} titles={titles} />
      </Card>
      <Card title={`${t('facility.faults')} · ${periodText(at.period, language)}`} testId="facility-faults">
        <Faults facility={facility.id} area={at.place.area.code} period={formatPeriod(at.period)} />
      </Card>
    </Page>
  )
}

function TableMarks({
  facility,
  area,
  period,
  titles,
}: {
  facility: string
  area: string
  period: string
  titles: ReadonlyMap<string, Bilingual>
}) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const tables = useQuery(trpc.quality.tables.queryOptions())
  const { data, error, refetch } = useQuery(
    trpc.quality.matrix.queryOptions({ area: AreaCode.parse(area), facility: FacilityId.parse(facility), period }),
  )
  if (error || tables.error)
    return <Failure error={error ?? tables.error} onRetry={() => void Promise.all([refetch(), tables.refetch()])} />
  if (!data || !tables.data) return <Skeleton lines={8} />
  const owed = new Map(tables.data.map((table) => [table.name, table]))
  const share = (of: Share | null) =>
    of && of.whole > 0 ? (
      <span className={styles.share} title={`${plainText(of.part, language, 0)} ÷ ${plainText(of.whole, language, 0)}`}>
        <b>{shareText(of.part / of.whole, language)}</b>
        <small>
          {plainText(of.part, language, 0)}/{plainText(of.whole, language, 0)}
        </small>
      </span>
    ) : (
      '—'
    )
  return (
    <Table
      size="small"
      rowKey="table"
      dataSource={[...data].sort((a, b) => covered(a) - covered(b) || (a.table < b.table ? -1 : 1))}
      scroll={{ x: 'max-content' }}
      pagination={false}
      locale={{ emptyText: <Empty>{t('gauge.none')}</Empty> }}
      columns={[
        {
          title: t('silent.table'),
          render: (_, row) => {
            const title = titles.get(row.table)?.[language] ?? row.table
            return owed.has(row.table) ? (
              <Link className={styles.link} href={`/quality/table/${row.table}?t=${area}`}>
                {title}
              </Link>
            ) : (
              title
            )
          },
        },
        {
          title: t('facility.due'),
          render: (_, row) => {
            const table = owed.get(row.table)
            return table
              ? `${t(`every.${table.every}`)} · ${t('facility.dueDays', { days: table.dueDays })}`
              : t('table.unowed')
          },
        },
        { title: t('of.coverage'), align: 'right', render: (_, row) => share(row.coverage) },
        { title: t('of.timeliness'), align: 'right', render: (_, row) => share(row.timeliness) },
        { title: t('of.completeness'), align: 'right', render: (_, row) => share(row.completeness) },
        { title: t('of.validity'), align: 'right', render: (_, row) => share(row.validity) },
        { title: t('of.firstPass'), align: 'right', render: (_, row) => share(row.firstPass) },
        { title: t('facility.received'), align: 'right', render: (_, row) => plainText(row.received, language, 0) },
        { title: t('facility.rejected'), align: 'right', render: (_, row) => plainText(row.rejected, language, 0) },
        { title: t('facility.open'), align: 'right', render: (_, row) => plainText(row.open, language, 0) },
      ]}
    />
  )
}

/** The least covered first; what nobody owes behind. */
function covered({ coverage }: { readonly coverage: Share | null }): number {
  return coverage && coverage.whole > 0 ? coverage.part / coverage.whole : 2
}

function Strips({ facility, area, until }: { facility: string; area: string; until: CalendarDate }) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  const now = useNow()
  const trpc = useTRPC()
  const from = monthOf(addMonths(until, 1 - STRIP_MONTHS)).from
  const tables = useQuery(trpc.quality.tables.queryOptions())
  const { data, error, refetch } = useQuery(
    trpc.quality.days.queryOptions({
      area: AreaCode.parse(area),
      facility: FacilityId.parse(facility),
      period: formatPeriod({ from, to: until, grain: 'range' }),
    }),
  )
  const rows = useMemo(() => {
    const today = shanghaiDate(now)
    return (tables.data ?? [])
      .filter((table) => table.every === 'day' && data)
      .map((table) => ({
        table,
        days: stripDays(
          (data ?? []).filter((mark) => mark.table === table.name),
          { from, to: until },
          table.every,
          today,
        ),
      }))
      .filter(({ days }) => days.some(({ state }) => state !== 'missing' && state !== 'future'))
  }, [tables.data, data, from, until, now])
  if (error || tables.error)
    return <Failure error={error ?? tables.error} onRetry={() => void Promise.all([refetch(), tables.refetch()])} />
  if (!data || !tables.data) return <Skeleton lines={3} />
  if (rows.length === 0) return <Empty>{t('gauge.none')}</Empty>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section className={dayStripStyles.strips} tabIndex={0} aria-label={t('facility.strip')}>
      <StripLegend />
      <div className={dayStripStyles.stripRow}>
        <span />
        <StripHead days={rows[0]?.days ?? []} />
      </div>
      {rows.map(({ table, days }) => (
        <div key={table.name} className={dayStripStyles.stripRow}>
          <span title={table.title[language]}>{table.title[language]}</span>
          <DayStrip days={days} label={table.title[language]} />
        </div>
      ))}
    </section>
  )
}

function Faults({ facility, area, period }: { facility: string; area: string; period: string }) {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(
    trpc.quality.faults.queryOptions({ area: AreaCode.parse(area), facility: FacilityId.parse(facility), period }),
  )
  if (error) return <Failure error={error} onRetry={refetch} />
  return data ? <FaultTable faults={data} /> : <Skeleton lines={3} />
}
