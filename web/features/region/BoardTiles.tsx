'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { formatPeriod, type Period, trailingMonths } from '@cockpit/domain/period/period'
import type { inferRouterOutputs } from '@trpc/server'
import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import type { CSSProperties } from 'react'
import { languageOf } from '../../i18n/locale'
import type { AppRouter } from '../../server/router'
import type { Comparing } from '../cockpit/address'
import { type Place, territoryOf } from '../cockpit/place'
import { Tile } from '../cockpit/Tile'
import tileStyles from '../cockpit/tile.module.css'
import { tileView } from '../cockpit/tile-view'
import { SHOWN_MONTHS, useAsk } from '../cockpit/useQuestions'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { boardSections } from './board-sections'
import styles from './region.module.css'

type Boards = inferRouterOutputs<AppRouter>['boards']['list']

/** The tiles of every pack's board for one area. A click shows the number in the cockpit. */
export function BoardTiles({
  boards,
  place,
  period,
  compare,
  definitionOf,
  hrefOf,
}: {
  boards: Boards
  place: Place
  period: Period
  compare: Comparing
  definitionOf: (id: string) => IndicatorDefinition | undefined
  hrefOf: (indicator: string) => string
}) {
  const language = languageOf(useLocale())
  return (
    <div className={styles.boards}>
      {boardSections(boards, definitionOf).map(({ pack, title, tiles }) => (
        <section
          key={pack}
          className={styles.board}
          style={{ '--tiles': tiles.length } as CSSProperties}
          data-testid={`board-${pack}`}
        >
          <h2>{title[language]}</h2>
          <BoardRow tiles={tiles} place={place} period={period} compare={compare} hrefOf={hrefOf} />
        </section>
      ))}
    </div>
  )
}

function BoardRow({
  tiles,
  place,
  period,
  compare,
  hrefOf,
}: {
  tiles: readonly IndicatorDefinition[]
  place: Place
  period: Period
  compare: Comparing
  hrefOf: (indicator: string) => string
}) {
  const router = useRouter()
  const language = languageOf(useLocale())
  const question = { indicators: tiles.map(({ id }) => id), ...territoryOf(place) }
  const totals = useAsk({ ...question, period: formatPeriod(period), compare: [compare] })
  const lines = useAsk({
    ...question,
    period: formatPeriod(trailingMonths(period, SHOWN_MONTHS)),
    series: 'month',
  })
  if (totals.error) return <Failure error={totals.error} onRetry={totals.refetch} />
  return (
    <div className={styles.tiles}>
      {tiles.map((definition) =>
        totals.data ? (
          <Tile
            key={definition.id}
            definition={definition}
            view={tileView(definition, totals.data, lines.data, compare, language)}
            answer={totals.data}
            {...(totals.stale ? { stale: totals.stale } : {})}
            selected={false}
            fresh={false}
            onSelect={() => router.push(hrefOf(definition.id))}
          />
        ) : (
          <article key={definition.id} className={tileStyles.tile}>
            <Skeleton lines={3} />
          </article>
        ),
      )}
    </div>
  )
}
