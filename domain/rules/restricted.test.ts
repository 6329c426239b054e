import { expect, test } from 'vitest'
import type { RuleDefinition } from './definition'
import { isRestrictedRule } from './restricted'

type Rule = Pick<RuleDefinition, 'id' | 'indicator' | 'when'>
const plain = (id: string, indicator: string): Rule => ({
  ...{ id, indicator },
  when: { kind: 'threshold', op: '>', value: 0, steps: 1 },
})
const made = (id: string, ...of: string[]): Rule => ({
  ...{ id, indicator: 'beds.open' },
  when: { kind: 'composite', mode: 'any', of },
})
const RULES = [
  plain('of-cases', 'minorDuty.unreported'),
  plain('of-beds', 'beds.open'),
  made('of-both', 'of-beds', 'of-cases'),
  made('of-made', 'of-both', 'of-beds'),
  made('in-a-ring', 'ring-back', 'of-beds'),
  made('ring-back', 'in-a-ring', 'unknown'),
]

test.each([
  ['of-cases', true],
  ['of-beds', false],
  ['of-both', true],
  ['of-made', true],
  ['in-a-ring', false],
])('%s: %s', (id, expected) => {
  const ruleOf = (name: string) => RULES.find((rule) => rule.id === name)
  const rule = ruleOf(id) as Rule
  expect(isRestrictedRule(rule, ruleOf, (indicator) => indicator.startsWith('minorDuty.'))).toBe(expected)
})
