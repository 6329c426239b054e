'use client'
import { AreaCode } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { formatPeriod, type Period } from '@cockpit/domain/period/period'
import { OUTSIDE } from '@cockpit/domain/territory/care-flow'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import { plainText, shareText, valueText } from '../../format/number'
import { periodText } from '../../format/time'
import { languageOf } from '../../i18n/locale'
import { quantileScale } from '../../map/scale'
import { ChartPanel } from '../cockpit/ChartPanel'
import { mapShapes } from '../cockpit/map-shapes'
import type { Place } from '../cockpit/place'
import { GIVE_UP, useAsk } from '../cockpit/useQuestions'
import { useVisualTheme } from '../cockpit/useVisualTheme'
import { useTRPC } from '../queries/trpc'
import { WindowedTable } from '../ranking/WindowedTable'
import shared from '../shell/page.module.css'
import { useScale } from '../shell/useScale'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { heldOf, untilGood } from '../states/held'
import { arcEnds, flowArcs } from './flow-view'
import styles from './region.module.css'

const TerritoryMap = dynamic(() => import('../../map/TerritoryMap').then(({ TerritoryMap }) => TerritoryMap), {
  ssr: false,
  loading: () => <Skeleton lines={4} />,
})

/** 就医流向: the share treated at home as colour, where the others went as arcs, and the same as a table. */
export function CareFlow({
  place,
  definition,
  period,
  of,
  onOf,
  hrefOf,
  mapboxToken,
}: {
  place: Place
  definition: IndicatorDefinition | undefined
  period: Period
  of: 'visits' | 'admissions'
  onOf: (of: 'visits' | 'admissions') => void
  hrefOf: (area: string) => string
  mapboxToken?: string
}) {
  const t = useTranslations('region.flow')
  const trpc = useTRPC()
  const router = useRouter()
  const language = languageOf(useLocale())
  const holder = useRef<HTMLDivElement>(null)
  const theme = useVisualTheme(holder)
  const magnify = useScale()
  const area = AreaCode.parse(place.area.code)
  const leaf = place.childAreas.length === 0
  const sharesQuestion = definition
    ? { indicators: [definition.id], territory: area, by: leaf ? 'county' : 'children', period: formatPeriod(period) }
    : null
  const shares = useAsk(sharesQuestion)
  const boundary = useQuery({
    ...trpc.territory.boundary.queryOptions({ area, detail: 'children' }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const asked = useQuery({
    ...trpc.region.flows.queryOptions({ area, period: formatPeriod(period), of }, GIVE_UP),
    enabled: definition !== undefined,
    refetchInterval: untilGood((data) => data.about.staleSince),
  })
  const { data, error, stale } = heldOf(asked, (answer) => answer.about.staleSince)
  const arcs = useMemo(() => (data ? flowArcs(data.flows, data.places) : []), [data])
  const neighbours = useMemo(
    () => (data ? arcEnds(arcs, data.neighbours).map((one) => ({ ...one, name: one.name[language] })) : []),
    [arcs, data, language],
  )
  const shapes = useMemo(
    () => (definition ? mapShapes(boundary.data?.shapes ?? [], shares.data, definition.id, language) : []),
    [boundary.data, shares.data, definition, language],
  )
  const scale = useMemo(() => {
    const values = shapes.flatMap(({ value }) => (value === null ? [] : [value]))
    return theme ? quantileScale(values, theme.ramp, 3) : { edges: [], colours: [] }
  }, [shapes, theme])
  if (!definition) return null
  const names = new Map([
    ...(data?.places ?? []).map(({ code, name }) => [code, name[language]] as const),
    ...place.childAreas.map(({ code, name }) => [code, name[language]] as const),
    [place.area.code, place.area.name[language]] as const,
  ])
  const nameOf = (code: string) => (code === OUTSIDE ? t('outside') : (names.get(code) ?? code))
  const problem = error ?? boundary.error ?? shares.error
  const units = t(`unit.${of}`)
  return (
    <ChartPanel
      className={styles.flow}
      testId="care-flow"
      title={t('title')}
      note={`${periodText(period, language)} · ${t('note')}`}
      stale={stale}
      question={sharesQuestion}
      chart={false}
      about={{ definition, cell: undefined, answer: shares.data }}
      tools={
        <Segmented<'visits' | 'admissions'>
          size="small"
          value={of}
          onChange={onOf}
          options={[
            { value: 'visits', label: t('of.visits') },
            { value: 'admissions', label: t('of.admissions') },
          ]}
        />
      }
    >
      {problem ? (
        <Failure
          error={problem}
          onRetry={() => void Promise.all([asked.refetch(), boundary.refetch(), shares.refetch()])}
        />
      ) : (
        <div className={styles.flowBody}>
          <div ref={holder} className={styles.flowMap}>
            {theme && boundary.data && shares.data ? (
              <TerritoryMap
                shapes={shapes}
                scale={scale}
                valueName={definition[language]}
                format={(value) => valueText(value, definition, language)}
                arcs={arcs}
                neighbours={neighbours}
                labels={shapes.length > 14 ? 'where-wrong' : 'all'}
                onPick={(pick) => pick.kind === 'area' && pick.code !== area && router.push(hrefOf(pick.code))}
                theme={theme}
                source={boundary.data.source}
                ariaLabel={t('map', { place: place.area.name[language] })}
                padding={{ top: 24, right: 24, bottom: 96, left: 24 }}
                magnify={magnify}
                {...(mapboxToken ? { mapboxToken } : {})}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </div>
          <div className={styles.flowList}>
            <p>{t(leaf ? 'readCounty' : 'read')}</p>
            {!data ? (
              <Skeleton lines={8} />
            ) : data.flows.length === 0 ? (
              <Empty>{t('empty')}</Empty>
            ) : (
              <WindowedTable
                label={t('table', { place: place.area.name[language] })}
                rows={data.flows}
                rowKey={({ from, to }) => `${from} ${to}`}
                minWidth={380}
                columns={[
                  {
                    key: 'from',
                    title: t('column.from'),
                    width: 'minmax(6em, 1fr)',
                    cell: ({ from }) =>
                      from === area ? (
                        nameOf(from)
                      ) : (
                        <Link className={shared.link} href={hrefOf(from)}>
                          {nameOf(from)}
                        </Link>
                      ),
                  },
                  { key: 'to', title: t('column.to'), width: 'minmax(6em, 1fr)', cell: ({ to }) => nameOf(to) },
                  {
                    key: 'count',
                    title: units,
                    width: '8em',
                    align: 'end',
                    cell: ({ count }) => plainText(count, language, 0),
                  },
                  {
                    key: 'share',
                    title: t('column.share'),
                    width: '7em',
                    align: 'end',
                    cell: ({ share }) => shareText(share, language),
                  },
                ]}
              />
            )}
            {data && data.small > 0 && <small>{t('small', { count: data.small })}</small>}
          </div>
        </div>
      )}
    </ChartPanel>
  )
}
