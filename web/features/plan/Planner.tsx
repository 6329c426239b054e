'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { Segmented, Select } from 'antd'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { LIGHT, themeFrom, type VisualTheme } from '../../charts/theme'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import { useTheme } from '../shell/ThemeSwitch'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { AccessPanel } from './AccessPanel'
import { VIEWS } from './model'
import { PlanMap } from './PlanMap'
import styles from './plan.module.css'
import { SitingPanel } from './SitingPanel'
import { TargetPanel } from './TargetPanel'
import { useAccess } from './useAccess'
import { usePlanAddress } from './usePlanAddress'
import { useSiting } from './useSiting'
import { useSitingPaint } from './useSitingPaint'
import { useTarget } from './useTarget'

const MAX_SITES = 15

/** The planner's page: one territory, one map, three questions (what is there, who reaches it, where to build). */
export function Planner({ mapboxToken }: { mapboxToken?: string }) {
  const t = useTranslations('plan')
  const format = useFormatter()
  const locale = useLocale()
  const language = languageOf(locale)
  const trpc = useTRPC()
  const { address, go } = usePlanAddress()
  const theme = useVisualTheme()
  const [selected, setSelected] = useState<string>()
  const select = (code: string) => setSelected((before) => (before === code ? undefined : code))

  const places = useQuery(trpc.plan.places.queryOptions())
  const place = places.data?.find(({ code }) => code === address.area) ?? places.data?.[0]
  const area = place?.code ?? null
  const boundary = useQuery(
    trpc.territory.boundary.queryOptions(
      { area: AreaCode.parse(area ?? '000000'), detail: 'county' },
      { enabled: area !== null, staleTime: Number.POSITIVE_INFINITY },
    ),
  )
  const outlines = useMemo(
    () => boundary.data?.shapes.map((shape) => ({ ...shape, name: shape.name[language] })) ?? [],
    [boundary.data, language],
  )
  const counties = useMemo(
    () => place?.counties.map((county) => ({ ...county, name: county.name[language] })) ?? [],
    [place, language],
  )
  const names = useMemo(() => new Map<string, string>(counties.map(({ code, name }) => [code, name])), [counties])
  const nameOf = (code: string) => names.get(code) ?? code

  const target = useTarget(area, address.resource, address.view === 'target', theme)
  const access = useAccess(area, address.view === 'access', theme)
  const siting = useSiting(area)
  const sitingPaint = useSitingPaint(siting.result, counties, theme)

  const dated = address.view === 'target' ? target.answer : null
  const staleSince = { target: target.answer?.staleSince, access: access.staleSince, siting: null }[address.view]
  if (!place)
    return (
      <Page title={t('title')}>
        {places.error ? (
          <Failure error={places.error} onRetry={() => void places.refetch()} />
        ) : places.data ? (
          <Empty>{t('noTerritory')}</Empty>
        ) : (
          <Skeleton lines={12} />
        )}
      </Page>
    )
  const views = { target, access, siting: { paint: sitingPaint } }
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('title')}</h1>
        <Select
          value={place.code}
          onChange={(code) => {
            setSelected(undefined)
            go({ area: code })
          }}
          aria-label={t('territory')}
          style={{ minWidth: 140 }}
          options={places.data?.map(({ code, name, counties }) => ({
            value: code,
            label: `${name[language]} · ${t('countyCount', { count: counties.length })}`,
          }))}
          data-testid="plan-area"
        />
        <Segmented
          value={address.view}
          onChange={(view) => go({ view })}
          options={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
        />
        <span className={styles.grow} />
        <span className={styles.age}>
          {dated && t('dataThrough', { day: dated.through })}
          {staleSince &&
            ` · ${t('stale', { at: format.dateTime(new Date(staleSince), { dateStyle: 'short', timeStyle: 'short' }) })}`}
        </span>
      </header>
      <div className={styles.split}>
        <section className={styles.map} aria-label={t('map.label')}>
          {boundary.error ? (
            <Failure error={boundary.error} onRetry={() => void boundary.refetch()} />
          ) : !boundary.data ? (
            <Skeleton lines={12} />
          ) : (
            <PlanMap
              outlines={outlines}
              source={boundary.data.source}
              paint={views[address.view].paint}
              theme={theme}
              selected={selected}
              onPick={select}
              mapboxToken={mapboxToken}
            />
          )}
        </section>
        <section className={styles.panel} aria-label={t(`view.${address.view}`)}>
          {address.view === 'target' &&
            (target.error ? (
              <Failure error={target.error} onRetry={target.retry} />
            ) : !target.answer || !target.summary || !target.declared ? (
              <Skeleton lines={10} />
            ) : (
              <TargetPanel
                answer={target.answer}
                summary={target.summary}
                target={target.value}
                declared={target.declared}
                onTarget={target.setTarget}
                resource={address.resource}
                onResource={(resource) => go({ resource })}
                selected={selected}
                onSelect={select}
              />
            ))}
          {address.view === 'access' &&
            (access.error ? (
              <Failure error={access.error} onRetry={access.retry} />
            ) : access.view ? (
              <AccessPanel
                view={access.view}
                catchment={access.catchment}
                onCatchment={access.setCatchment}
                notes={access.notes}
                selected={selected}
                onSelect={select}
              />
            ) : (
              <Skeleton lines={10} />
            ))}
          {address.view === 'siting' && (
            <SitingPanel
              order={{ ...siting.order, open: Math.min(siting.order.open, counties.length) }}
              onOrder={siting.setOrder}
              maxSites={Math.min(MAX_SITES, counties.length)}
              run={() => void siting.run()}
              cancel={siting.cancel}
              running={siting.running}
              error={siting.error}
              result={siting.result}
              stale={siting.stale}
              nameOf={nameOf}
              selected={selected}
              onSelect={select}
            />
          )}
        </section>
      </div>
    </div>
  )
}

/** The colours in force, read again when somebody switches the theme. */
function useVisualTheme(): VisualTheme {
  const name = useTheme()
  const [theme, setTheme] = useState<VisualTheme>(LIGHT)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name says when the colours on the page have changed
  useEffect(() => setTheme(themeFrom(document.body)), [name])
  return theme
}
