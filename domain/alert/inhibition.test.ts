import { expect, test } from 'vitest'
import { AreaCode } from '../ids'
import { incidentOf } from './incident'
import { type PlacedFinding, silenceExplains } from './inhibition'
import { natureOf } from './nature'
import { precisionOf } from './precision'

const silence: PlacedFinding = {
  nature: 'silence',
  areaCode: '990101',
  facilityId: 'D1',
  period: '2026-10',
  months: 2,
}
const drop: PlacedFinding = { nature: 'drop', areaCode: '990101', facilityId: 'D1', period: '2026-10' }

test('a silence explains the drops of its own institution since it began, and nothing else', () => {
  expect(silenceExplains(silence, drop)).toBe(true)
  expect(silenceExplains(silence, { ...drop, period: '2026-09' })).toBe(true)
  expect(silenceExplains(silence, { ...drop, period: '2026-08' })).toBe(false)
  expect(silenceExplains(silence, { ...drop, period: '2026-11' })).toBe(true)
  expect(silenceExplains(silence, { ...drop, facilityId: 'D2' })).toBe(false)
  // The county fell: one institution's silence may be why, and may not.
  expect(silenceExplains(silence, { ...drop, facilityId: null })).toBe(false)
  expect(silenceExplains(silence, { ...drop, nature: 'rise' })).toBe(false)
  expect(silenceExplains({ ...silence, nature: 'drop' }, drop)).toBe(false)
})

test('a silent area explains the drops of the area and of the institutions in it', () => {
  const county = { ...silence, facilityId: null }
  expect(silenceExplains(county, drop)).toBe(true)
  expect(silenceExplains(county, { ...drop, facilityId: null })).toBe(true)
  expect(silenceExplains(county, { ...drop, areaCode: '990102' })).toBe(false)
})

test('across the turn of the year, and where a period is no month', () => {
  const january = { ...silence, period: '2026-01' }
  expect(silenceExplains(january, { ...drop, period: '2025-12' })).toBe(true)
  expect(silenceExplains(january, { ...drop, period: '2025-11' })).toBe(false)
  expect(silenceExplains(silence, { ...drop, period: '2026-W41' })).toBe(true)
})

test('the nature of a finding is read from its kind and its direction', () => {
  expect(natureOf('not-reported', { value: null, limit: 2 })).toBe('silence')
  expect(natureOf('threshold', { value: 3, limit: 5 })).toBe('drop')
  expect(natureOf('threshold', { value: 5.01, limit: 5 })).toBe('rise')
  expect(natureOf('surge', { value: null, limit: 5 })).toBe('other')
  expect(natureOf('threshold', { value: 3, limit: Number.NaN })).toBe('other')
})

test('an incident gathers one cause in one county, and neighbouring counties in the area above', () => {
  const city = AreaCode.parse('990100')
  const at = (areaCode: string, facilityId: string | null, each?: string, parent: AreaCode | null = city) =>
    incidentOf({ ruleId: 'r', areaCode: AreaCode.parse(areaCode), parent, facilityId, each: each ?? null }).key
  expect(at('990101', 'D1')).toBe(at('990101', 'D2'))
  expect(at('990101', 'D1')).not.toBe(at('990102', 'D3'))
  expect(at('990101', null)).toBe(at('990102', null))
  expect(at('990101', null, 'flu')).not.toBe(at('990101', null, 'measles'))
  expect(at('990000', null, undefined, null)).toBe('r@990000')
})

test('precision counts settled alerts only, and says nothing of a few', () => {
  expect(precisionOf({ open: 90, dispatched: 9, closed: 3, falseAlarm: 1 })).toBeNull()
  expect(precisionOf({ open: 90, dispatched: 9, closed: 3, falseAlarm: 2 })).toBe(0.6)
  expect(precisionOf({ open: 0, dispatched: 0, closed: 0, falseAlarm: 7 })).toBe(0)
})
