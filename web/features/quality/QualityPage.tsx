'use client'
import { AreaCode, type Bilingual } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Breadcrumb } from '../cockpit/Breadcrumb'
import { PeriodPicker } from '../cockpit/PeriodPicker'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { NamesFailed } from '../states/NamesFailed'
import { FacilityQuality } from './FacilityQuality'
import { Gauges } from './Gauges'
import { League } from './League'
import { Matrix } from './Matrix'
import styles from './quality.module.css'
import { SilentList } from './SilentList'
import { useQualityNames } from './useQualityNames'
import { useQualityPlace } from './useQualityPlace'

/** Quality of a place: gauges, who is behind, institution by table, who is silent. An institution sees itself. */
export function QualityPage() {
  const t = useTranslations('quality')
  const trpc = useTRPC()
  const { at, error, loading, retry } = useQualityPlace()
  const { definitions, asked: namesAsked } = useQualityNames()
  const [tab, setTab] = useState('league')
  const facilities = useQuery({
    ...trpc.territory.facilities.queryOptions({ area: AreaCode.parse(at?.place.area.code ?? '000000') }),
    enabled: at !== null && at.place.facility === null,
  })
  const names = useMemo(
    () => new Map<string, Bilingual>((facilities.data ?? []).map((one) => [one.id, one.name])),
    [facilities.data],
  )
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
  if (!at)
    return (
      <Page title={t('title')}>
        <Empty>{t('nowhere')}</Empty>
      </Page>
    )
  if (at.place.facility) return <FacilityQuality />
  return (
    <Page
      title={t('title')}
      note={t('note')}
      inOrder
      tools={
        <>
          <Link className={styles.link} href={`/quality/catalogue?t=${at.place.area.code}`}>
            {t('tabs.catalogue')} →
          </Link>
          <PeriodPicker period={at.period} latest={at.latest} onPick={(period) => at.bar.go({ period })} />
        </>
      }
    >
      <Breadcrumb place={at.place} bar={at.bar} />
      <NamesFailed of={[...namesAsked, facilities]} />
      <Gauges at={at} definitions={definitions} />
      <div className={styles.panel}>
        <Tabs
          activeKey={tab}
          onChange={setTab}
          items={[
            { key: 'league', label: t('tabs.league'), children: <League at={at} facilities={names} /> },
            { key: 'matrix', label: t('tabs.matrix'), children: <Matrix at={at} facilities={names} /> },
            {
              key: 'silent',
              label: t('tabs.silent'),
              children: <SilentList key={at.place.area.code} area={at.place.area.code} names={names} />,
            },
          ]}
        />
      </div>
    </Page>
  )
}
