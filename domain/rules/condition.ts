import { z } from 'zod'
import { EARS_METHODS } from '../surveillance/ears'

/** Steps of a rule: whole days, weeks (Monday to Sunday) or months. */
const Steps = z.int().min(1).max(60)
const Positive = z.number().positive().finite()
const RuleId = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, 'a rule is named in small letters, digits and hyphens')

export const XMR_RULES = ['outside', 'twoOfThree', 'run', 'trend'] as const
export const SIDES = ['above', 'below', 'both'] as const

/** Outside a number set by people, so many steps running. */
const Threshold = z.strictObject({
  kind: z.literal('threshold'),
  op: z.enum(['>', '<']),
  value: z.number().finite(),
  steps: Steps,
})

/** Reported before, and silent for so many whole steps. */
const NotReported = z.strictObject({ kind: z.literal('not-reported'), steps: Steps })

/** More than `factor` times the mean of the `baseline` steps before, and at least `floor`. */
const Surge = z.strictObject({
  kind: z.literal('surge'),
  factor: z.number().gt(1).max(100),
  baseline: Steps,
  floor: z.number().min(0),
})

/** Rise or fall against the same step last year or the step before, by a share of it or by so much, so many steps running. */
const Change = z.strictObject({
  kind: z.literal('change'),
  against: z.enum(['sameLastYear', 'previous']),
  direction: z.enum(['rise', 'fall']),
  by: Positive,
  unit: z.enum(['share', 'points']),
  steps: Steps,
})

/** The target that the catalogue or the commission set is missed so many steps running. */
const Target = z.strictObject({ kind: z.literal('target'), steps: Steps })

/** XmR chart over `baseline` steps, the judged one last. */
const Xmr = z.strictObject({
  kind: z.literal('xmr'),
  rules: z.array(z.enum(XMR_RULES)).min(1).max(4),
  side: z.enum(SIDES),
  baseline: z.int().min(12).max(60),
})

/** Outside the funnel of its peers, who are all places of the same tier or all places of the rule. */
const Funnel = z.strictObject({
  kind: z.literal('funnel'),
  values: z.enum(['share', 'rate', 'standardised']),
  level: z.enum(['attention', 'warning']),
  side: z.enum(SIDES),
  peers: z.enum(['tier', 'all']),
})

const Ears = z.strictObject({
  kind: z.literal('ears'),
  method: z.enum(EARS_METHODS),
  threshold: Positive.max(20),
  baseline: z.int().min(3).max(56),
})

const Farrington = z.strictObject({
  kind: z.literal('farrington'),
  variant: z.enum(['1996', 'flexible']),
  years: z.int().min(2).max(10),
  /** Chance of passing the limit when nothing is wrong, one-sided. */
  tail: z.number().gt(0).max(0.1),
  fewestCases: z.int().min(0).max(1000),
  limit: z.enum(['two-thirds', 'negative-binomial', 'uncertain-mean']),
})

/** Cumulative sum of counts against the mean of the first `baseline` of the `history` steps. */
const Cusum = z
  .strictObject({
    kind: z.literal('cusum'),
    reference: z.number().min(0).max(5),
    decision: Positive.max(50),
    baseline: z.int().min(2).max(60),
    history: z.int().min(3).max(120),
  })
  .refine(({ baseline, history }) => history > baseline, {
    message: 'the history is longer than its baseline',
    path: ['history'],
  })

/** Steiner's sum over the events of a place, each case weighed by the share its peers have had; steps are taken whole. */
const RiskAdjustedCusum = z.strictObject({
  kind: z.literal('risk-adjusted-cusum'),
  oddsRatio: z
    .number()
    .gt(0)
    .max(10)
    .refine((ratio) => ratio !== 1, 'an odds ratio of 1 finds nothing'),
  decision: Positive.max(50),
  history: z.int().min(2).max(60),
  peers: z.enum(['tier', 'all']),
})

/** The rate of the last `steps` together lies beyond a limit, and by more than chance: Poisson, one-sided. */
const Rate = z.strictObject({
  kind: z.literal('rate'),
  op: z.enum(['>', '<']),
  /** In the unit of the indicator. */
  value: Positive,
  /** Units of the base for which the indicator is told: 1 for a share, 100000 for an incidence. */
  per: Positive,
  steps: Steps,
  tail: z.number().gt(0).max(0.5),
})

/** All, any or at least `count` of other rules, on one place and step. */
const Composite = z
  .strictObject({
    kind: z.literal('composite'),
    mode: z.enum(['all', 'any', 'at-least']),
    count: z.int().min(1).max(20).optional(),
    of: z.array(RuleId).min(2).max(20),
  })
  .refine(({ of }) => new Set(of).size === of.length, { message: 'each rule stands once', path: ['of'] })
  .refine(({ mode, count, of }) => (mode === 'at-least' ? (count ?? 0) >= 1 && (count ?? 0) <= of.length : true), {
    message: 'say how many of the rules, at most all of them',
    path: ['count'],
  })

export const RuleCondition = z.discriminatedUnion('kind', [
  Threshold,
  NotReported,
  Surge,
  Change,
  Target,
  Rate,
  Xmr,
  Funnel,
  Ears,
  Farrington,
  Cusum,
  RiskAdjustedCusum,
  Composite,
])
export type RuleCondition = z.infer<typeof RuleCondition>
export type RuleKind = RuleCondition['kind']
/** One kind's condition. */
export type ConditionOf<Kind extends RuleKind> = Extract<RuleCondition, { kind: Kind }>

export const RULE_KINDS = [
  'threshold',
  'change',
  'target',
  'rate',
  'surge',
  'not-reported',
  'xmr',
  'funnel',
  'ears',
  'farrington',
  'cusum',
  'risk-adjusted-cusum',
  'composite',
] as const satisfies readonly RuleKind[]

/** A silence is only news about somebody who reported within this many steps before it. */
const SILENCE_MEMORY = 12
const YEAR = { day: 366, week: 53, month: 12 } as const

/** How many steps a rule reads, the judged one included. */
export function windowOf(when: RuleCondition, grain: keyof typeof YEAR): number {
  switch (when.kind) {
    case 'threshold':
    case 'target':
    case 'rate':
      return when.steps
    case 'not-reported':
      return when.steps + SILENCE_MEMORY
    case 'surge':
      return when.baseline + 1
    case 'change':
      return when.steps + (when.against === 'previous' ? 1 : YEAR[grain])
    case 'xmr':
      return when.baseline
    case 'ears':
      // The gap of two, and the two C2 before that C3 adds up.
      return when.baseline + 5
    case 'farrington':
      return YEAR[grain] * when.years + (grain === 'week' ? 5 : 2)
    case 'cusum':
    case 'risk-adjusted-cusum':
      return when.history
    case 'funnel':
    case 'composite':
      return 1
  }
}
