'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { useTranslations } from 'next-intl'
import { Sparkline } from '../../charts/Sparkline'
import { StaleMark } from '../states/StaleMark'
import { Withheld } from '../states/Withheld'
import { Provenance } from './Provenance'
import styles from './tile.module.css'
import type { TileChange, TileView } from './tile-view'

const ARROW = { up: 'M5 1l4 7H1z', down: 'M5 9L1 2h8z', level: 'M1 4h8v2H1z' } as const
const STANDING = { met: 'M1 1h8v8H1z', below: 'M5 0l5 5-5 5-5-5z', above: 'M5 1l4.6 8H.4z' } as const

export function ChangeMark({ change }: { change: TileChange }) {
  return (
    <span className={styles.change} data-sense={change.sense}>
      <svg viewBox="0 0 10 10" width="0.7em" height="0.7em" aria-hidden="true">
        <path d={ARROW[change.arrow]} fill="currentColor" />
      </svg>
      {change.text}
    </span>
  )
}

/** Target standing as a shape and a word: square met, diamond below, triangle above. */
export function StandingMark({ standing, text }: { standing: 'met' | 'below' | 'above' | null; text: string }) {
  const t = useTranslations('cockpit.tile')
  return (
    <span className={styles.standing} data-standing={standing ?? 'none'}>
      {standing && (
        <svg viewBox="0 0 10 10" width="0.75em" height="0.75em" aria-hidden="true">
          <path d={STANDING[standing]} fill="currentColor" />
        </svg>
      )}
      {standing ? t(`standing.${standing}`, { target: text }) : t('target', { target: text })}
    </span>
  )
}

/** One number with its comparison, its target and its last months. A click makes it the indicator of map, trend and list. */
export function Tile({
  view,
  definition,
  answer,
  stale,
  selected,
  fresh,
  onSelect,
}: {
  view: TileView
  definition: IndicatorDefinition
  answer: Answer | undefined
  /** Since when the number could not be renewed. */
  stale?: string
  selected: boolean
  fresh: boolean
  onSelect: () => void
}) {
  const t = useTranslations('cockpit.tile')
  return (
    <article
      className={styles.tile}
      data-testid={`tile-${view.indicator}`}
      data-state={view.state}
      data-selected={selected || undefined}
      data-fresh={fresh || undefined}
    >
      <button
        type="button"
        className={styles.tileHit}
        aria-pressed={selected}
        aria-label={view.spoken}
        onClick={onSelect}
      />
      <header>
        <h3>{view.name}</h3>
        <StaleMark since={stale} />
        <Provenance definition={definition} cell={answer?.rows[0]?.cells[view.indicator]} answer={answer} />
      </header>
      <div className={styles.tileValue}>
        {view.written ? (
          <>
            <strong data-testid="tile-value">{view.written.figure}</strong>
            <span>{view.written.unit}</span>
          </>
        ) : (
          view.state !== 'shown' && <Withheld reason={view.state} />
        )}
        <span className={styles.tileTrend}>
          <Sparkline values={view.trend} width={64} height={22} stroke="var(--series-2)" />
        </span>
      </div>
      <footer>
        <span>
          {t(view.comparing)}{' '}
          {view.change === null ? (
            '—'
          ) : typeof view.change === 'string' ? (
            <Withheld reason={view.change} />
          ) : (
            <ChangeMark change={view.change} />
          )}
        </span>
        {view.partial && (
          <span className={styles.partial} data-testid="tile-partial">
            ◐ {t('partial', { share: view.partial })}
          </span>
        )}
        {view.target && <StandingMark standing={view.target.standing} text={view.target.text} />}
      </footer>
    </article>
  )
}
