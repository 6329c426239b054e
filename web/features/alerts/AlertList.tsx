'use client'
import { ALERT_STATES, type AlertState } from '@cockpit/domain/alert/state'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Segmented, Select } from 'antd'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import filterLine from '../shell/filters.module.css'
import { Page } from '../shell/Page'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { AlertTable } from './AlertTable'
import { ALERT_VIEWS, type AlertView, alertFilter } from './alert-address'
import own from './alerts.module.css'
import { IncidentTable } from './IncidentTable'
import { useAlertAddress } from './useAlertAddress'

const AlertMap = dynamic(() => import('./AlertMap').then((module) => module.AlertMap), {
  ssr: false,
  loading: () => <Skeleton lines={6} />,
})

/** Alerts within the person's authority, gravest first: one by one, by incident, or on the map. The address holds every choice. */
export function AlertList({ mayAct, mapboxToken }: { mayAct: boolean; mapboxToken?: string | undefined }) {
  const t = useTranslations('alerts')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const { address, hrefTo, go } = useAlertAddress()
  const filter = alertFilter(address)
  const grouped = address.view === 'incidents'
  const list = useInfiniteQuery(
    trpc.alerts.list.infiniteQueryOptions(
      { ...filter, limit: 100 },
      {
        enabled: !grouped,
        getNextPageParam: (page) => page.next ?? undefined,
        placeholderData: keepPreviousData,
      },
    ),
  )
  const incidents = useQuery(
    trpc.alerts.incidents.queryOptions(filter, { enabled: grouped, placeholderData: keepPreviousData }),
  )
  const tree = useQuery(trpc.territory.tree.queryOptions())
  const alerts = list.data?.pages.flatMap((page) => page.rows) ?? []
  const total = grouped ? incidents.data?.total : list.data?.pages[0]?.total
  const asked = grouped ? incidents : list
  if (asked.error)
    return (
      <Page title={t('title')}>
        <Failure error={asked.error} onRetry={asked.refetch} />
      </Page>
    )
  const area = tree.data?.areas.find((one) => one.code === address.area)
  const table = (
    <div>
      <AlertTable
        alerts={alerts}
        loading={list.isFetching && !list.data}
        mayAct={mayAct}
        narrow={address.view === 'map'}
      />
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('more', { left: (total ?? 0) - alerts.length })}
        </Button>
      )}
    </div>
  )
  return (
    <Page
      title={t('title')}
      note={total === undefined ? undefined : t(grouped ? 'incident.count' : 'count', { count: total })}
      tools={
        <Segmented<AlertView>
          value={address.view}
          onChange={(view) => go({ view })}
          options={ALERT_VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
        />
      }
    >
      <div className={filterLine.filters}>
        <div className={own.search}>
          <Input.Search
            key={address.text}
            allowClear
            placeholder={t('search')}
            aria-label={t('search')}
            defaultValue={address.text}
            onSearch={(text) => go({ text })}
          />
        </div>
        <Select<Level[]>
          mode="multiple"
          allowClear
          className={own.select ?? ''}
          placeholder={t('allLevels')}
          aria-label={t('column.level')}
          value={[...address.levels]}
          onChange={(levels) => go({ levels })}
          options={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
        />
        <Select<AlertState[]>
          mode="multiple"
          allowClear
          className={own.select ?? ''}
          placeholder={t('allStates')}
          aria-label={t('column.state')}
          value={[...address.states]}
          onChange={(states) => go({ states })}
          options={ALERT_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
        <Checkbox checked={address.resting} onChange={(event) => go({ resting: event.target.checked })}>
          {t('restingOnly')}
        </Checkbox>
        {address.area && (
          <Link className={own.chip} href={hrefTo({ area: null })} scroll={false}>
            {area?.name[language] ?? address.area} ×
          </Link>
        )}
        {address.incident && (
          <Link className={own.chip} href={hrefTo({ incident: null })} scroll={false}>
            {t('incident.one')} ×
          </Link>
        )}
        {address.rule && (
          <Link className={own.chip} href={hrefTo({ rule: null })} scroll={false}>
            {t('rule')} {address.rule} ×
          </Link>
        )}
      </div>
      {grouped ? (
        <IncidentTable
          incidents={incidents.data?.incidents ?? []}
          loading={incidents.isFetching && !incidents.data}
          hrefOf={(incident) => hrefTo({ incident, view: 'list' })}
        />
      ) : address.view === 'map' ? (
        <div className={own.mapped}>
          <AlertMap
            alerts={alerts}
            selected={address.area}
            onPick={(picked) => go({ area: picked })}
            mapboxToken={mapboxToken}
          />
          {table}
        </div>
      ) : (
        table
      )}
    </Page>
  )
}
