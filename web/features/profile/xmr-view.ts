import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { Assurance, Target } from '@cockpit/domain/spc/assurance'
import type { XmrRule } from '@cockpit/domain/spc/special-cause'
import { FEWEST_POINTS, type Variation, type Xmr, type XmrPoint, xmr } from '@cockpit/domain/spc/xmr'
import type { XmrLimits } from '@cockpit/domain/spc/xmr-limits'
import type { XmrChartPoint, XmrMark } from '../../charts/xmr'
import { readingOf } from '../cockpit/reading'

/** Months of a process chart. */
export const PROCESS_MONTHS = 24

/** What is said of a target: of the process as its limits are, unless the newest value says otherwise. */
export type TargetWord = Assurance | 'pass-missed' | 'fail-met'

export interface ProcessView {
  readonly chart: Xmr
  readonly points: readonly XmrChartPoint[]
  /** Months with a value. */
  readonly count: number
  readonly enough: boolean
  readonly now: Variation
  readonly assurance: TargetWord | null
  /** Rules the newest point with a value breaks. */
  readonly rules: readonly XmrRule[]
  /** Month and value of the newest point with a value. */
  readonly latest: { readonly month: string; readonly value: number } | null
  readonly limits: XmrLimits | null
  readonly target: { readonly min?: number; readonly max?: number } | null
}

const MARKS = {
  concern: 'concern',
  improvement: 'improvement',
  high: 'special',
  low: 'special',
  common: 'common',
  'too-few': 'unjudged',
  'no-value': 'unjudged',
} as const satisfies Record<Variation, XmrMark>

export interface ProcessWords {
  readonly rule: (rule: XmrRule, side: 'above' | 'below') => string
  readonly variation: (variation: Variation) => string
}

/**
 * The process chart of one indicator from its line of months. Months before the first value are left away; a month that is not over is not
 * judged, because a part of a month is no month.
 */
export function processView(definition: IndicatorDefinition, line: Answer, words: ProcessWords): ProcessView {
  const months = line.rows
    .flatMap((row) => {
      const cell = row.cells[definition.id]
      return row.at ? [{ at: row.at.slice(0, 7), value: cell?.through ? null : readingOf(cell).value }] : []
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  const first = months.findIndex(({ value }) => value !== null)
  const series = first < 0 ? [] : months.slice(first)
  const cells = line.rows.map((row) => row.cells[definition.id])
  const target = cells.findLast((cell) => cell?.target)?.target ?? definition.target ?? null
  const chart = xmr(series, { direction: definition.direction, ...(target ? { target } : {}) })
  const bounded = (limits: XmrLimits | null) => limits && withinNature(limits, definition)
  const newest = chart.points.findLast(({ value }) => value !== null)
  return {
    chart,
    points: chart.points.map((point) => chartPoint(point, bounded(chart.phases[point.phase]?.limits ?? null), words)),
    count: chart.points.filter(({ value }) => value !== null).length,
    enough: chart.phases.some(({ limits }) => limits !== null),
    now: chart.now,
    assurance: targetWord(chart.assurance, newest?.value ?? null, target),
    rules: newest?.causes.map(({ rule }) => rule) ?? [],
    latest: newest?.value === null || newest === undefined ? null : { month: newest.at, value: newest.value },
    limits: bounded(chart.phases.at(-1)?.limits ?? null),
    target,
  }
}

export { FEWEST_POINTS }

/** The limits of a while ago may promise a target that the newest value misses: nobody is told "always met" beside a miss. */
function targetWord(assurance: Assurance | null, value: number | null, target: Target | null): TargetWord | null {
  if (assurance === null || value === null || !target) return assurance
  const met = value >= (target.min ?? Number.NEGATIVE_INFINITY) && value <= (target.max ?? Number.POSITIVE_INFINITY)
  if (assurance === 'pass' && !met) return 'pass-missed'
  return assurance === 'fail' && met ? 'fail-met' : assurance
}

function chartPoint(point: XmrPoint, limits: XmrLimits | null, words: ProcessWords): XmrChartPoint {
  return {
    month: point.at,
    value: point.value,
    mark: MARKS[point.variation],
    limits: limits && { lower: limits.lower, centre: limits.centre, upper: limits.upper },
    says: [words.variation(point.variation), ...point.causes.map(({ rule, side }) => words.rule(rule, side))],
  }
}

/** A count, an amount or a share is never below 0, and a share never above 1: a limit is told no farther than values can lie. */
function withinNature(limits: XmrLimits, { format }: Pick<IndicatorDefinition, 'format'>): XmrLimits {
  const most = format === 'percent' ? 1 : Number.POSITIVE_INFINITY
  if (limits.centre < 0 || limits.centre > most) return limits
  return { ...limits, lower: Math.max(0, limits.lower), upper: Math.min(most, limits.upper) }
}

/** Concerns first, then other special points, then the ordinary ones; equal ones as they were listed. */
export function byUrgency<T extends { readonly now: Variation }>(views: readonly T[]): T[] {
  const order: readonly Variation[] = ['concern', 'high', 'low', 'improvement', 'common', 'too-few', 'no-value']
  return [...views].sort((a, b) => order.indexOf(a.now) - order.indexOf(b.now))
}
