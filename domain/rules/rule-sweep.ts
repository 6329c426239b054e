import type { SweepRow } from '../surveillance/sweep'
import { type RuleCondition, windowOf } from './condition'
import { RuleDefinition } from './definition'
import type { Pooled } from './rule-backtest'

/** More values of a parameter than this are a search, not a look at what it does. */
const MOST_VALUES = 4

/** One setting changed, all others as they are. */
export interface SweptRule {
  readonly parameter: string
  readonly value: number | string
  readonly rule: RuleDefinition
}

/**
 * A rule with each of its parameters a little lower and a little higher: what a person would try. A change that makes no sound rule, or one that needs a longer history
 * than the rule has, is left out.
 */
export function neighbours(rule: RuleDefinition): SweptRule[] {
  const changes = Object.entries(valuesFor(rule.when)).flatMap(([parameter, values]) =>
    values
      .slice(0, MOST_VALUES)
      .map((value) => ({ parameter, value, change: { when: { ...rule.when, [parameter]: value } } })),
  )
  const holdOffs = [0, 1, 2].map((value) => ({ parameter: 'holdOff', value, change: { holdOff: value } }))
  return [...changes, ...holdOffs].flatMap(({ parameter, value, change }) => {
    const found = RuleDefinition.safeParse({ ...rule, ...change })
    const now = parameter === 'holdOff' ? rule.holdOff : (rule.when as Readonly<Record<string, unknown>>)[parameter]
    if (!found.success || now === value) return []
    const longer = windowOf(found.data.when, rule.grain) > Math.max(windowOf(rule.when, rule.grain), 36)
    return longer ? [] : [{ parameter, value, rule: found.data }]
  })
}

type Values = Readonly<Record<string, readonly (number | string)[]>>

function valuesFor(when: RuleCondition): Values {
  const around = (value: number, ...shares: number[]) => shares.map((share) => rounded(value * share))
  const steps = (value: number) => [value - 1, value + 1].filter((one) => one >= 1)
  switch (when.kind) {
    case 'threshold':
      return { value: around(when.value, 0.9, 0.95, 1.05, 1.1), steps: steps(when.steps) }
    case 'rate':
      return { value: around(when.value, 0.8, 1.2), tail: [0.01, 0.05, 0.1], steps: steps(when.steps) }
    case 'target':
    case 'not-reported':
      return { steps: steps(when.steps) }
    case 'change':
      return { by: around(when.by, 0.5, 0.75, 1.25, 1.5), steps: steps(when.steps) }
    case 'surge':
      return {
        factor: around(when.factor, 0.75, 1.25, 1.5).filter((one) => one > 1),
        baseline: [3, 6],
        floor: around(when.floor, 0.5, 2),
      }
    case 'xmr':
      return { side: ['above', 'below', 'both'], baseline: [12, 18, 24] }
    case 'funnel':
      return { level: ['attention', 'warning'] }
    case 'ears':
      return { threshold: around(when.threshold, 0.8, 1.2), baseline: [7, 14] }
    case 'farrington':
      return {
        variant: ['1996', 'flexible'],
        tail: [0.001, 0.005, 0.01, 0.05],
        fewestCases: [0, 5, 10],
        limit: ['two-thirds', 'negative-binomial'],
      }
    case 'cusum':
      return { decision: [3, 4, 5, 6], reference: [0.25, 0.5, 1] }
    case 'risk-adjusted-cusum':
      return { decision: around(when.decision, 0.75, 1.25), oddsRatio: [1.5, 2, 3] }
    case 'composite':
      return { mode: ['all', 'any'] }
  }
}

const rounded = (value: number) => Number(value.toPrecision(6))

/** A backtest's figures as a row of the sweep; `null` names the settings as they are. */
export function sweepRow(parameter: string | null, value: unknown, found: Pooled): SweepRow {
  const { alerts, falsePerMonth, precision, sensitivity, medianDelay, daysMissed } = found
  return { parameter, value, alerts, falsePerMonth, precision, sensitivity, medianDelay, daysMissed }
}
