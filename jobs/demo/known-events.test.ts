import type { DemoFacility, DemoWorld } from '@cockpit/semantic-layer/packs/contract'
import { expect, test } from 'vitest'
import { demoEvents } from './known-events'

const facility = (id: string, story: NonNullable<DemoFacility['story']>): DemoFacility => ({
  ...{ id, name: id, countyCode: '990101', tier: 'secondary', category: 'general', beds: 100 },
  story,
})
const world: DemoWorld = {
  seed: 1,
  frontPagesPerMonth: 100,
  months: ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'],
  facilities: [facility('H1', 'rising-drug-share'), facility('H2', 'stops-reporting')],
  counties: [{ code: '990102', name: '县', population: 1000, cityCode: null, story: 'outbreak' }],
}

test('each story is an event of the indicators it shows in, over its own months and in its own place', () => {
  const events = demoEvents(world)
  expect(events.map(({ indicator, areaCode, facilityId }) => [indicator, areaCode, facilityId])).toEqual([
    ['income.drugShare', '990101', 'H1'],
    ['outpatient.visits', '990101', 'H2'],
    ['inpatient.discharges', '990101', 'H2'],
    ['notifiable.cases', '990102', null],
  ])
  const silent = events.find(({ indicator }) => indicator === 'outpatient.visits')
  expect([silent?.from, silent?.to]).toEqual(['2026-09-01', '2026-10-31'])
  expect(events.at(-1)?.each).not.toBe('')
  expect(events.every(({ title, demo }) => title.zh.startsWith('演示') && demo)).toBe(true)
})
