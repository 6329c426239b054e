import { type Random, random } from '@cockpit/domain/random/random'
import type { DemoFile, DemoWorld } from '../packs/contract'
import { type DemoDay, daysOf } from './calendar'
import { BROKEN_SHARE, csvChunks } from './csv-text'
import { departmentsOf } from './departments'
import { reports } from './stories'
import { bedsByDepartment, type FacilityVolume, type Volumes } from './volumes'

export const BED_DAY_HEADER = 'facility_id,department,bed_date,open_beds,occupied_beds,admissions,discharges'

/** One file a month: every hospital department and day, complete (not sampled). */
export function* bedDayFiles(world: DemoWorld, volumes: Volumes): Generator<DemoFile> {
  for (const month of world.months) {
    yield {
      name: `bed-day-${month}.csv`,
      table: 'bed_day',
      rows: csvChunks(BED_DAY_HEADER, () => monthLines(world, volumes, month)),
    }
  }
}

function* monthLines(world: DemoWorld, volumes: Volumes, month: string): Generator<string> {
  const days = daysOf(month)
  for (const one of volumes.facilities) {
    if (one.mix.length === 0 || !reports(world, one.facility, month)) continue
    const chance = random(world.seed, 'bed-day', one.facility.id, month)
    const beds = bedsByDepartment(world, one.facility, month)
    for (const [index, department] of departmentsOf(one.facility).entries()) {
      const open = beds[index] ?? 0
      if (open > 0) for (const { line } of wardLines(one, department.name, open, days, chance)) yield line
    }
  }
}

/** Discharges that the bed return of a facility and month tells, its faulty lines left out. */
export function returnedDischarges(world: DemoWorld, one: FacilityVolume, month: string): number {
  const days = daysOf(month)
  const chance = random(world.seed, 'bed-day', one.facility.id, month)
  const beds = bedsByDepartment(world, one.facility, month)
  let total = 0
  for (const [index, department] of departmentsOf(one.facility).entries()) {
    const open = beds[index] ?? 0
    if (open > 0) for (const { discharges } of wardLines(one, department.name, open, days, chance)) total += discharges
  }
  return total
}

/**
 * A ward's days: whoever was there last night, plus admissions, less discharges, is there tonight. Admissions lean towards the
 * facility's usual occupancy, so the mean holds while each night follows from the one before.
 */
function* wardLines(
  one: FacilityVolume,
  department: string,
  open: number,
  days: readonly DemoDay[],
  chance: Random,
): Generator<{ readonly line: string; readonly discharges: number }> {
  const usual = open * one.occupancy
  let occupied = Math.round(usual)
  for (const day of days) {
    const target = usual * (0.94 + 0.06 * day.activity)
    const discharges = Math.min(occupied, chance.poisson((occupied / one.stay) * (0.6 + 0.4 * day.activity)))
    const wanted = (usual / one.stay) * (0.6 + 0.4 * day.activity) + 0.25 * (target - occupied)
    const admissions = wanted > 0 ? chance.poisson(wanted) : 0
    occupied += admissions - discharges
    if (chance.next() < BROKEN_SHARE / 3) {
      yield { line: broken(one.facility.id, department, day.date, open, chance), discharges: 0 }
      continue
    }
    yield {
      line: `${one.facility.id},${department},${day.date},${open},${occupied},${admissions},${discharges}`,
      discharges,
    }
  }
}

function broken(id: string, department: string, date: string, open: number, chance: Random): string {
  switch (chance.below(4)) {
    case 0:
      return `DEMO-000000-X01,${department},${date},${open},${open},1,1`
    case 1:
      return `${id},${department},${date.replaceAll('-', '')}日,${open},${open},1,1`
    case 2:
      return `${id},${department},${date},${open},${open * 3 + 20},1,1`
    default:
      return `${id},${department},${date},${open},${open},-1,1`
  }
}
