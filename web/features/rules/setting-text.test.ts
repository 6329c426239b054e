import type { RuleCondition } from '@cockpit/domain/rules/condition'
import { expect, test } from 'vitest'
import type { Wording } from '../../format/number'
import { settingText } from './setting-text'

const share: Wording = { format: 'percent', digits: 1, unit: { zh: '%', en: '%' } }
const stay: Wording = { format: 'decimal', digits: 1, unit: { zh: '天', en: 'days' } }
const above: RuleCondition = { kind: 'threshold', op: '>', value: 0.3, steps: 3 }
const rise = (unit: 'share' | 'points'): RuleCondition => ({
  kind: 'change',
  against: 'sameLastYear',
  direction: 'rise',
  by: 0.05,
  unit,
  steps: 2,
})

test.each([
  ['a limit of a share is a percentage', above, 'value', 0.3, share, '30.0%'],
  ['a limit has the unit of its indicator', above, 'value', 12, stay, '12.0 天'],
  ['how many periods is a plain number', above, 'steps', 3, share, '3'],
  ['a limit of an indicator nobody knows stands as it is judged', above, 'value', 0.3, null, '0.3'],
  ['a relative change is a percentage, whatever it is a change of', rise('share'), 'by', 0.05, stay, '5%'],
  ['a change between percentages is in points', rise('points'), 'by', 0.05, share, '5 个百分点'],
  ['a change in points of anything else has its unit', rise('points'), 'by', 2, stay, '2.0 天'],
] as const)('%s', (_, when, name, value, indicator, text) => {
  expect(settingText(when, name, value, indicator, 'zh')).toBe(text)
})
