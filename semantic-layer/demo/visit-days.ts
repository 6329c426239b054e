import { type Random, random } from '@cockpit/domain/random/random'
import type { DemoFile, DemoWorld } from '../packs/contract'
import { type DemoDay, daysOf } from './calendar'
import { MATERIAL_SHARE } from './calibration'
import { BROKEN_SHARE, csvChunks, money } from './csv-text'
import { type DemoDepartment, departmentsOf } from './departments'
import { reports } from './stories'
import { drugShareIn, type FacilityVolume, type Volumes } from './volumes'

export const VISIT_DAY_HEADER = [
  'facility_id,department,visit_date,outpatient_visits,emergency_visits,checkup_visits,appointment_visits',
  'outpatient_income,inpatient_income,outpatient_drug_income,drug_income,herbal_income,material_income,exam_income,lab_income',
].join(',')

/** Visits grow by this share a month. */
const GROWTH = 0.0025

/** One file a month: every facility, department and day, complete (not sampled). */
export function* visitDayFiles(world: DemoWorld, volumes: Volumes): Generator<DemoFile> {
  for (const month of world.months) {
    yield {
      name: `visit-day-${month}.csv`,
      table: 'visit_day',
      rows: csvChunks(VISIT_DAY_HEADER, () => monthLines(world, volumes, month)),
    }
  }
}

function* monthLines(world: DemoWorld, volumes: Volumes, month: string): Generator<string> {
  const days = daysOf(month)
  // The last twelve months together reach the calibrated year, so the middle of them has growth 1.
  const growth = 1 - GROWTH * (world.months.length - 1 - world.months.indexOf(month) - 5.5)
  for (const one of volumes.facilities) {
    if (!reports(world, one.facility, month)) continue
    const chance = random(world.seed, 'visit-day', one.facility.id, month)
    const drugShare = drugShareIn(world, one, month)
    for (const department of departmentsOf(one.facility))
      for (const day of days) yield dayLine(one, department, day, growth, drugShare, chance)
  }
}

function dayLine(
  one: FacilityVolume,
  department: DemoDepartment,
  day: DemoDay,
  growth: number,
  drugShare: number,
  chance: Random,
): string {
  const { facility } = one
  const primary = facility.tier === 'primary'
  const activity = department.emergency ? 0.85 + 0.15 * day.activity : day.activity
  const mean = one.visitsPerDay * department.visits * growth * activity
  const visits = mean > 60 ? Math.max(0, Math.round(mean * (1 + 0.06 * chance.normal()))) : chance.poisson(mean)
  const emergency = department.emergency ? visits : 0
  const outpatient = visits - emergency
  const checkups = department.name === '内科' || primary ? Math.round(visits * 0.03) : 0
  const appointments = Math.round(outpatient * APPOINTMENTS[facility.tier] * (0.95 + 0.1 * chance.next()))
  const outpatientIncome = Math.round(visits * one.costPerVisit * 100 * (1 + 0.03 * chance.normal()))
  const beds = one.dischargesPerDay * department.beds * one.cost * growth
  const inpatientIncome = Math.round(Math.max(0, beds * 100 * (1 + 0.05 * chance.normal())))
  const income = outpatientIncome + inpatientIncome
  const share = drugShare * (1 + 0.03 * chance.normal())
  const drug = Math.round(income * share)
  const outpatientDrug = Math.min(drug, Math.round(outpatientIncome * share))
  const herbal = Math.round(drug * (facility.category === 'traditional' || department.name === '中医科' ? 0.35 : 0.06))
  const material = Math.round(income * (primary ? 0.03 : MATERIAL_SHARE * (1 + 0.05 * chance.normal())))
  const exam = Math.round(income * 0.11)
  const lab = Math.round(income * 0.1)
  let id = facility.id
  let date = day.date
  let visitText = String(outpatient)
  let drugText = money(drug)
  if (chance.next() < BROKEN_SHARE / 3) {
    const fault = chance.below(4)
    if (fault === 0) id = 'DEMO-000000-X01'
    else if (fault === 1) date = `${date.slice(0, 4)}年${date.slice(5, 7)}月`
    else if (fault === 2) visitText = '约百人'
    else drugText = money(income * 2 + 100_000)
  }
  return `${id},${department.name},${date},${visitText},${emergency},${checkups},${appointments},${money(outpatientIncome)},${money(
    inpatientIncome,
  )},${money(outpatientDrug)},${drugText},${money(herbal)},${money(material)},${money(exam)},${money(lab)}`
}

const APPOINTMENTS = { tertiary: 0.62, secondary: 0.4, primary: 0.25 } as const
