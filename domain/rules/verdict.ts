import type { FunnelShape } from '../spc/funnel'
import type { Step } from '../surveillance/series'

/** What a rule reads of one step. */
export interface Reading {
  /** Null where nothing came, or nothing may be said. */
  readonly value: number | null
  /** Reported, and too small to be shown: a count of next to nothing, and no silence. */
  readonly small?: boolean
  readonly numerator?: number
  readonly denominator?: number
  readonly target?: { readonly min?: number | undefined; readonly max?: number | undefined }
}

/** The steps of one subject, oldest first, none left out; the judged step is the last. */
export interface RuleSeries {
  /** First day of the first step. */
  readonly from: string
  readonly step: Step
  readonly readings: readonly Reading[]
}

/** What others say of the judged step, as plain data, so that a verdict can be reached again. */
export interface JudgingContext {
  /** The funnel of the peers in the judged step; null where they are too few for one. */
  readonly shape?: FunnelShape | null
  /** Share of events among the peers, step by step of the series. */
  readonly risks?: readonly (number | null)[]
  /** What the rules of a composite found on this place and step. */
  readonly members?: Readonly<Record<string, RuleState>>
}

/** All that a verdict stands on beside the definition. */
export interface RuleInput {
  readonly series: RuleSeries
  readonly context: JudgingContext
}

/**
 * fires: an alarm. calm: judged, and none. held: beyond the limit, and held back for a reason. not-judged: nothing can be said, which is never calm.
 */
export const RULE_STATES = ['fires', 'calm', 'held', 'not-judged'] as const
export type RuleState = (typeof RULE_STATES)[number]

export const WHYS = [
  'beyond',
  'inside',
  'run-short',
  'small',
  'new-year',
  'span',
  'few-cases',
  'not-reported',
  'history-short',
  'history-gap',
  'no-fit',
  'no-target',
  'no-size',
  'no-peers',
  'members',
] as const
export type Why = (typeof WHYS)[number]

export interface RuleVerdict {
  readonly state: RuleState
  readonly why: Why
  readonly value: number | null
  /** The number it was compared with, in the unit of the value; null where the method has none. */
  readonly limit: number | null
  readonly expected: number | null
  /** The method's own statistic. */
  readonly score: number | null
  /** Chance of a value at least as far out when nothing is wrong; null where the method has none. */
  readonly chance: number | null
  readonly side: 'above' | 'below' | null
  /** Steps over which it was so. */
  readonly steps: number
  /** What else words need: the broken rules of a chart, the members of a composite, the reason of a span. */
  readonly said: readonly string[]
}

type Figures = Partial<Omit<RuleVerdict, 'state' | 'why'>>

const SAID_NOTHING: readonly string[] = []

/** Every field named: of a province's places there are a million of them at once, and those of one shape take a fraction of the time. */
export function verdictOf(state: RuleState, why: Why, figures: Figures): RuleVerdict {
  const { value = null, expected = null, chance = null, side = null, steps = 1, said = SAID_NOTHING } = figures
  const [limit, score] = [finite(figures.limit), finite(figures.score)]
  return { state, why, value, limit, expected, score, chance, side, steps, said }
}

/** A score may be infinite (any case where none is expected); JSON has no word for it. */
function finite(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null
}

/** Beyond or inside, with what was found. */
export function judged(beyond: boolean, figures: Figures): RuleVerdict {
  return verdictOf(beyond ? 'fires' : 'calm', beyond ? 'beyond' : 'inside', figures)
}

export function notJudged(why: Why, figures: Figures = {}): RuleVerdict {
  return verdictOf('not-judged', why, figures)
}
