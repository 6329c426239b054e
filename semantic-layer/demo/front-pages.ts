import { type Random, random } from '@cockpit/domain/random/random'
import type { DemoFile, DemoWorld } from '../packs/contract'
import { type Attending, attendingIn } from './attending'
import { returnedDischarges } from './bed-days'
import { type DemoDay, dateText, daysOf } from './calendar'
import { DRUG_SHARE } from './calibration'
import { BROKEN_SHARE, csvChunks, money } from './csv-text'
import { GROUPER_VERSION } from './drg-reference'
import { calibratedProfiles, type FeeProfiles, feeItems } from './fees'
import { homeOf, type Neighbours, neighboursOf } from './homes'
import { DETAIL_HEADER, pageDetails } from './page-details'
import { agedAt, patientOf } from './patients'
import { LOST_PAGES_MONTHS, LOST_PAGES_SHARE, reports } from './stories'
import { drugShareIn, type FacilityVolume, type PricedGroup, type Volumes } from './volumes'

export const FRONT_PAGE_HEADER = [
  ...[
    'A01',
    'A48',
    'A49',
    'A20',
    'A11',
    'A27',
    'A13',
    'A12C',
    'A14',
    'A46C',
    'HOME_AREA',
    'B11C',
    'B12',
    'B15',
    'B16C',
  ],
  ...['B20', 'C03C', 'C14x01C', 'B34C', 'D01', 'D09'],
  ...Array.from({ length: 24 }, (_, index) => `D${index + 11}`),
  ...['DRG', 'DRG_VERSION'],
  ...DETAIL_HEADER,
  'B24',
].join(',')

/** Spread of cost and stay around the group's mean (log scale). */
const COST_SPREAD = 0.34
const STAY_SPREAD = 0.32

/** One file a month of sampled front pages, discharged in that month. */
export function* frontPageFiles(world: DemoWorld, volumes: Volumes): Generator<DemoFile> {
  const profiles = calibratedProfiles(volumes.facilities)
  const neighbours = neighboursOf(world.counties)
  for (const month of world.months) {
    yield {
      name: `discharge-${month}.csv`,
      table: 'discharge',
      rows: csvChunks(FRONT_PAGE_HEADER, () => monthLines(world, volumes, profiles, neighbours, month)),
    }
  }
}

function* monthLines(
  world: DemoWorld,
  volumes: Volumes,
  profiles: FeeProfiles,
  neighbours: Neighbours,
  month: string,
): Generator<string> {
  const days = daysOf(month)
  for (const one of volumes.facilities) {
    if (one.mix.length === 0 || !reports(world, one.facility, month)) continue
    const chance = random(world.seed, 'discharge', one.facility.id, month)
    const attending = attendingIn(world, one, month)
    const drugFactor = drugShareIn(world, one, month) / DRUG_SHARE
    const count = pagesOf(world, volumes, one, month)
    for (let number = 1; number <= count; number += 1) {
      const line = frontPage(
        one,
        dischargeDay(days, chance),
        number,
        chance,
        profiles,
        drugFactor,
        neighbours,
        attending,
      )
      yield line
      // The same page sent twice in a file.
      if (chance.next() < BROKEN_SHARE / 10) yield line
    }
  }
}

/** The agreed share of what the bed return tells, so that the two can be compared; one hospital loses pages. */
function pagesOf(world: DemoWorld, volumes: Volumes, one: FacilityVolume, month: string): number {
  const lost = one.facility.story === 'lost-pages' && world.months.slice(-LOST_PAGES_MONTHS).includes(month)
  return Math.round(returnedDischarges(world, one, month) * volumes.sample * (lost ? LOST_PAGES_SHARE : 1))
}

function frontPage(
  one: FacilityVolume,
  day: DemoDay,
  number: number,
  chance: Random,
  profiles: FeeProfiles,
  drugFactor: number,
  neighbours: Neighbours,
  attending: Attending,
): string {
  const group = pick(one, chance)
  const shared = chance.normal()
  const stay = stayOf(group, one, shared)
  const own = Math.exp(0.25 * chance.normal() - 0.25 ** 2 / 2)
  const correlated = Math.sqrt(COST_SPREAD ** 2 - 0.25 ** 2)
  const cost = Math.exp(correlated * shared - correlated ** 2 / 2) * own * group.meanCost * one.costFactor
  const total = Math.max(20_000, Math.round(cost * 100))
  const fees = feeItems(profiles[group.feeProfile], total, drugFactor * (1 + 0.12 * chance.normal()))
  const patient = patientOf(group.department, group.diagnosis, chance)
  const admitted = dateText(day.number - stay)
  const { birth, age, ageDays } = agedAt(admitted, patient, chance)
  const route = group.department === '重症医学科' || chance.next() < 0.28 ? '1' : chance.next() < 0.96 ? '2' : '3'
  const fields = [
    one.facility.id,
    `${day.date.slice(2, 4)}${day.date.slice(5, 7)}${String(number).padStart(6, '0')}`,
    String(1 + (chance.next() < 0.2 ? 1 + chance.below(4) : 0)),
    patient.identity,
    '演示患者',
    patient.phone,
    birth,
    patient.sex,
    String(age),
    PAYERS[chance.below(PAYERS.length)] as string,
    homeOf(one.facility, neighbours, chance),
    route,
    `${admitted} ${clock(7 + chance.below(14), chance)}`,
    `${day.date} ${clock(8 + chance.below(10), chance)}`,
    group.department,
    String(stay),
    group.diagnosis,
    group.operation,
    leavingOf(group, chance),
    money(total),
    money(Math.round(total * (0.22 + 0.24 * chance.next()))),
  ]
  if (chance.next() < BROKEN_SHARE) breakPage(fields, chance)
  const grouped = chance.next() < 0.985
  const details = pageDetails({ group, age, ageDays, admitted: day.number - stay, stay }, chance)
  return `${fields.join(',')},${fees.map(money).join(',')},${grouped ? `${group.code},${GROUPER_VERSION}` : ','},${details.join(',')},${attending(group.department)}`
}

const PAYERS = ['01', '01', '01', '02', '02', '02', '02', '02', '07', '99']

function pick(one: FacilityVolume, chance: Random): PricedGroup {
  const draw = chance.next()
  let low = 0
  let high = one.mix.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (draw < (one.mix[middle] as FacilityVolume['mix'][number]).upTo) high = middle
    else low = middle + 1
  }
  return (one.mix[low] as FacilityVolume['mix'][number]).group
}

function stayOf(group: PricedGroup, one: FacilityVolume, shared: number): number {
  const days = group.meanStay * one.stayFactor * Math.exp(STAY_SPREAD * shared - STAY_SPREAD ** 2 / 2)
  return Math.max(1, Math.min(120, Math.round(days)))
}

/** Fewer people go home on a Sunday. */
function dischargeDay(days: readonly DemoDay[], chance: Random): DemoDay {
  const day = days[chance.below(days.length)] as DemoDay
  return day.weekday === 0 && chance.next() < 0.4 ? (days[chance.below(days.length)] as DemoDay) : day
}

/** 离院方式: 5 died, 4 against advice, 2 another hospital, 3 community, 1 as ordered. */
function leavingOf(group: PricedGroup, chance: Random): string {
  if (chance.next() < group.deathRate) return '5'
  const draw = chance.next()
  return draw < 0.025 ? '4' : draw < 0.045 ? '2' : draw < 0.06 ? '3' : draw < 0.062 ? '9' : '1'
}

function clock(hour: number, chance: Random): string {
  const minute = chance.below(60)
  return `${hour < 10 ? '0' : ''}${hour}:${minute < 10 ? '0' : ''}${minute}:00`
}

/** Faults as they come from real senders, one a row: by position in the header. */
function breakPage(fields: string[], chance: Random): void {
  const faults: readonly [position: number, value: string][] = [
    [0, 'DEMO-000000-X01'],
    [1, ''],
    [7, '男'],
    [12, `${Number(fields[13]?.slice(0, 4)) + 1}-01-01 08:00:00`],
    [13, `${fields[13]?.slice(0, 4)}-02-30 10:00:00`],
    [15, '七天'],
    [16, '待查'],
    [18, '8'],
    [19, '-100.00'],
    [19, money(chance.below(500_000) + 5_000_000)],
  ]
  const [position, value] = faults[chance.below(faults.length)] as (typeof faults)[number]
  fields[position] = value
}
