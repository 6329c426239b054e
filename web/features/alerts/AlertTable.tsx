'use client'
import { Table } from 'antd'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ageText, instantText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import type { PresentedAlert } from '../../server/alerts/present-alert'
import styles from '../shell/page.module.css'
import { useNow } from '../shell/useNow'
import { Empty, Skeleton } from '../states/Empty'
import { ActDialog, type ActKind } from './ActDialog'
import { AlertState } from './AlertState'
import own from './alerts.module.css'
import { LevelMark } from './LevelMark'
import { ACT_KEYS, type ListAct, useListKeys } from './useListKeys'

const ACTS = Object.entries(ACT_KEYS) as [keyof typeof ACT_KEYS, ListAct][]

/** The alerts with what may be done to many at once: by mouse, and by the keys that stand on the buttons. */
export function AlertTable({
  alerts,
  loading,
  mayAct,
  narrow = false,
}: {
  alerts: readonly PresentedAlert[]
  loading: boolean
  mayAct: boolean
  /** Beside the map: the columns that matter most. */
  narrow?: boolean
}) {
  const t = useTranslations('alerts')
  const language = languageOf(useLocale())
  const router = useRouter()
  const now = useNow()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [act, setAct] = useState<{ kind: ActKind; ids: readonly string[] }>()
  const here = chosen.filter((id) => alerts.some((alert) => alert.id === id))
  const begin = (kind: ListAct, ids: readonly string[]) => {
    if (mayAct && ids.length >= (kind === 'merge' ? 2 : 1)) setAct({ kind, ids })
  }
  const marked = useListKeys({
    ids: alerts.map((alert) => alert.id),
    off: act !== undefined,
    onToggle: (id) => mayAct && setChosen(here.includes(id) ? here.filter((one) => one !== id) : [...here, id]),
    onOpen: (id) => router.push(`/alerts/${id}`),
    onAct: (kind, id) => begin(kind, here.length > 0 ? here : id ? [id] : []),
  })
  const acted = act ? alerts.filter((alert) => act.ids.includes(alert.id)) : []
  return (
    <>
      {mayAct && (
        <div className={own.bar} role="toolbar" aria-label={t('bulk.label')}>
          <span className={own.chosen} role="status">
            {t('bulk.chosen', { count: here.length })}
          </span>
          {ACTS.map(([key, kind]) => (
            <button
              key={kind}
              type="button"
              disabled={here.length < (kind === 'merge' ? 2 : 1)}
              onClick={() => begin(kind, here)}
              data-testid={`bulk-${kind}`}
            >
              {t(`act.do.${kind}`)} <kbd>{key.toUpperCase()}</kbd>
            </button>
          ))}
          <span className={own.keys}>
            <kbd>J</kbd> <kbd>K</kbd> {t('bulk.move')} <kbd>X</kbd> {t('bulk.choose')} <kbd>Enter</kbd> {t('bulk.open')}
          </span>
        </div>
      )}
      <Table<PresentedAlert>
        size="middle"
        rowKey="id"
        dataSource={[...alerts]}
        pagination={false}
        locale={{ emptyText: loading ? <Skeleton lines={5} /> : <Empty>{t('none')}</Empty> }}
        onRow={(_, index) => ({ 'data-testid': 'alert-row', 'data-marked': index === marked || undefined }) as object}
        rowClassName={own.row ?? ''}
        {...(mayAct
          ? { rowSelection: { selectedRowKeys: [...here], onChange: (keys) => setChosen(keys.map(String)) } }
          : {})}
        columns={[
          {
            title: t('column.level'),
            width: narrow ? 64 : 136,
            render: (_, { level }) => <LevelMark level={level} word={!narrow} />,
          },
          {
            title: t('column.what'),
            render: (_, alert) => (
              <>
                <Link href={`/alerts/${alert.id}`} className={styles.link}>
                  {alert.title[language]}
                </Link>
                {alert.snoozedUntil && alert.state === 'open' && (
                  <span className={own.mark}>{t('restsUntil', { at: instantText(alert.snoozedUntil) })}</span>
                )}
                {narrow && <div className={styles.muted}>{placeText(alert, language)}</div>}
              </>
            ),
          },
          ...(narrow
            ? []
            : [
                { title: t('column.where'), render: (_: unknown, alert: PresentedAlert) => placeText(alert, language) },
                { title: t('column.period'), width: 96, dataIndex: 'period' },
              ]),
          {
            title: t('column.state'),
            width: 150,
            render: (_, alert) => <AlertState alert={alert} />,
          },
          { title: t('column.raised'), width: 116, render: (_, { raisedAt }) => ageText(raisedAt, now, language) },
        ]}
      />
      {act && (
        <ActDialog
          kind={act.kind}
          alerts={acted}
          onClose={(done) => {
            setAct(undefined)
            if (done) setChosen([])
          }}
        />
      )}
    </>
  )
}

export function placeText({ place }: Pick<PresentedAlert, 'place'>, language: 'zh' | 'en'): string {
  return [place.facility?.name[language], place.area.name[language]].filter(Boolean).join(' · ')
}
