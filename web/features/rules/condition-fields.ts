import { RULE_KINDS, type RuleCondition, type RuleKind, SIDES, XMR_RULES } from '@cockpit/domain/rules/condition'

/** One setting of a kind of rule, as a form asks for it. */
export type ConditionField =
  | {
      readonly name: string
      readonly type: 'number'
      readonly step: number
      readonly min: number
      readonly max: number
      readonly optional?: true
    }
  | { readonly name: string; readonly type: 'choice' | 'choices'; readonly options: readonly string[] }
  | { readonly name: 'of'; readonly type: 'rules' }

const number = (name: string, step: number, min: number, max: number): ConditionField => ({
  name,
  type: 'number',
  step,
  min,
  max,
})
const choice = (name: string, options: readonly string[]): ConditionField => ({ name, type: 'choice', options })
const steps = number('steps', 1, 1, 60)
const ops = choice('op', ['>', '<'])
const peers = choice('peers', ['tier', 'all'])

/** What each kind asks for, in the order it is read. */
export const CONDITION_FIELDS: Readonly<Record<RuleKind, readonly ConditionField[]>> = {
  threshold: [ops, number('value', 0.01, -1e9, 1e9), steps],
  change: [
    choice('against', ['sameLastYear', 'previous']),
    choice('direction', ['rise', 'fall']),
    number('by', 0.05, 0, 1e9),
    choice('unit', ['share', 'points']),
    steps,
  ],
  target: [steps],
  rate: [ops, number('value', 0.1, 0, 1e9), number('per', 1, 0, 1e6), steps, number('tail', 0.01, 0, 0.5)],
  surge: [number('factor', 0.5, 1, 100), number('baseline', 1, 1, 60), number('floor', 1, 0, 1e9)],
  'not-reported': [steps],
  xmr: [{ name: 'rules', type: 'choices', options: XMR_RULES }, choice('side', SIDES), number('baseline', 1, 12, 60)],
  funnel: [
    choice('values', ['share', 'rate', 'standardised']),
    choice('level', ['attention', 'warning']),
    choice('side', SIDES),
    peers,
  ],
  ears: [choice('method', ['C1', 'C2', 'C3']), number('threshold', 0.5, 0, 20), number('baseline', 1, 3, 56)],
  farrington: [
    choice('variant', ['flexible', '1996']),
    number('years', 1, 2, 10),
    number('tail', 0.001, 0, 0.1),
    number('fewestCases', 1, 0, 1000),
    choice('limit', ['two-thirds', 'negative-binomial', 'uncertain-mean']),
  ],
  cusum: [
    number('reference', 0.25, 0, 5),
    number('decision', 0.5, 0, 50),
    number('baseline', 1, 2, 60),
    number('history', 1, 3, 120),
  ],
  'risk-adjusted-cusum': [
    number('oddsRatio', 0.5, 0, 10),
    number('decision', 0.5, 0, 50),
    number('history', 1, 2, 60),
    peers,
  ],
  composite: [
    choice('mode', ['all', 'any', 'at-least']),
    { name: 'count', type: 'number', step: 1, min: 1, max: 20, optional: true },
    { name: 'of', type: 'rules' },
  ],
}

/** A sound beginning of each kind: what the literature or the shipped rules take. */
export const DEFAULT_CONDITIONS: { readonly [Kind in RuleKind]: Extract<RuleCondition, { kind: Kind }> } = {
  threshold: { kind: 'threshold', op: '>', value: 0.3, steps: 3 },
  change: { kind: 'change', against: 'sameLastYear', direction: 'rise', by: 0.3, unit: 'share', steps: 2 },
  target: { kind: 'target', steps: 3 },
  rate: { kind: 'rate', op: '>', value: 10, per: 100000, steps: 3, tail: 0.05 },
  surge: { kind: 'surge', factor: 2, baseline: 3, floor: 20 },
  'not-reported': { kind: 'not-reported', steps: 1 },
  xmr: { kind: 'xmr', rules: ['outside'], side: 'above', baseline: 24 },
  funnel: { kind: 'funnel', values: 'share', level: 'warning', side: 'above', peers: 'tier' },
  ears: { kind: 'ears', method: 'C2', threshold: 3, baseline: 7 },
  farrington: { kind: 'farrington', variant: 'flexible', years: 5, tail: 0.005, fewestCases: 5, limit: 'two-thirds' },
  cusum: { kind: 'cusum', reference: 0.5, decision: 5, baseline: 24, history: 36 },
  'risk-adjusted-cusum': { kind: 'risk-adjusted-cusum', oddsRatio: 2, decision: 4.5, history: 12, peers: 'tier' },
  composite: { kind: 'composite', mode: 'all', of: [] },
}

export const KINDS = RULE_KINDS
