import { expect, test } from 'vitest'
import type { DemoFacility, DemoWorld, WarehouseTable } from '../packs/contract'
import { asSent, planDelivery } from './delivery'

const facilities = Array.from(
  { length: 200 },
  (_, n): DemoFacility => ({
    id: `D${String(n).padStart(3, '0')}`,
    name: `演示${n}`,
    countyCode: '990101',
    tier: n % 2 === 0 ? 'secondary' : 'primary',
    category: n % 2 === 0 ? 'general' : 'township',
    beds: 10,
    ...(n === 3 ? { story: 'stops-reporting' as const } : {}),
  }),
)
const world: DemoWorld = {
  seed: 1,
  frontPagesPerMonth: 1,
  months: ['2026-07', '2026-08', '2026-09', '2026-10'],
  facilities,
  counties: [],
}
const text = (name: string, more: object = {}) => ({
  name,
  type: 'text' as const,
  headers: [name],
  title: { zh: name, en: name },
  required: true,
  ...more,
})
const table: WarehouseTable = {
  name: 'visit_day',
  title: { zh: '门诊', en: 'Visits' },
  grain: 'facility x day',
  key: ['facility_id', 'day'],
  checks: [],
  owedBy: ['general'],
  owedEvery: 'day',
  facilityColumn: 'facility_id',
  dateColumn: 'day',
  columns: [text('facility_id'), text('day'), text('visits'), text('extra', { required: false, expected: true })],
}
const delivery = planDelivery(world)
const [stops] = [...delivery.stopsMidMonth]
const [odd] = [...delivery.everyOther]
const sent = (lines: string[], chunk = 1000) => {
  const whole = ['facility_id,day,visits,extra', ...lines, ''].join('\n')
  const chunks = Array.from({ length: Math.ceil(whole.length / chunk) }, (_, n) =>
    whole.slice(n * chunk, (n + 1) * chunk),
  )
  return [...asSent({ name: 'visit.csv', table: 'visit_day', rows: chunks }, table, delivery).rows]
    .join('')
    .split('\n')
    .slice(1, -1)
}

test.each([
  ['the silent one sends nothing in the last two months', 'D003,2026-09-30,1,1', false],
  ['and everything before', 'D003,2026-08-31,1,1', true],
  ['who stops in the middle of the month still sent the 17th', `${stops},2026-10-17,1,1`, true],
  ['and nothing from the 18th', `${stops},2026-10-18,1,1`, false],
  ['every second day is missing', `${odd},2026-10-02,1,1`, false],
  ['but not the days between', `${odd},2026-10-03,1,1`, true],
  ['and not before the last three months', `${odd},2026-07-02,1,1`, true],
])('%s', (_, line, kept) => {
  expect(sent([line])).toEqual(kept ? [line] : [])
})

test('cut into chunks anywhere, the file is the same', () => {
  const lines = ['D001,2026-10-02,1,1', 'D003,2026-10-02,1,1', `${stops},2026-10-18,1,1`, 'D005,2026-10-02,"a,b",1']
  for (const size of [1, 7, 31]) expect(sent(lines, size)).toEqual(sent(lines))
})

test('those who leave cells out leave out only what they need not fill', () => {
  const [sparse] = [...delivery.sparse]
  const out = sent(Array.from({ length: 28 }, (_, n) => `${sparse},2026-10-${String(n + 1).padStart(2, '0')},7,8`))
  expect(out).toHaveLength(28)
  expect(out.every((line) => line.split(',')[2] === '7')).toBe(true)
  const empty = out.filter((line) => line.endsWith(',')).length
  expect(empty).toBeGreaterThan(9)
  expect(empty).toBeLessThan(28)
})

test('nobody with a story of their own is touched', () => {
  const touched = [
    ...delivery.late.map(({ facility }) => facility),
    ...delivery.sparse,
    ...delivery.stopsMidMonth,
    ...delivery.everyOther,
  ]
  expect(touched).not.toContain('D003')
  expect(delivery.late.length).toBeGreaterThan(5)
})
