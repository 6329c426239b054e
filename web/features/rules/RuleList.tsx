'use client'
import { useQuery } from '@tanstack/react-query'
import { Input, Select, Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import { LevelMark } from '../alerts/LevelMark'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import shared from '../shell/page.module.css'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { KINDS } from './condition-fields'
import styles from './rules.module.css'

/** Every rule, how it has done, and what waits for a second person. */
export function RuleList() {
  const t = useTranslations('rules')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.rules.list.queryOptions())
  const [text, setText] = useState('')
  const [kind, setKind] = useState<string | undefined>()
  if (error)
    return (
      <Page title={t('title')}>
        <Failure error={error} onRetry={refetch} />
      </Page>
    )
  const wanted = text.trim().toLowerCase()
  const rows = (data?.rules ?? []).filter(
    (rule) =>
      (!kind || rule.kind === kind) &&
      (wanted === '' ||
        [rule.id, rule.title.zh, rule.title.en, rule.indicator, rule.indicatorName?.zh, rule.indicatorName?.en].some(
          (one) => one?.toLowerCase().includes(wanted),
        )),
  )
  const waiting = (data?.rules ?? []).filter((rule) => rule.draft).length
  return (
    <Page
      title={t('title')}
      inOrder
      note={data ? t('count', { count: data.rules.length, waiting }) : undefined}
      tools={
        <>
          <Input.Search
            allowClear
            className={styles.search}
            placeholder={t('search')}
            aria-label={t('search')}
            onChange={(event) => setText(event.target.value)}
          />
          <Select
            allowClear
            className={styles.kinds}
            placeholder={t('allKinds')}
            aria-label={t('column.kind')}
            value={kind}
            onChange={(value) => setKind(value)}
            options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
          {data?.may.manage && (
            <Link className={styles.make} href="/rules/new" data-testid="new-rule">
              {t('new')}
            </Link>
          )}
        </>
      }
    >
      {!data ? (
        <Skeleton lines={10} />
      ) : (
        <Table
          className={styles.table ?? ''}
          size="small"
          rowKey="id"
          dataSource={rows}
          pagination={false}
          scroll={{ x: 1080 }}
          locale={{ emptyText: t('none') }}
          columns={[
            {
              title: t('column.rule'),
              key: 'rule',
              render: (_, rule) => (
                <div className={styles.name}>
                  <Link className={shared.link} href={`/rules/${rule.id}`} data-testid={`rule-${rule.id}`}>
                    {rule.title[language]}
                  </Link>
                  <span className={shared.muted}>
                    {rule.indicatorName?.[language] ?? rule.indicator} · {t(`by.${rule.by}`)} ·{' '}
                    {t(`grain.${rule.grain}`)}
                  </span>
                </div>
              ),
            },
            {
              title: t('column.level'),
              key: 'level',
              width: 90,
              render: (_, rule) => <LevelMark level={rule.level} word />,
            },
            { title: t('column.kind'), key: 'kind', width: 150, render: (_, rule) => t(`kind.${rule.kind}`) },
            {
              title: t('column.owner'),
              key: 'owner',
              width: 110,
              render: (_, rule) => (rule.owner ? t(`owner.${rule.owner}`) : '—'),
            },
            {
              title: t('column.state'),
              key: 'state',
              width: 150,
              render: (_, rule) => (
                <span className={styles.states}>
                  <span className={shared.state} data-tone={rule.state === 'off' ? 'done' : undefined}>
                    {t(`state.${rule.state}`)}
                  </span>
                  {rule.draft && (
                    <span className={shared.state} data-tone="act">
                      {t('waits')}
                    </span>
                  )}
                </span>
              ),
            },
            {
              title: t('column.version'),
              key: 'version',
              width: 110,
              render: (_, rule) => (
                <>
                  {rule.version}
                  <br />
                  <span className={shared.muted}>
                    {rule.pack && !rule.changed ? t('fromPack') : t('fromAdministrator')}
                  </span>
                </>
              ),
            },
            {
              ...{ title: t('column.raised'), key: 'raised', width: 80, align: 'right' },
              render: (_, rule) => (rule.withheld ? '—' : rule.raised),
            },
            {
              title: t('column.precision'),
              key: 'precision',
              width: 90,
              align: 'right',
              render: (_, rule) => (rule.precision === null ? '—' : `${Math.round(rule.precision * 100)}%`),
            },
            {
              title: t('column.lastFired'),
              key: 'lastFired',
              width: 130,
              render: (_, rule) => (rule.lastFired ? instantText(rule.lastFired) : '—'),
            },
          ]}
        />
      )}
      <p className={shared.hint}>{t('precisionNote')}</p>
    </Page>
  )
}
