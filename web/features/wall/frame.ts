import type { RankInterval } from '@cockpit/domain/fairness/rank-interval'
import type { Bilingual } from '@cockpit/domain/ids'
import type { Coverage, Envelope, Withheld } from '@cockpit/domain/indicator/envelope'
import type { Level } from '@cockpit/domain/task/level'
import type { Wording } from '../../format/number'
import type { LngLat } from '../../map/contract'

/** What one number is called and how it is written. */
export interface Measure extends Wording {
  readonly id: string
  readonly name: Bilingual
  readonly direction: 'higher' | 'lower' | 'monitor'
}

/** One tile's content, with the age of what is behind it. A tile fails alone: the others go on. */
export type Panel<T> =
  | {
      readonly state: 'ready'
      readonly data: T
      /** Last day with data, `yyyy-mm-dd`. */
      readonly through: string | null
      /** When the newest file behind it was published, ISO instant. */
      readonly asOf: string | null
      /** Set when the source could not be asked and this is the last good content. */
      readonly heldSince?: string
    }
  | { readonly state: 'failed'; readonly reason: 'unreachable' | 'pending' | 'not-permitted' | 'no-data' | 'too-few' }

export interface RunningTile {
  readonly measure: Measure
  readonly envelope: Envelope
  /** The days before, oldest first, for the small line. */
  readonly trail: readonly (number | null)[]
}

export interface MonthlyParts {
  readonly months: readonly string[]
  readonly partialLast: boolean
  readonly measure: Measure
  readonly parts: readonly { readonly name: Bilingual; readonly values: readonly (number | null)[] }[]
  readonly total: Envelope
  readonly lastYear: readonly (number | null)[]
}

export interface PeerAxis {
  readonly measure: Measure
  readonly state: 'shown' | Withheld
  readonly value: number | null
  readonly peers: { readonly min: number; readonly q1: number; readonly q3: number; readonly max: number } | null
}

export interface AreaValue {
  readonly code: string
  readonly name: Bilingual
  readonly state: 'shown' | Withheld
  readonly value: number | null
  readonly standing?: Envelope['standing']
}

/** Areas as far as a ranking of them is fair: the best first where it is offered, in no order where it is withheld. */
export interface AreaRanking {
  /** Why there is none; null where it is offered. */
  readonly withheld: Bilingual | null
  readonly places: readonly {
    readonly code: string
    readonly rank: RankInterval | null
    /** Its data fail: greyed, and not the last. */
    readonly failing: boolean
  }[]
}

export interface MonthlyLine {
  readonly measure: Measure
  readonly months: readonly string[]
  readonly values: readonly (number | null)[]
  readonly lastYear: readonly (number | null)[]
  readonly partialLast: boolean
  readonly latest: Envelope
}

export interface Fairness {
  readonly measure: Measure
  readonly envelope: Envelope
  readonly gini: number
  readonly points: readonly { readonly people: number; readonly resource: number }[]
  readonly lowest: AreaValue | null
  readonly highest: AreaValue | null
}

/** `of` counts what fell due, `met` what was done in time; nothing due is not 100 %. */
export interface OnTime {
  readonly met: number
  readonly of: number
}

export interface Closure {
  /** Alerts raised in the last 30 days. */
  readonly raised: number
  readonly open: number
  readonly signed: OnTime
  readonly closed: OnTime
  readonly overdue: number
}

export interface WallAlert {
  readonly id: string
  readonly level: Level
  readonly title: Bilingual
  readonly place: Bilingual
  readonly areaCode: string
  readonly at: LngLat
  readonly raisedAt: string
  readonly state: 'open' | 'dispatched' | 'signed' | 'fedBack'
  /** Due instant of the clock that runs now, if one runs. */
  readonly due: string | null
}

/** Everything a wall shows, but the shapes. Aggregates only: no person, no case. */
export interface WallFrame {
  readonly display: { readonly id: string; readonly name: string }
  readonly territory: { readonly code: string; readonly name: Bilingual }
  /** When the server put it together, ISO instant. */
  readonly composedAt: string
  readonly demo: boolean
  readonly mode: 'routine' | 'emergency'
  /** Where 急 holds, why, since when and until when; empty by routine. */
  readonly postures: readonly {
    readonly area: Bilingual
    readonly reason: string
    readonly since: string
    readonly until: string
  }[]
  readonly through: string | null
  readonly asOf: string | null
  readonly coverage: Coverage | null
  readonly running: Panel<{
    readonly day: string
    /** False where last year's day was a weekend and this one is not, or the other way round: no 同比 then. */
    readonly comparable: boolean
    readonly tiles: readonly RunningTile[]
  }>
  readonly income: Panel<MonthlyParts>
  readonly radar: Panel<{ readonly axes: readonly PeerAxis[]; readonly facilities: number; readonly period: string }>
  readonly map: Panel<{
    readonly measure: Measure
    readonly period: string
    readonly total: Envelope
    readonly areas: readonly AreaValue[]
    /** Null where the catalogue has lost the indicator. */
    readonly ranking: AreaRanking | null
  }>
  readonly targets: Panel<readonly { readonly measure: Measure; readonly envelope: Envelope }[]>
  readonly trend: Panel<MonthlyLine>
  readonly fairness: Panel<Fairness>
  readonly closure: Panel<Closure>
  readonly alerts: Panel<readonly WallAlert[]>
}

/** The new frame, but a tile that failed now and was good before keeps its last good content, marked with its age. */
export function holdLastGood(before: WallFrame, next: WallFrame): WallFrame {
  const hold = <T>(old: Panel<T>, now: Panel<T>): Panel<T> =>
    now.state === 'failed' && (now.reason === 'unreachable' || now.reason === 'pending') && old.state === 'ready'
      ? { ...old, heldSince: old.heldSince ?? before.composedAt }
      : now
  return {
    ...next,
    running: hold(before.running, next.running),
    income: hold(before.income, next.income),
    radar: hold(before.radar, next.radar),
    map: hold(before.map, next.map),
    targets: hold(before.targets, next.targets),
    trend: hold(before.trend, next.trend),
    fairness: hold(before.fairness, next.fairness),
    closure: hold(before.closure, next.closure),
    alerts: hold(before.alerts, next.alerts),
  }
}

/** True when a tile was still being asked for when the frame left. */
export function isPending(frame: WallFrame): boolean {
  return Object.values(frame).some(
    (panel: unknown) => typeof panel === 'object' && panel !== null && 'reason' in panel && panel.reason === 'pending',
  )
}
