'use client'
import { ALERT_STATES, type AlertState } from '@cockpit/domain/alert/state'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select, Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ageText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import type { PresentedAlert } from '../../server/alerts/present-alert'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import styles from '../shell/page.module.css'
import { useNow } from '../shell/useNow'
import { Empty } from '../states/Empty'
import { Failure } from '../states/Failure'
import { LevelMark } from './LevelMark'

export const ALERT_TONE: Record<AlertState, 'act' | 'open' | 'done'> = {
  open: 'act',
  dispatched: 'open',
  falseAlarm: 'done',
  closed: 'done',
}

/** Alerts within the person's authority, gravest first. */
export function AlertList() {
  const t = useTranslations('alerts')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const now = useNow()
  const [states, setStates] = useState<AlertState[]>(['open', 'dispatched'])
  const [levels, setLevels] = useState<Level[]>([])
  const { data, error, refetch, isFetching } = useQuery({
    ...trpc.alerts.list.queryOptions({
      limit: 200,
      ...(states.length > 0 ? { states } : {}),
      ...(levels.length > 0 ? { levels } : {}),
    }),
    placeholderData: keepPreviousData,
  })
  if (error) return <Failure error={error} onRetry={refetch} />
  return (
    <Page
      title={t('title')}
      note={data && t('count', { count: data.total })}
      tools={
        <>
          <Select<Level[]>
            mode="multiple"
            allowClear
            style={{ minWidth: 180 }}
            placeholder={t('allLevels')}
            value={levels}
            onChange={setLevels}
            options={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
          />
          <Select<AlertState[]>
            mode="multiple"
            allowClear
            style={{ minWidth: 220 }}
            placeholder={t('allStates')}
            value={states}
            onChange={setStates}
            options={ALERT_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          />
        </>
      }
    >
      <Table<PresentedAlert>
        size="middle"
        rowKey="id"
        loading={isFetching && !data}
        dataSource={data?.rows ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        locale={{ emptyText: <Empty>{t('none')}</Empty> }}
        onRow={() => ({ 'data-testid': 'alert-row' }) as object}
        columns={[
          { title: t('column.level'), width: 130, render: (_, { level }) => <LevelMark level={level} word /> },
          {
            title: t('column.what'),
            render: (_, alert) => (
              <Link href={`/alerts/${alert.id}`} className={styles.link}>
                {alert.title[language]}
              </Link>
            ),
          },
          {
            title: t('column.where'),
            render: (_, { place }) =>
              [place.facility?.name[language], place.area.name[language]].filter(Boolean).join(' · '),
          },
          { title: t('column.period'), width: 110, dataIndex: 'period' },
          {
            title: t('column.state'),
            width: 130,
            render: (_, { state }) => (
              <span className={styles.state} data-tone={ALERT_TONE[state]}>
                {t(`state.${state}`)}
              </span>
            ),
          },
          { title: t('column.raised'), width: 130, render: (_, { raisedAt }) => ageText(raisedAt, now, language) },
        ]}
      />
    </Page>
  )
}
