'use client'
import { listOf, listsBehind } from '@cockpit/domain/cases/case-lists'
import { CASE_ORDERS, type CaseRow } from '@cockpit/domain/cases/case-query'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Dropdown, Segmented, Select, Watermark } from 'antd'
import { useSearchParams } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useMemo, useState } from 'react'
import { plainText } from '../../format/number'
import { periodText } from '../../format/time'
import { languageOf } from '../../i18n/locale'
import { Breadcrumb } from '../cockpit/Breadcrumb'
import { PeriodPicker } from '../cockpit/PeriodPicker'
import { saveFrom } from '../export/save-file'
import { type QualityPlace, useQualityPlace } from '../quality/useQualityPlace'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { NamesFailed } from '../states/NamesFailed'
import { CaseFacts } from './CaseFacts'
import { CaseTable, type ListQuery } from './CaseTable'
import { CASE_INK, useCaseMark } from './case-mark'
import styles from './cases.module.css'
import { casesHref, readCasesAddress } from './cases-address'
import { Departments } from './Departments'
import { Doctors } from './Doctors'

/** Single cases behind a number: the departments, the list, one page of it. Every reading is logged, and the page says so. */
export function CasesPage() {
  const t = useTranslations('cases')
  const { at, error, loading, retry } = useQualityPlace()
  if (error)
    return (
      <Page title={t('title')}>
        <Failure error={error} onRetry={retry} />
      </Page>
    )
  if (at) return <CasesAt at={at} />
  return <Page title={t('title')}>{loading ? <Skeleton lines={12} /> : <Empty>{t('nowhere')}</Empty>}</Page>
}

function CasesAt({ at: { place, period, latest } }: { at: QualityPlace }) {
  const t = useTranslations('cases')
  const words = useTranslations('doctors')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const search = useSearchParams()
  const address = useMemo(() => readCasesAddress(search), [search])
  const [total, setTotal] = useState<{ count: number; demo: boolean } | null>(null)
  const [opened, setOpened] = useState<CaseRow | null>(null)
  const me = useQuery(trpc.session.me.queryOptions())
  const mark = useCaseMark(me.data?.name ?? '')
  const query = useMemo<ListQuery>(
    () => ({
      territory: AreaCode.parse(place.area.code),
      ...(place.facility ? { facility: FacilityId.parse(place.facility.id) } : {}),
      from: CalendarDate.parse(period.from),
      to: CalendarDate.parse(period.to),
      list: address.list,
      order: address.order,
      ...(address.department === null ? {} : { department: address.department }),
      ...(address.doctor === null ? {} : { doctor: address.doctor }),
      ...(address.drg ? { drg: address.drg } : {}),
    }),
    [place, period, address],
  )
  const facilities = useQuery(trpc.territory.facilities.queryOptions({ area: AreaCode.parse(place.area.code) }))
  const names = useMemo(
    () => new Map(facilities.data?.map(({ id, name }) => [id as string, name[language]] as const) ?? []),
    [facilities.data, language],
  )
  const nameOf = useCallback((id: string) => names.get(id) ?? id, [names])
  const onTotal = useCallback((count: number, demo: boolean) => setTotal({ count, demo }), [])
  const href = (change: Partial<Parameters<typeof casesHref>[0]>) =>
    casesHref({ territory: place.area.code, facility: place.facility?.id, period, ...address, ...change })
  const go = (change: Parameters<typeof href>[0]) => window.history.pushState(null, '', href(change))
  const lists = address.indicator ? listsBehind(address.indicator) : [listOf('lowRiskDeath'), listOf('midLowRiskDeath')]
  const links = {
    hrefTo: (to: { readonly area: AreaCode }) => href({ territory: to.area, facility: null, doctor: null }),
    go: (to: { readonly area: AreaCode }) => go({ territory: to.area, facility: null, doctor: null }),
  }
  const why = listOf(address.list).words[language]
  return (
    <Page
      title={t('title')}
      note={t('note')}
      tools={
        <>
          {me.data?.actions.includes('export') && <ExportCases query={query} />}
          <PeriodPicker period={period} latest={latest} onPick={(picked) => go({ period: picked })} />
        </>
      }
    >
      <div className={styles.where} data-paper="refuse">
        <Breadcrumb place={place} bar={links} />
        {address.drg && (
          <button type="button" className={styles.chip} onClick={() => go({ drg: null })}>
            DRG {address.drg} ×
          </button>
        )}
        <div className={styles.choice}>
          <Segmented
            value={address.list}
            options={lists.map((list) => ({ value: list.mark, label: list.words[language] }))}
            onChange={(list) => go({ list, department: null, doctor: null })}
            data-testid="cases-list"
          />
          <Select
            value={address.order}
            options={CASE_ORDERS.map((order) => ({ value: order, label: t(`order.${order}`) }))}
            onChange={(order) => go({ order })}
            aria-label={t('orderBy')}
            popupMatchSelectWidth={false}
          />
        </div>
      </div>
      <p className={styles.sum} data-testid="cases-sum">
        {total &&
          t('sum', {
            place: place.facility?.name[language] ?? place.area.name[language],
            period: periodText(period, language),
            count: plainText(total.count, language),
            why,
          })}
        {total?.demo && <b> · {t('demo')}</b>}
      </p>
      <NamesFailed of={[facilities]} />
      <div className={styles.split}>
        <Departments query={query} onPick={(department) => go({ department, doctor: null })} />
        <Watermark className={styles.marked} content={mark} gap={[120, 90]} font={CASE_INK}>
          {query.facility ? (
            <Doctors
              query={{ ...query, facility: query.facility }}
              department={query.department ?? words('allDepartments')}
              onPick={(doctor) => go({ doctor })}
            />
          ) : (
            <p className={styles.quiet}>{words('chooseFacility')}</p>
          )}
          <CaseTable
            key={JSON.stringify(query)}
            query={query}
            facilityName={nameOf}
            onOpen={setOpened}
            onTotal={onTotal}
          />
        </Watermark>
      </div>
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        size={580}
        title={t('one', { facility: opened ? nameOf(opened.facility) : '' })}
        destroyOnHidden
      >
        {opened && (
          <Watermark content={mark} gap={[60, 60]} font={CASE_INK}>
            <CaseFacts row={opened} />
          </Watermark>
        )}
      </Drawer>
    </Page>
  )
}

function ExportCases({ query }: { query: ListQuery }) {
  const t = useTranslations('cases')
  const locale = useLocale()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const save = async (format: string) => {
    setBusy(true)
    const outcome = await saveFrom(`/api/export/cases?${new URLSearchParams({ ...query, format })}`, locale)
    setBusy(false)
    if (outcome.ok) void message.success(t('saved', { file: outcome.file }))
    else void message.error(outcome.told ?? t('notSaved'), 8)
  }
  const items = [
    { key: 'csv', label: 'CSV' },
    { key: 'xlsx', label: 'Excel' },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void save(key) }}>
      <Button loading={busy} data-testid="cases-export">
        {t('export')}
      </Button>
    </Dropdown>
  )
}
