import { expect, test } from 'vitest'
import type { Grant, Role } from '../access/grant'
import { AreaCode } from '../ids'
import { type Area, Territory } from '../territory/territory'
import { authoritiesOver, calledBy } from './escalation'

const [PROVINCE, CITY, COUNTY, DISTRICT] = ['990000', '990100', '990101', '990901'].map((code) =>
  AreaCode.parse(code),
) as [AreaCode, AreaCode, AreaCode, AreaCode]
const area = (code: AreaCode, level: Area['level'], parent: AreaCode | null): Area => ({
  ...{ code, level, parent, name: { zh: code, en: code }, centre: [120, 30] },
})
const territory = new Territory([
  area(PROVINCE, 'province', null),
  area(CITY, 'city', PROVINCE),
  area(COUNTY, 'county', CITY),
  area(DISTRICT, 'county', PROVINCE),
])
const at = (name: string, role: Role, ...codes: AreaCode[]) => ({
  name,
  grants: codes.map((code): Grant => ({ role, territory: { kind: 'area', code }, sensitivity: 'facility' })),
})
const county = at('county', 'leader', COUNTY)
const city = at('city', 'leader', CITY)
const cityToo = at('city too', 'commander', CITY, COUNTY)
const province = at('province', 'leader', PROVINCE)
const dutyAtCity = at('duty', 'supervisor', CITY)
const SUPERVISING = { action: 'task.supervise', sensitivity: 'facility' } as const
const called = (people: readonly ReturnType<typeof at>[], reached: number, where = COUNTY) =>
  calledBy(people, SUPERVISING, where, reached, territory).map(({ name }) => name)

test('the authorities above an area, nearest first; a district hangs from the province', () => {
  expect(authoritiesOver(COUNTY, territory)).toEqual([CITY, PROVINCE])
  expect(authoritiesOver(DISTRICT, territory)).toEqual([PROVINCE])
  expect(authoritiesOver(PROVINCE, territory)).toEqual([])
})

test('one step up calls who sits there, neither those it has passed nor those it has not reached', () => {
  const all = [county, city, cityToo, province, dutyAtCity]
  expect(called(all, 1)).toEqual(['city', 'city too'])
  expect(called(all, 2)).toEqual(['province'])
  expect(called(all, 1, DISTRICT)).toEqual(['province'])
})

test('a seat that is empty is passed by, so that somebody hears', () => {
  expect(called([county, province, dutyAtCity], 1)).toEqual(['province'])
  expect(called([county], 1)).toEqual(['county'])
})
