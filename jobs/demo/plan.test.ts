import { demoRegion } from '@cockpit/geo/demo/demo-region'
import { returnedDischarges } from '@cockpit/semantic-layer/demo/bed-days'
import { daysOf } from '@cockpit/semantic-layer/demo/calendar'
import { volumesOf } from '@cockpit/semantic-layer/demo/volumes'
import { demoWorld } from '@cockpit/semantic-layer/demo/world'
import { expect, test } from 'vitest'
import { worldPlaces } from './places'
import { DEMO_SEED, VOLUMES } from './plan'

/** Of pages that carry a planted fault, fewer than so many in a hundred are rejected. */
const REJECTED = 0.5

test.each(['2026-10', '2027-02'])(
  'a province of real size ends in %s with ten million front pages and 12.8 million facility-days',
  (lastMonth) => {
    const lastYear = Number(lastMonth.slice(0, 4))
    const region = demoRegion({ shape: 'zhejiang', seed: DEMO_SEED, scale: 'province', lastYear })
    const places = worldPlaces(region)
    const world = demoWorld({ seed: DEMO_SEED, places, lastMonth, ...VOLUMES.province })
    const volumes = volumesOf(world)
    const hospitals = volumes.facilities.filter((one) => one.mix.length > 0)
    const discharges = world.months.reduce(
      (sum, month) => sum + hospitals.reduce((all, one) => all + returnedDischarges(world, one, month), 0),
      0,
    )
    expect(discharges * volumes.sample * (1 - REJECTED / 100)).toBeGreaterThan(10_000_000)
    const days = world.months.reduce((sum, month) => sum + daysOf(month).length, 0)
    expect(days * world.facilities.length).toBeGreaterThan(12_800_000)
  },
)
