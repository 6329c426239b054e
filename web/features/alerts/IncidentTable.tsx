'use client'
import { Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { ageText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import type { PresentedIncident } from '../../server/alerts/present-alert'
import styles from '../shell/page.module.css'
import { useNow } from '../shell/useNow'
import { Empty, Skeleton } from '../states/Empty'
import { LevelMark } from './LevelMark'

/** Alerts of one cause in one area as one line; the line leads to its alerts. */
export function IncidentTable({
  incidents,
  loading,
  hrefOf,
}: {
  incidents: readonly PresentedIncident[]
  loading: boolean
  hrefOf: (key: string) => string
}) {
  const t = useTranslations('alerts')
  const language = languageOf(useLocale())
  const now = useNow()
  return (
    <Table<PresentedIncident>
      size="middle"
      rowKey="key"
      dataSource={[...incidents]}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      locale={{ emptyText: loading ? <Skeleton lines={5} /> : <Empty>{t('none')}</Empty> }}
      onRow={() => ({ 'data-testid': 'incident-row' }) as object}
      columns={[
        { title: t('column.level'), width: 136, render: (_, { level }) => <LevelMark level={level} word /> },
        {
          title: t('incident.cause'),
          render: (_, { key, lead }) => (
            <Link href={hrefOf(key)} className={styles.link}>
              {lead.title[language]}
            </Link>
          ),
        },
        { title: t('incident.area'), width: 200, render: (_, { area }) => area.name[language] },
        {
          title: t('incident.alerts'),
          width: 110,
          align: 'right',
          render: (_, { alerts }) => t('count', { count: alerts }),
        },
        { title: t('incident.first'), width: 130, render: (_, { firstAt }) => ageText(firstAt, now, language) },
        { title: t('incident.last'), width: 130, render: (_, { lastAt }) => ageText(lastAt, now, language) },
      ]}
    />
  )
}
