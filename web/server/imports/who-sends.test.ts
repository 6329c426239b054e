import type { Grant } from '@cockpit/domain/access/grant'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { expect, test } from 'vitest'
import { sendsTable } from './who-sends'

const hospital: Grant = {
  role: 'sender',
  territory: { kind: 'facilities', ids: [FacilityId.parse('D0001')] },
  sensitivity: 'aggregate',
}
const clerk: Grant = { ...hospital, role: 'institution' }
const county: Grant = { ...hospital, territory: { kind: 'area', code: AreaCode.parse('990101') } }
const grade = { name: 'emr_grade', sentBy: 'commission' } as const
const beds = { name: 'bed_day' }

test('at the door an institution is turned away with a table of the commission’s, an authority is not', () => {
  for (const [grants, may] of [
    [[hospital], false],
    [[clerk], false],
    [[county], true],
    [[hospital, county], true],
  ] as const) {
    expect(sendsTable({ grants, tables: [] }, grade)).toBe(may)
    expect(sendsTable({ grants, tables: [] }, beds)).toBe(true)
  }
})

test('a leader’s area makes no authority of an institution: it does not permit to send', () => {
  expect(sendsTable({ grants: [clerk, { ...county, role: 'leader' }], tables: [] }, grade)).toBe(false)
})

test('the tables a machine was registered for count alone', () => {
  expect(sendsTable({ grants: [hospital], tables: ['emr_grade'] }, grade)).toBe(true)
  expect(sendsTable({ grants: [hospital], tables: ['emr_grade'] }, beds)).toBe(false)
})
