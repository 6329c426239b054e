import type { Grant } from '@cockpit/domain/access/grant'
import { AreaCode, FacilityId, PersonId } from '@cockpit/domain/ids'
import { Territory } from '@cockpit/domain/territory/territory'
import { expect, test } from 'vitest'
import { noticeText } from './notice-text'
import { type Person, recipientsOf } from './recipients'

const area = (code: string, level: 'province' | 'county', parent: string | null) => ({
  code: AreaCode.parse(code),
  name: { zh: code, en: code },
  level,
  parent: parent === null ? null : AreaCode.parse(parent),
  centre: [0, 0] as const,
})
const territory = new Territory([
  area('990000', 'province', null),
  area('990101', 'county', '990000'),
  area('990102', 'county', '990000'),
])
const person = (
  id: string,
  role: Grant['role'],
  where: Grant['territory'],
  sensitivity: Grant['sensitivity'],
): Person => ({
  id: PersonId.parse(id),
  locale: 'zh-CN',
  grants: [{ role, territory: where, sensitivity }],
})
const county = (code: string) => ({ kind: 'area' as const, code: AreaCode.parse(code) })
const people = [
  person('supervisor', 'supervisor', county('990000'), 'facility'),
  person('coarse', 'supervisor', county('990000'), 'aggregate'),
  person('next-door', 'supervisor', county('990102'), 'facility'),
  person('hospital', 'institution', { kind: 'facilities', ids: [FacilityId.parse('H1')] }, 'facility'),
  person('other-hospital', 'institution', { kind: 'facilities', ids: [FacilityId.parse('H2')] }, 'facility'),
  person('leader', 'leader', county('990000'), 'facility'),
]
const place = { areaCode: '990101', facilityId: 'H1' }
const told = (what: string, by: string | null = null) =>
  recipientsOf(what, by, place, people, territory).map(({ id }) => id)

test("a facility's alert reaches those who may triage it there, at that sensitivity, and nobody next door", () => {
  expect(told('alert.raise')).toEqual(['supervisor'])
})

test('a dispatched, returned or urged task reaches its own institution alone', () => {
  for (const what of ['task.dispatch', 'task.return', 'task.urge']) expect(told(what)).toEqual(['hospital'])
})

test('feedback reaches the reviewers, but never the one who acted', () => {
  expect(told('task.feedBack', 'hospital')).toEqual(['supervisor'])
  expect(told('task.feedBack', 'supervisor')).toEqual([])
})

test('a change that nobody has to act on tells nobody', () => {
  expect(told('task.sign')).toEqual([])
  expect(told('task.unheardOf')).toEqual([])
})

test('a notice is written in the language of its reader', () => {
  expect(noticeText('task.dispatch', '核查药占比', 'zh-CN')).toBe('待签收任务：核查药占比')
  expect(noticeText('task.dispatch', 'Check', 'en')).toBe('Task to sign for: Check')
})
