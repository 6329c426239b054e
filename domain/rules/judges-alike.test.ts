import { expect, test } from 'vitest'
import { RuleDefinition } from './definition'
import { judgesAlike } from './judges-alike'

const rule = RuleDefinition.parse({
  ...{ id: 'disease-high', version: '1', indicator: 'notifiable.cases', by: 'county', grain: 'month', level: 'III' },
  ...{ title: { zh: '偏高', en: 'High' }, advice: { zh: '', en: '' }, each: 'disease', recovery: 2 },
  when: { kind: 'surge', factor: 2, baseline: 3, floor: 20 },
})

test('other words, another level and another window of recovery judge alike, in whatever order they were stored', () => {
  const { when, ...rest } = { ...rule, version: 'v9', level: 'I' as const, recovery: 6, title: { zh: '高', en: 'Up' } }
  expect(judgesAlike(rule, { when, ...rest })).toBe(true)
  expect(judgesAlike(rule, { ...rule, when: { floor: 20, baseline: 3, factor: 2, kind: 'surge' } })).toBe(true)
})

test.each<[string, Partial<RuleDefinition>]>([
  ['its limit', { when: { kind: 'surge', factor: 3, baseline: 3, floor: 20 } }],
  ['its territory', { territory: '330100' }],
  ['what is too small', { smallest: { cases: 5 } }],
  ['when it is held back', { suppress: { newYear: { before: 7, after: 7 } } }],
  ['what it filters', { filters: [{ dimension: 'disease', values: ['甲'] }] }],
])('%s makes another judge of it', (_, change) => {
  expect(judgesAlike(rule, { ...rule, ...change })).toBe(false)
})
