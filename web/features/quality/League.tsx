'use client'
import { AreaCode, type Bilingual } from '@cockpit/domain/ids'
import { formatPeriod } from '@cockpit/domain/period/period'
import { Segmented, Select, Table } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { plainText, shareText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { ChartTools } from '../cockpit/ChartPanel'
import { useAsk } from '../cockpit/useQuestions'
import { STICKY } from '../shell/sticky-head'
import { Empty } from '../states/Empty'
import { Failure } from '../states/Failure'
import { StaleMark } from '../states/StaleMark'
import { Withheld } from '../states/Withheld'
import leagueStyles from './league.module.css'
import {
  type LeagueCell,
  leagueRows,
  QUALITY_INDICATORS,
  type QualityIndicator,
  smallFor,
  WORD_OF,
} from './league-view'
import styles from './quality.module.css'
import type { QualityPlace } from './useQualityPlace'

/** Areas or institutions below the place, the worst first by the chosen share, each with its counts and interval. */
export function League({ at, facilities }: { at: QualityPlace; facilities: ReadonlyMap<string, Bilingual> }) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  const [by, setBy] = useState<QualityIndicator>('reporting.coverage')
  const hasAreas = at.place.childAreas.length > 0
  const [kind, setKind] = useState<'areas' | 'facilities'>('areas')
  const shown = hasAreas ? kind : 'facilities'
  const question = {
    indicators: [...QUALITY_INDICATORS],
    territory: at.place.area.code,
    by: shown === 'areas' ? 'children' : 'facility',
    period: formatPeriod(at.period),
    limit: 5000,
  }
  const { data, error, stale, refetch, isFetching } = useAsk(question)
  const rows = useMemo(() => {
    if (!data) return []
    const areas = new Map(at.place.childAreas.map((area) => [area.code, area.name[language]]))
    return leagueRows(data, by, (key) => areas.get(key) ?? facilities.get(key)?.[language])
  }, [data, by, at.place, facilities, language])
  if (error) return <Failure error={error} onRetry={refetch} />
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        {hasAreas && (
          <Segmented<'areas' | 'facilities'>
            value={shown}
            onChange={setKind}
            options={[
              { value: 'areas', label: t('league.areas') },
              { value: 'facilities', label: t('league.facilities') },
            ]}
          />
        )}
        <Select<QualityIndicator>
          value={by}
          onChange={setBy}
          style={{ minWidth: 140 }}
          options={QUALITY_INDICATORS.map((id) => ({ value: id, label: t(`of.${WORD_OF[id]}`) }))}
          aria-label={t('matrix.measure')}
        />
        <small className={styles.muted}>{t('league.caution', { small: smallFor(by) })}</small>
        <StaleMark since={stale} />
        <ChartTools name={t('tabs.league')} question={question} chart={false} />
      </div>
      <Table
        size="small"
        rowKey={({ row }) => row.key}
        loading={isFetching && !data}
        dataSource={rows}
        sticky={STICKY}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Empty>{t('league.empty')}</Empty> }}
        rowClassName={({ place }) => (place === null ? (leagueStyles.grey ?? '') : '')}
        onRow={({ row }) => ({ 'data-testid': `league-${row.key}` }) as object}
        columns={[
          { title: '#', width: 48, render: (_, { place }) => place ?? '·' },
          {
            title: t('league.name'),
            width: '20%',
            render: (_, { row }) =>
              shown === 'areas' ? (
                <a
                  className={styles.link}
                  href={at.bar.hrefTo({ area: AreaCode.parse(row.key), facility: null })}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey) return
                    event.preventDefault()
                    at.bar.go({ area: AreaCode.parse(row.key), facility: null })
                  }}
                >
                  {row.name}
                </a>
              ) : (
                <Link className={styles.link} href={`/quality/facility/${encodeURIComponent(row.key)}`}>
                  {row.name}
                </Link>
              ),
          },
          ...QUALITY_INDICATORS.map((id) => ({
            title: t(`of.${WORD_OF[id]}`),
            key: id,
            // The chosen one writes its counts and its interval too.
            width: id === by ? '22%' : '11%',
            align: 'right' as const,
            className: id === by ? leagueStyles.chosen : '',
            render: (_: unknown, { row }: (typeof rows)[number]) => <ShareCell cell={row.cells[id]} wide={id === by} />,
          })),
        ]}
      />
    </div>
  )
}

function ShareCell({ cell, wide }: { cell: LeagueCell; wide: boolean }) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  if (cell.value === null) return <Withheld reason={cell.state === 'shown' ? 'no-data' : cell.state} />
  const counts = t('gauge.counts', {
    part: plainText(cell.part, language, 0),
    whole: plainText(cell.whole, language, 0),
  })
  return (
    <span className={styles.share} data-small={cell.small || undefined} title={counts}>
      <b>{shareText(cell.value, language)}</b>
      {wide && (
        <small>
          {counts}
          {cell.interval && (
            <>
              {' '}
              (
              {t('league.interval', {
                from: shareText(cell.interval.from, language),
                to: shareText(cell.interval.to, language),
              })}
              )
            </>
          )}
        </small>
      )}
    </span>
  )
}
