'use client'
import type { FacilityId } from '@cockpit/domain/ids'
import { AreaCode } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { formatPeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { plainText, valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { Panel } from '../cockpit/Panel'
import { territoryOf } from '../cockpit/place'
import { type Questions, useAsk } from '../cockpit/useQuestions'
import { ExportMenu } from '../export/ExportMenu'
import { useTRPC } from '../queries/trpc'
import { WindowedTable } from '../ranking/WindowedTable'
import shared from '../shell/page.module.css'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { NamesFailed } from '../states/NamesFailed'
import { Withheld } from '../states/Withheld'
import styles from './loop.module.css'
import { BREAKDOWNS, LOOP_COLUMNS, type LoopBreakdown, type LoopRow, loopRows } from './loop-view'
import type { LoopBar } from './useLoopAddress'

/** The same figures by level, by rule, or by the level below, which leads there. */
export function LoopTable({
  questions,
  bar,
  names,
  definitionOf,
}: {
  questions: Questions
  bar: LoopBar
  /** Of areas and institutions. */
  names: ReadonlyMap<string, string>
  definitionOf: (id: string) => IndicatorDefinition | undefined
}) {
  const t = useTranslations('loop')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const { place, period } = questions
  // One institution has nothing below it.
  const offered = BREAKDOWNS.filter((one) => one !== 'place' || place.facility === null)
  const by = offered.includes(bar.by) ? bar.by : 'level'
  const below = place.childAreas.length > 0 ? 'areas' : 'facilities'
  const columns = LOOP_COLUMNS.flatMap((id) => definitionOf(id) ?? [])
  const question = {
    indicators: columns.map(({ id }) => id),
    ...territoryOf(place),
    by: by === 'place' ? (below === 'areas' ? 'children' : 'facility') : by,
    period: formatPeriod(period),
    limit: 500,
  }
  const { data, error, stale, refetch } = useAsk(question)
  const rules = useQuery({ ...trpc.rules.list.queryOptions(), enabled: by === 'rule', retry: false })
  const titles = useMemo(
    () => new Map(rules.data?.rules.map(({ id, title }) => [id, title[language]])),
    [rules.data, language],
  )
  const rows = useMemo(
    () =>
      data &&
      loopRows(data, by === 'place' ? below : by, (key) =>
        by === 'level'
          ? t(`level.${key as 'I' | 'II' | 'III' | 'IV'}`)
          : by === 'rule'
            ? key === ''
              ? t('noRule')
              : titles.get(key)
            : names.get(key),
      ),
    [data, by, below, titles, names, t],
  )
  const title = t(by === 'place' ? `by.${below}` : `by.${by}`)
  return (
    <Panel
      testId="loop-table"
      title={title}
      note={t('tableNote')}
      {...(stale ? { stale } : {})}
      tools={
        <>
          <ExportMenu question={question} name={`${t('title')} ${title}`} />
          <Segmented<LoopBreakdown>
            size="small"
            value={by}
            onChange={bar.breakDown}
            options={offered.map((value) => ({ value, label: t(value === 'place' ? `by.${below}` : `by.${value}`) }))}
          />
        </>
      }
    >
      {by === 'rule' && <NamesFailed of={[rules]} />}
      {error ? (
        <Failure error={error} onRetry={refetch} />
      ) : !rows ? (
        <Skeleton lines={6} />
      ) : rows.length === 0 ? (
        <Empty>{t('empty')}</Empty>
      ) : (
        <div className={styles.table} style={{ '--rows': Math.min(rows.length, MOST_ROWS) } as React.CSSProperties}>
          <WindowedTable<LoopRow>
            label={title}
            rows={rows}
            rowKey={({ key }) => key}
            rowData={({ key }) => ({ 'data-key': key })}
            minWidth={1240}
            columns={[
              {
                key: 'name',
                title: t(`head.${by}`),
                width: by === 'rule' ? 'minmax(17em, 3fr)' : 'minmax(9em, 1.4fr)',
                cell: (row) => <RowName row={row} by={by} below={below} bar={bar} area={place.area.code} />,
              },
              ...columns.map((definition) => ({
                key: definition.id,
                title: t(`column.${wordOf(definition.id)}`),
                width: 'minmax(5.4em, 1fr)',
                align: 'end' as const,
                cell: ({ cells }: LoopRow) => <Cell reading={cells[definition.id]} definition={definition} />,
              })),
            ]}
          />
        </div>
      )}
    </Panel>
  )
}

/** More of them scroll inside the table. */
const MOST_ROWS = 14

function Cell({
  reading,
  definition,
}: {
  reading: LoopRow['cells'][string] | undefined
  definition: IndicatorDefinition
}) {
  const language = languageOf(useLocale())
  // The head says what is counted.
  if (reading?.state === 'shown')
    return definition.format === 'count'
      ? plainText(reading.value, language, 0)
      : valueText(reading.value, definition, language)
  return <Withheld reason={reading?.state ?? 'no-data'} />
}

function RowName({
  row,
  by,
  below,
  bar,
  area,
}: {
  row: LoopRow
  by: LoopBreakdown
  below: 'areas' | 'facilities'
  bar: LoopBar
  area: string
}) {
  if (by === 'rule' && row.key !== '')
    return (
      <Link className={shared.link} href={`/rules/${encodeURIComponent(row.key)}`} title={row.name}>
        {row.name}
      </Link>
    )
  if (by !== 'place') return row.name
  const to =
    below === 'areas'
      ? { area: AreaCode.parse(row.key), facility: null }
      : { area: AreaCode.parse(area), facility: row.key as FacilityId }
  return (
    <Link className={shared.link} href={bar.hrefTo(to)} title={row.name}>
      {row.name}
    </Link>
  )
}

type Word =
  | 'raised'
  | 'falseShare'
  | 'meanJudgeHours'
  | 'issued'
  | 'signedOnTime'
  | 'meanSignHours'
  | 'returnShare'
  | 'closedShare'
  | 'closedOnTime'
  | 'meanCloseHours'
  | 'relapseShare'

/** `loopTasks.issued` -> `issued`, the word of its column. */
const wordOf = (id: string) => id.slice(id.indexOf('.') + 1) as Word
