import { RULE_KINDS, RuleCondition } from '@cockpit/domain/rules/condition'
import { expect, test } from 'vitest'
import { CONDITION_FIELDS, DEFAULT_CONDITIONS } from './condition-fields'
import { EMPTY_DRAFT, faultsOf, withoutEmpty } from './draft'

const sound = { ...EMPTY_DRAFT, id: 'a-rule', title: { zh: '规则', en: 'Rule' }, indicator: 'income.drugShare' }

test('the form asks for every setting of every kind, and begins with a sound one', () => {
  for (const kind of RULE_KINDS) {
    const option = RuleCondition.options.find((one) => one.shape.kind.value === kind)
    const names = Object.keys(option?.shape ?? {}).filter((name) => name !== 'kind')
    expect(CONDITION_FIELDS[kind].map((field) => field.name).sort(), kind).toEqual(names.sort())
    // A composite begins without members, which only a person can choose.
    if (kind !== 'composite') expect(RuleCondition.safeParse(DEFAULT_CONDITIONS[kind]).success, kind).toBe(true)
  }
})

test('faults stand beside the field they are about', () => {
  expect(faultsOf(sound).size).toBe(0)
  expect([...faultsOf(EMPTY_DRAFT).keys()]).toEqual(expect.arrayContaining(['id', 'title.zh', 'title.en', 'indicator']))
  expect(faultsOf({ ...sound, when: { kind: 'threshold', op: '>', value: 1, steps: 0 } }).has('when.steps')).toBe(true)
})

test('what was emptied is left out', () => {
  const emptied = { ...sound, territory: '', smallest: { base: undefined }, suppress: { spans: [] }, filters: [] }
  expect(Object.keys(withoutEmpty(emptied))).not.toEqual(expect.arrayContaining(['territory']))
  for (const name of ['territory', 'smallest', 'suppress', 'filters'])
    expect(withoutEmpty(emptied)).not.toHaveProperty(name)
})
