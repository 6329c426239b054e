import type { AlertRule } from '@cockpit/domain/alert/rule'
import { AreaCode } from '@cockpit/domain/ids'
import { type Area, Territory } from '@cockpit/domain/territory/territory'
import { expect, test } from 'vitest'
import { placesAsked } from './ask-months'

const area = (code: string, level: Area['level'], parent: string | null): Area => ({
  code: AreaCode.parse(code),
  name: { zh: code, en: code },
  level,
  parent: parent === null ? null : AreaCode.parse(parent),
  centre: [0, 0],
})
const territory = new Territory([
  area('990000', 'province', null),
  area('990100', 'city', '990000'),
  area('990101', 'county', '990100'),
  area('990102', 'county', '990100'),
  area('990200', 'city', '990000'),
  area('990201', 'county', '990200'),
  // Hangs from the province itself.
  area('999001', 'county', '990000'),
  area('980000', 'province', null),
])
const rule = (by: AlertRule['by']): AlertRule => ({
  id: 'share',
  title: { zh: '药占比', en: 'Drug share' },
  indicator: 'income.drugShare',
  by,
  grain: 'month',
  level: 'III',
  when: { kind: 'not-reported', months: 1 },
  advice: { zh: '', en: '' },
  version: '1',
})
const province = AreaCode.parse('990000')

test('a rule about facilities never asks for the whole province at once, and asks for each county once', () => {
  const asked = placesAsked(rule('facility'), province, territory)
  expect(asked).not.toContain(province)
  for (const county of ['990101', '990102', '990201', '999001'])
    expect(asked.filter((place) => territory.within(AreaCode.parse(county), place))).toHaveLength(1)
})

test('a rule about counties asks once, and so does one about a province without parts', () => {
  expect(placesAsked(rule('county'), province, territory)).toEqual([province])
  expect(placesAsked(rule('facility'), AreaCode.parse('980000'), territory)).toEqual(['980000'])
})
