import type { AlertRule } from '@cockpit/domain/alert/rule'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { Envelope } from '@cockpit/domain/indicator/envelope'
import type { Facility } from '@cockpit/domain/territory/territory'
import { expect, test } from 'vitest'
import { judgeSubject } from './evaluate-rules'

const facility: Facility = {
  id: FacilityId.parse('H1'),
  name: { zh: '演示医院', en: 'Demo' },
  county: AreaCode.parse('990101'),
  tier: 'secondary',
  category: 'general',
  at: [0, 0],
}
const facilities = new Map([[facility.id, facility]])
const rule = (when: AlertRule['when'], by: AlertRule['by'] = 'facility'): AlertRule => ({
  id: 'share',
  title: { zh: '药占比', en: 'Drug share' },
  indicator: 'income.drugShare',
  by,
  grain: 'month',
  level: 'III',
  when,
  advice: { zh: '', en: '' },
  version: '1',
})
const cell = (state: Envelope['state'], value?: number): Envelope => ({
  indicator: 'income.drugShare',
  state,
  ...(value === undefined ? {} : { value }),
  definitionVersion: '1',
})
const subject = (months: Record<string, Envelope>, key = 'H1') => ({
  key,
  name: '演示医院',
  each: null,
  months: new Map(Object.entries(months)),
})
const above = rule({ kind: 'threshold', op: '>', value: 0.3, months: 2 })
const silent = rule({ kind: 'not-reported', months: 1 })

test('a finding names its rule, subject and month, stands in the county of the facility and keeps the envelope', () => {
  const months = { '2026-09': cell('shown', 0.31), '2026-10': cell('shown', 0.32) }
  expect(judgeSubject(above, subject(months), '2026-10', facilities)).toMatchObject({
    dedupeKey: 'share|H1|2026-10',
    areaCode: '990101',
    facilityId: 'H1',
    period: '2026-10',
    title: { zh: '药占比：演示医院' },
    detail: { value: 0.32, limit: 0.3, months: 2, envelope: { state: 'shown', value: 0.32 } },
  })
})

test('equal to the limit in one of the months is no finding', () => {
  const months = { '2026-09': cell('shown', 0.3), '2026-10': cell('shown', 0.32) }
  expect(judgeSubject(above, subject(months), '2026-10', facilities)).toBeNull()
})

test('a suppressed month breaks a run above a limit', () => {
  const months = { '2026-09': cell('suppressed'), '2026-10': cell('shown', 0.32) }
  expect(judgeSubject(above, subject(months), '2026-10', facilities)).toBeNull()
})

test('a month without a report after one with is a silence; a suppressed count was reported and is none', () => {
  const before = { '2026-09': cell('shown', 0.1) }
  const quiet = judgeSubject(silent, subject({ ...before, '2026-10': cell('not-reported') }), '2026-10', facilities)
  expect(quiet?.detail).toMatchObject({ value: null, envelope: { state: 'not-reported' } })
  expect(judgeSubject(silent, subject({ ...before, '2026-10': cell('suppressed') }), '2026-10', facilities)).toBeNull()
  expect(judgeSubject(silent, subject({ '2026-10': cell('not-reported') }), '2026-10', facilities)).toBeNull()
})

test('a county stands for itself; a facility nobody knows raises nothing', () => {
  const months = { '2026-09': cell('shown', 1), '2026-10': cell('shown', 1) }
  const when = above.when
  expect(judgeSubject(rule(when, 'county'), subject(months, '990101'), '2026-10', facilities)).toMatchObject({
    areaCode: '990101',
    facilityId: null,
  })
  expect(judgeSubject(above, subject(months, 'H9'), '2026-10', facilities)).toBeNull()
})
