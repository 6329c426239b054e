import { random } from '@cockpit/domain/random/random'
import type { DemoCounty, DemoFacility, DemoFile, DemoWorld } from '../packs/contract'
import { apportion } from './apportion'
import { COST_PER_HOSPITAL_VISIT, COST_PER_PRIMARY_VISIT, MEAN_COST, VISITS_PER_PERSON } from './calibration'
import { money } from './csv-text'
import { isHospital, recentFile, recentMonths } from './recent'
import { reports } from './stories'

export const FLOW_HEADER = 'area_code,facility_id,treated_code,service,month_start,visits,admissions,fees'

/** Admissions a resident a year, of national order. */
const ADMISSIONS_PER_PERSON = 0.21
/** Where residents of a county are admitted, and where they visit: at home, with the tertiary hospitals, outside the province. */
const AWAY = { visits: 0.085, admissions: 0.19, outside: 0.012 } as const

/** Residents of every county and where they were treated, as the insurance's settlements would say. */
export function flowMonthFile(world: DemoWorld): DemoFile {
  return recentFile(world, 'flow_month', FLOW_HEADER, function* () {
    const homes = world.counties.map((county) => placesOf(world, county))
    for (const month of recentMonths(world)) for (const home of homes) yield* countyLines(world, home, month)
  })
}

interface Home {
  readonly county: DemoCounty
  readonly primary: readonly DemoFacility[]
  readonly hospitals: readonly DemoFacility[]
  readonly away: readonly DemoFacility[]
  /** Times the usual share that goes elsewhere. */
  readonly pull: number
}

function placesOf(world: DemoWorld, county: DemoCounty): Home {
  const own = world.facilities.filter((one) => one.countyCode === county.code)
  const elsewhere = world.facilities
    .filter((one) => one.tier === 'tertiary' && one.countyCode !== county.code)
    .sort((a, b) => b.beds - a.beds || (a.id < b.id ? -1 : 1))
  const chance = random(world.seed, 'flow', county.code)
  const hospitals = own.filter(isHospital)
  const strong = hospitals.some((one) => one.tier === 'tertiary')
  return {
    county,
    primary: own.filter((one) => !isHospital(one)),
    hospitals,
    away: elsewhere.slice(0, 3),
    pull: (strong ? 0.6 : 1.25) * (county.story === 'bed-shortage' ? 1.9 : 1) * (0.85 + 0.3 * chance.next()),
  }
}

function* countyLines(world: DemoWorld, home: Home, month: string): Generator<string> {
  const { county } = home
  const chance = random(world.seed, 'flow', county.code, month)
  const noise = () => 1 + 0.02 * Math.max(-2, Math.min(2, chance.normal()))
  const visits = Math.round(((county.population * VISITS_PER_PERSON) / 12) * noise())
  const admissions = Math.round(((county.population * ADMISSIONS_PER_PERSON) / 12) * noise())
  const line = (facility: string, at: string, service: string, count: number, fee: number) => {
    const counts = service === '门急诊' ? `${count},0` : `0,${count}`
    return `${county.code},${facility},${at},${service},${month}-01,${counts},${money(Math.round(count * fee * 100))}`
  }
  const spread = (facilities: readonly DemoFacility[], total: number) =>
    apportion(
      total,
      facilities.map((one) => one.beds),
    )
  for (const [service, all, away, primaryShare, fee] of [
    ['门急诊', visits, AWAY.visits, 0.55, COST_PER_HOSPITAL_VISIT],
    ['住院', admissions, AWAY.admissions, 0, MEAN_COST],
  ] as const) {
    const outside = Math.round(all * AWAY.outside)
    const elsewhere = home.away.length === 0 ? 0 : Math.round(all * Math.min(0.6, away * home.pull) * noise())
    const athome = all - outside - elsewhere
    const primary = home.primary.length === 0 ? 0 : Math.round(athome * primaryShare)
    const groups = [
      [home.primary, primary, COST_PER_PRIMARY_VISIT],
      [home.hospitals, athome - primary, fee],
      [home.away, elsewhere, fee * 1.35],
    ] as const
    for (const [facilities, total, cost] of groups)
      for (const [index, count] of spread(facilities, total).entries()) {
        const facility = facilities[index]
        if (facility && count > 0) yield line(facility.id, facility.countyCode, service, count, cost)
      }
    if (outside > 0) yield line('OUT310000', '310000', service, outside, fee * 1.6)
  }
}

export const CONTRACT_HEADER =
  'facility_id,month_start,residents,signed,key_residents,key_signed,services_due,services_done'

/** Primary care shares out its county's residents by size; contracts grow slowly towards the newest month. */
export function contractFile(world: DemoWorld): DemoFile {
  return recentFile(world, 'family_doctor_contract', CONTRACT_HEADER, function* () {
    const months = recentMonths(world)
    const served = world.counties.flatMap((county) => {
      const own = world.facilities.filter((one) => one.countyCode === county.code && !isHospital(one))
      const parts = apportion(
        county.population,
        own.map((one) => one.beds),
      )
      return own.map((facility, index) => ({ facility, residents: parts[index] ?? 0 }))
    })
    for (const [index, month] of months.entries()) {
      const growth = 1 - 0.006 * (months.length - 1 - index)
      for (const { facility, residents } of served) {
        if (!reports(world, facility, month)) continue
        const habit = random(world.seed, 'contract', facility.id)
        const signed = Math.round(residents * (0.38 + 0.12 * habit.next()) * growth)
        const keys = Math.round(residents * (0.24 + 0.06 * habit.next()))
        const keySigned = Math.min(signed, Math.round(keys * (0.7 + 0.12 * habit.next()) * growth))
        const due = Math.round(signed * 0.25)
        const chance = random(world.seed, 'contract', facility.id, month)
        const done = Math.round(due * (0.78 + 0.16 * chance.next()))
        yield `${facility.id},${month}-01,${residents},${signed},${keys},${keySigned},${due},${done}`
      }
    }
  })
}
