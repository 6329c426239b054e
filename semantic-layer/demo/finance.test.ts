import { expect, test } from 'vitest'
import type { DemoFacility } from '../packs/contract'
import { incomeMonthFile } from './finance'
import { volumesOf } from './volumes'
import { demoWorld } from './world'

const facilities = Array.from(
  { length: 600 },
  (_, n): Omit<DemoFacility, 'story'> => ({
    id: `DEMO-990101-S${String(n).padStart(3, '0')}`,
    name: `演示${n}`,
    countyCode: '990101',
    tier: n % 3 === 0 ? 'tertiary' : 'secondary',
    category: 'general',
    beds: 100,
  }),
)
const world = demoWorld({
  seed: 1,
  places: { counties: [{ code: '990101', name: '演示县', population: 100_000, cityCode: null }], facilities },
  lastMonth: '2026-10',
  months: 2,
})

test('the income of a month is told facility by facility, not when all of them have been added up', () => {
  const volumes = volumesOf(world)
  let drawn = 0
  const counted = function* () {
    for (const one of volumes.facilities) {
      drawn += 1
      yield one
    }
  }
  const watched = new Proxy(volumes.facilities, {
    get: (all, key) => (key === Symbol.iterator ? counted : Reflect.get(all, key)),
  })
  const [first] = incomeMonthFile(world, { ...volumes, facilities: watched }).rows
  expect(first?.split('\n').length).toBeGreaterThan(100)
  expect(drawn).toBeGreaterThan(0)
  expect(drawn).toBeLessThan(facilities.length / 2)
})
