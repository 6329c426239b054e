import { type Assurance, assuranceOf, type Target } from './assurance'
import type { Side } from './seven-point-rules'
import { type Cause, specialCauses } from './special-cause'
import { type XmrLimits, xmrLimits } from './xmr-limits'

/** Fewer points make no limits to judge by. */
export const FEWEST_POINTS = 12

/** A value of a series; null where there is none. Never zero for "no data". */
export interface SeriesPoint {
  /** Its period, such as `2026-03`: unique, and by it the points are told apart. */
  readonly at: string
  readonly value: number | null
}

/** Which way is better: the catalogue's direction of an indicator. */
export type Direction = 'higher' | 'lower' | 'monitor'

export interface XmrOptions {
  readonly direction: Direction
  /** Leave moving ranges above 3.267·mR̄ out once. */
  readonly screen?: boolean
  /** `at` of the first point of each new phase: limits begin anew there, for a reason that somebody has written down. */
  readonly phases?: readonly string[]
  readonly target?: Target
  readonly fewest?: number
}

/**
 * What a point says. `high` and `low` are special where no direction is better; `common` is ordinary variation; `too-few` where its phase
 * has too few points to judge; `no-value` where there is none.
 */
export type Variation = 'improvement' | 'concern' | 'high' | 'low' | 'common' | 'too-few' | 'no-value'

export interface XmrPoint extends SeriesPoint {
  /** Place of its phase in `phases`. */
  readonly phase: number
  /** |value − the value before it in the phase|. */
  readonly range: number | null
  readonly causes: readonly Cause[]
  readonly variation: Variation
}

export interface XmrPhase {
  readonly from: string
  readonly to: string
  /** Points with a value. */
  readonly points: number
  /** Null with fewer points than needed. */
  readonly limits: XmrLimits | null
}

export interface Xmr {
  readonly phases: readonly XmrPhase[]
  readonly points: readonly XmrPoint[]
  /** What the last point with a value says; `no-value` of a series without one. */
  readonly now: Variation
  /** By the limits of the last phase; null without a target or limits. */
  readonly assurance: Assurance | null
}

/** A series or its phases cannot be used; the message says what to do. */
export class XmrError extends Error {}

/**
 * The XmR chart of a series with the rules of Making Data Count. Each phase has limits of its own, and no run or trend goes from one into the
 * next. Points without a value are passed over: their neighbours stand beside each other.
 * @param series in order of time
 * @throws XmrError where a phase names no point, or two points have one period
 */
export function xmr(series: readonly SeriesPoint[], options: XmrOptions): Xmr {
  const starts = startsOf(series, options.phases ?? [])
  const phases = starts.map((start, k) => phaseOf(series.slice(start, starts[k + 1]), k, options))
  const points = phases.flatMap((phase) => phase.points)
  const last = phases.at(-1)?.about.limits ?? null
  return {
    phases: phases.map((phase) => phase.about),
    points,
    now: points.findLast((point) => point.value !== null)?.variation ?? 'no-value',
    assurance: last && options.target ? assuranceOf(last, options.target) : null,
  }
}

/**
 * What the chart of one phase says of its last value, which is all a rule asks, without the points before it.
 * @param values in order of time, those without one left out
 * @returns null with fewer values than limits need
 */
export function xmrOfLast(
  values: readonly number[],
): { readonly limits: XmrLimits; readonly causes: readonly Cause[] } | null {
  if (values.length < FEWEST_POINTS) return null
  const limits = xmrLimits(values, true)
  return { limits, causes: specialCauses(values, limits).at(-1) ?? [] }
}

function phaseOf(
  series: readonly SeriesPoint[],
  phase: number,
  { direction, screen = true, fewest = FEWEST_POINTS }: XmrOptions,
): { readonly about: XmrPhase; readonly points: readonly XmrPoint[] } {
  const values = series.flatMap(({ value }) => (value === null ? [] : [value]))
  const limits = values.length >= Math.max(2, fewest) ? xmrLimits(values, screen) : null
  const causes = limits ? specialCauses(values, limits) : []
  let seen = 0
  const points = series.map(({ at, value }): XmrPoint => {
    if (value === null) return { at, value, phase, range: null, causes: [], variation: 'no-value' }
    const before = values[seen - 1]
    const own = causes[seen] ?? []
    seen += 1
    const range = before === undefined ? null : Math.abs(value - before)
    return { at, value, phase, range, causes: own, variation: limits ? variationOf(own, direction) : 'too-few' }
  })
  const about = { from: series[0]?.at ?? '', to: series.at(-1)?.at ?? '', points: values.length, limits }
  return { about, points }
}

/**
 * The plainest cause decides: causes come in order, a trend last. A point marked by a trend alone is judged by the trend's way, so that one
 * trend has one colour on both sides of the centre.
 */
function variationOf([cause]: readonly Cause[], direction: Direction): Variation {
  if (!cause) return 'common'
  if (direction === 'monitor') return cause.side === 'above' ? 'high' : 'low'
  const better: Side = direction === 'higher' ? 'above' : 'below'
  return cause.side === better ? 'improvement' : 'concern'
}

/** Places of the first points of the phases, 0 first. */
function startsOf(series: readonly SeriesPoint[], phases: readonly string[]): number[] {
  if (series.length === 0) return []
  const place = new Map<string, number>()
  for (const [i, { at }] of series.entries()) {
    if (place.has(at)) throw new XmrError(`The series has the period ${at} twice; keep one value of it.`)
    place.set(at, i)
  }
  const starts = phases.map((at) => {
    const start = place.get(at)
    if (start === undefined)
      throw new XmrError(`A phase begins at ${at}, which is no period of the series; name one that is.`)
    return start
  })
  return [...new Set([0, ...starts])].sort((a, b) => a - b)
}
