import type { CalendarDate } from '../period/calendar'
import type { CountSeries } from './series'

/**
 * Why a step was not judged.
 * not-reported: its own count is missing · history-short: the series does not reach back far enough · history-gap: too much of the history it would be
 * judged by was not reported · no-fit: the model found no estimate.
 */
export const NOT_JUDGED = ['not-reported', 'history-short', 'history-gap', 'no-fit'] as const
export type NotJudgedReason = (typeof NOT_JUDGED)[number]

export interface Judged {
  readonly kind: 'judged'
  readonly date: CalendarDate
  readonly observed: number
  /** What the history lets expect, in the unit of the counts. */
  readonly expected: number
  /** The count above which there is an alarm; null where there is one whatever the count. */
  readonly limit: number | null
  /** The method's own statistic. */
  readonly score: number
  readonly alarm: boolean
  /** Chance of a count at least as high when nothing is wrong; null where the method has none. */
  readonly chance: number | null
  /** Why a count above the limit is no alarm: too few cases of late. */
  readonly held?: 'few-cases'
}

export interface NotJudged {
  readonly kind: 'not-judged'
  readonly date: CalendarDate
  readonly observed: number | null
  readonly why: NotJudgedReason
}

/** What a method says of one step of a series. "Not judged" is a state of its own, never calm. */
export type Verdict = Judged | NotJudged

/** A method with its settings: one verdict for each step of the series, in its order. */
export type Detector = (series: CountSeries) => readonly Verdict[]
