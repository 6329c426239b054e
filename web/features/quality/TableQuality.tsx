'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { monthOf } from '@cockpit/domain/indicator/time-shape'
import { shanghaiDate } from '@cockpit/domain/period/calendar'
import { formatPeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { plainText, shareText } from '../../format/number'
import { periodText } from '../../format/time'
import { languageOf } from '../../i18n/locale'
import { Breadcrumb } from '../cockpit/Breadcrumb'
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
import styles from './quality.module.css'
import { stripDays } from './strip-view'
import { useQualityNames } from './useQualityNames'
import { type QualityPlace, useQualityPlace } from './useQualityPlace'

/** Strips drawn at once; more is a wall of dots and not a picture. */
const MOST = 60

/** One table in a place: institution by day, and why its rows came back. */
export function TableQuality({ table }: { table: string }) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const { at, error, loading, retry } = useQualityPlace()
  const { titles, asked: namesAsked } = useQualityNames()
  const tables = useQuery(trpc.quality.tables.queryOptions())
  if (error || tables.error)
    return (
      <Page title={t('title')}>
        <Failure error={error ?? tables.error} onRetry={error ? retry : tables.refetch} />
      </Page>
    )
  if (loading || !tables.data)
    return (
      <Page title={t('title')}>
        <Skeleton lines={10} />
      </Page>
    )
  const owed = tables.data.find(({ name }) => name === table)
  if (!at || !owed)
    return (
      <Page title={t('title')}>
        <Empty>{t('table.unowed')}</Empty>
      </Page>
    )
  return (
    <Page
      title={owed.title[language]}
      note={
        <>
          <Link className={styles.link} href={`/quality?t=${at.place.area.code}`}>
            ← {t('facility.back')}
          </Link>{' '}
          · {t('table.owed', { every: t(`every.${owed.every}`), days: owed.dueDays })}
        </>
      }
      inOrder
      tools={<PeriodPicker period={at.period} latest={at.latest} onPick={(period) => at.bar.go({ period })} />}
    >
      <Breadcrumb place={at.place} bar={at.bar} />
      <NamesFailed of={namesAsked} />
      <Card title={`${t('table.strip')} · ${periodText(at.period, language)}`} testId="table-strip">
        <FacilityStrips at={at} table={table} every={owed.every} />
      </Card>
      <Card title={`${t('table.faults')} · ${periodText(at.period, language)}`} testId="table-faults">
        <Faults at={at} table={table} />
      </Card>
      <Card title={t('facility.files')} testId="table-files">
        <FileList area={at.place.area.code} table={table} titles={titles} />
      </Card>
    </Page>
  )
}

function FacilityStrips({ at, table, every }: { at: QualityPlace; table: string; every: 'day' | 'month' | 'year' }) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  const now = useNow()
  const trpc = useTRPC()
  const [text, setText] = useState('')
  const area = AreaCode.parse(at.place.area.code)
  const { to } = at.period
  const { from } = monthOf(to)
  const facilities = useQuery(trpc.territory.facilities.queryOptions({ area }))
  const cells = useQuery(trpc.quality.matrix.queryOptions({ area, table, period: formatPeriod(at.period) }))
  const days = useQuery(
    trpc.quality.days.queryOptions({ area, table, period: formatPeriod({ from, to, grain: 'range' }) }),
  )
  const rows = useMemo(() => {
    const names = new Map((facilities.data ?? []).map((one) => [one.id, one.name]))
    const today = shanghaiDate(now)
    const marks = new Map<string, typeof days.data>()
    for (const mark of days.data ?? []) marks.set(mark.facility, [...(marks.get(mark.facility) ?? []), mark])
    return (cells.data ?? [])
      .filter((cell) => cell.coverage && cell.coverage.whole > 0)
      .map((cell) => ({
        facility: cell.facility,
        name: names.get(cell.facility)?.[language] ?? cell.facility,
        timeliness: cell.timeliness,
        received: cell.received,
        open: cell.open,
        share: cell.coverage ? cell.coverage.part / cell.coverage.whole : 0,
        days: stripDays(marks.get(cell.facility) ?? [], { from, to }, every, today),
      }))
      .sort((a, b) => a.share - b.share || (a.name < b.name ? -1 : 1))
  }, [facilities.data, cells.data, days.data, language, now, every, from, to])
  const failed = [cells, days, facilities].filter(({ error }) => error)
  if (failed[0])
    return <Failure error={failed[0].error} onRetry={() => void Promise.all(failed.map((one) => one.refetch()))} />
  if (!cells.data || !days.data) return <Skeleton lines={8} />
  const found = rows.filter((row) => row.name.includes(text.trim()))
  const shown = found.slice(0, MOST)
  if (rows.length === 0) return <Empty>{t('gauge.none')}</Empty>
  return (
    <div className={dayStripStyles.strips} data-figures>
      <div className={styles.bar}>
        <Input.Search
          allowClear
          placeholder={t('matrix.search')}
          aria-label={t('matrix.search')}
          style={{ maxWidth: 260 }}
          onChange={(event) => setText(event.target.value)}
        />
        <StripLegend />
      </div>
      <div className={dayStripStyles.stripRow}>
        <span />
        <StripHead days={shown[0]?.days ?? []} />
        <small>{t('of.coverage')}</small>
        <small>{t('of.timeliness')}</small>
        <small>{t('facility.received')}</small>
        <small>{t('facility.open')}</small>
      </div>
      {shown.map((row) => (
        <div key={row.facility} className={dayStripStyles.stripRow} data-testid={`strip-${row.facility}`}>
          <Link className={styles.link} title={row.name} href={`/quality/facility/${encodeURIComponent(row.facility)}`}>
            {row.name}
          </Link>
          <DayStrip days={row.days} label={row.name} />
          <b>{shareText(row.share, language)}</b>
          <span className={styles.number}>
            {row.timeliness ? shareText(row.timeliness.part / row.timeliness.whole, language) : '—'}
          </span>
          <span className={styles.number}>{plainText(row.received, language, 0)}</span>
          <span className={styles.number}>{plainText(row.open, language, 0)}</span>
        </div>
      ))}
      {found.length > shown.length && (
        <p className={styles.muted}>{t('strip.more', { count: found.length - shown.length })}</p>
      )}
    </div>
  )
}

function Faults({ at, table }: { at: QualityPlace; table: string }) {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(
    trpc.quality.faults.queryOptions({
      area: AreaCode.parse(at.place.area.code),
      table,
      period: formatPeriod(at.period),
    }),
  )
  if (error) return <Failure error={error} onRetry={refetch} />
  return data ? <FaultTable faults={data} /> : <Skeleton lines={4} />
}
