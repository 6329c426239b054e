import { random } from '@cockpit/domain/random/random'
import type { DemoFile, DemoWorld } from '../packs/contract'
import { isHospital, recentFile, recentMonths } from './recent'
import { reports } from './stories'

/** Invented counts, of few hospitals: one in twelve has a month with any, and nearly all were reported. */
export function minorDutyFile(world: DemoWorld): DemoFile {
  return recentFile(world, 'minor_duty_month', 'facility_id,month_start,high_risk,reported', function* () {
    for (const month of recentMonths(world))
      for (const facility of world.facilities) {
        if (!isHospital(facility) || !reports(world, facility, month)) continue
        const chance = random(world.seed, 'minor-duty', facility.id, month)
        if (chance.next() > 1 / 12) continue
        const found = 1 + chance.poisson(0.5)
        const left = chance.next() < 0.1 ? 1 : 0
        yield `${facility.id},${month}-01,${found},${found - left}`
      }
  })
}
