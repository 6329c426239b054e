'use client'
import { type AreaCode, type FacilityId, IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { parsePeriod } from '@cockpit/domain/period/period'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { PlaceOfNumbersProvider } from '../lineage/place-of-numbers'
import { useTRPC } from '../queries/trpc'
import { Page } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { AlertsPanel } from './AlertsPanel'
import { Bar } from './Bar'
import barStyles from './bar.module.css'
import styles from './cockpit.module.css'
import { DataNotice } from './DataNotice'
import { FacilityHeader } from './FacilityHeader'
import { MapPanel } from './MapPanel'
import { placeOf, startingAt, territoryOf } from './place'
import { RadarPanel } from './RadarPanel'
import { RankPanel } from './RankPanel'
import { TerritoryTree } from './TerritoryTree'
import { TileGrid } from './TileGrid'
import { TrendPanel } from './TrendPanel'
import tileStyles from './tile.module.css'
import { useAddress } from './useAddress'
import { type Questions, tilesQuestion, useAsk } from './useQuestions'

export interface CockpitSettings {
  /** Mapbox GL is used when the operator gave a token. */
  readonly mapboxToken?: string
}

/** The supervisor's screen. What it shows follows from the URL and from the person's authority, from nothing else. */
export function Cockpit({ mapboxToken }: CockpitSettings) {
  const t = useTranslations('cockpit')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const bar = useAddress()
  const [treeOpen, setTreeOpen] = useState(true)
  const tree = useQuery(trpc.territory.tree.queryOptions())
  const board = useQuery(trpc.boards.overview.queryOptions())
  const start = tree.data && startingAt(tree.data, bar.address)
  const facility = useQuery({
    ...trpc.territory.facility.queryOptions({ id: (start?.facility ?? '') as FacilityId }),
    enabled: Boolean(start?.facility),
  })
  const chosenFacility = start?.facility ? (facility.data ?? null) : null
  const place = tree.data && start ? placeOf(tree.data, chosenFacility?.county ?? start.area, chosenFacility) : null
  const facilities = useQuery({
    ...trpc.territory.facilities.queryOptions({ area: (place?.area.code ?? '') as AreaCode }),
    enabled: place !== null,
  })
  const names = useMemo(
    () =>
      new Map([
        ...(tree.data?.areas.map((area) => [area.code, area.name[language]] as const) ?? []),
        ...(facilities.data?.map((one) => [one.id, one.name[language]] as const) ?? []),
      ]),
    [tree.data, facilities.data, language],
  )
  const questions = useMemo<Questions | null>(() => {
    if (!place || !board.data) return null
    const { definitions, tiles, choices, latest } = board.data
    const find = (id: string): IndicatorDefinition[] => definitions.filter((definition) => definition.id === id)
    const chosen = find(bar.address.indicator ?? '')[0] ?? find(choices[0] ?? '')[0] ?? find(tiles[0] ?? '')[0]
    if (!chosen) return null
    const period = bar.address.period ?? parsePeriod(latest)
    const { compare, counties, tier } = bar.address
    return { place, period, compare, counties, tier, chosen, tiles: tiles.flatMap(find) }
  }, [place, board.data, bar.address])
  const axes = useMemo(
    () => board.data?.radar.flatMap((id) => board.data.definitions.filter((definition) => definition.id === id)) ?? [],
    [board.data],
  )
  const totals = useAsk(questions && tilesQuestion(questions))
  const numbersOf = useMemo(() => place && territoryOf(place), [place])

  const failure = tree.error ?? board.error ?? facility.error
  if (failure)
    return (
      <Page title={t('title')}>
        <Failure
          error={failure}
          onRetry={() => {
            void tree.refetch()
            void board.refetch()
            if (start?.facility) void facility.refetch()
          }}
        />
      </Page>
    )
  if (!tree.data || !board.data || (start?.facility && !facility.data)) return <CockpitSkeleton />
  if (tree.data.areas.length === 0)
    return (
      <Page title={t('title')}>
        <Empty>{t('noTerritory')}</Empty>
      </Page>
    )
  if (!place)
    return (
      <Page title={t('title')}>
        <Empty>{t('outside')}</Empty>
      </Page>
    )
  if (!questions)
    return (
      <Page title={t('title')}>
        <Empty>{t('noIndicators')}</Empty>
      </Page>
    )

  return (
    <PlaceOfNumbersProvider value={numbersOf}>
      <div className={styles.cockpit} data-tree={treeOpen ? 'open' : 'closed'}>
        <Bar
          bar={bar}
          place={place}
          questions={questions}
          latest={parsePeriod(board.data.latest)}
          choices={board.data}
          treeOpen={treeOpen}
          onTree={() => setTreeOpen((open) => !open)}
        />
        {treeOpen && (
          <aside className={styles.side} aria-label={t('tree.label')}>
            <TerritoryTree tree={tree.data} place={place} bar={bar} />
          </aside>
        )}
        <div className={styles.content} data-facility={place.facility ? '' : undefined}>
          {!place.facility && <h1 className={styles.spoken}>{t('heading', { place: place.area.name[language] })}</h1>}
          <DataNotice answer={totals.data} stale={totals.stale} period={questions.period} unread={bar.address.unread} />
          {place.facility && <FacilityHeader facility={place.facility} place={place} answer={totals.data} />}
          <TileGrid
            questions={questions}
            totals={totals}
            onSelect={(indicator) => bar.go({ indicator: IndicatorId.parse(indicator) })}
          />
          <MapPanel
            className={styles.areaMap}
            questions={questions}
            bar={bar}
            facilities={facilities.data ?? []}
            mapboxToken={mapboxToken}
          />
          <TrendPanel className={styles.areaTrend} questions={questions} bar={bar} />
          <RadarPanel className={styles.areaRadar} questions={questions} axes={axes} bar={bar} />
          <RankPanel className={styles.areaRank} questions={questions} bar={bar} names={names} />
          <AlertsPanel className={styles.areaAlerts} place={place} />
        </div>
      </div>
    </PlaceOfNumbersProvider>
  )
}

function CockpitSkeleton() {
  return (
    <div className={styles.cockpit} data-tree="open" aria-busy="true">
      <div className={barStyles.bar} />
      <aside className={styles.side}>
        <Skeleton lines={14} />
      </aside>
      <div className={styles.content}>
        <div className={tileStyles.tiles}>
          {Array.from({ length: 10 }, (_, tile) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the boxes are alike and never change places
            <article key={tile} className={tileStyles.tile}>
              <Skeleton lines={3} />
            </article>
          ))}
        </div>
      </div>
    </div>
  )
}
