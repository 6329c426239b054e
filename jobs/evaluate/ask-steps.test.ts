import { AreaCode } from '@cockpit/domain/ids'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { type Area, Territory } from '@cockpit/domain/territory/territory'
import { expect, test } from 'vitest'
import { periodOf, placesAsked, stepsBetween } from './ask-steps'

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
const province = AreaCode.parse('990000')

test('a rule about facilities never asks for the whole province at once, and asks for each county once', () => {
  const asked = placesAsked('facility', province, territory)
  expect(asked).not.toContain(province)
  for (const county of ['990101', '990102', '990201', '999001'])
    expect(asked.filter((place) => territory.within(AreaCode.parse(county), place))).toHaveLength(1)
})

test('a rule about counties asks once, and so does one about a province without parts', () => {
  expect(placesAsked('county', province, territory)).toEqual([province])
  expect(placesAsked('facility', AreaCode.parse('980000'), territory)).toEqual(['980000'])
})

test('weeks are asked day by day to their Sunday, months by name', () => {
  const [from, to] = ['2026-11-02', '2026-11-09'].map((day) => CalendarDate.parse(day)) as [CalendarDate, CalendarDate]
  expect(periodOf(from, to, 'week')).toBe('2026-11-02..2026-11-15')
  expect(periodOf(CalendarDate.parse('2026-01-01'), CalendarDate.parse('2026-10-01'), 'month')).toBe('2026-01..2026-10')
  expect(stepsBetween(from, to, 'week')).toEqual([from, to])
})
