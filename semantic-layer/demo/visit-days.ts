import { type Random, random } from '@cockpit/domain/random/random'
import type { DemoFacility, DemoFile, DemoWorld } from '../packs/contract'
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
  for (const visit of visitsOf(world, volumes, month)) yield lineOf(visit)
}

/** A department's day before it is written: counts, and hundredths of a yuan. */
export interface VisitDay {
  readonly facility: DemoFacility
  readonly department: string
  readonly date: string
  readonly counts: readonly [outpatient: number, emergency: number, checkups: number, appointments: number]
  readonly outpatientIncome: number
  readonly inpatientIncome: number
  readonly outpatientDrugs: number
  readonly drugs: number
  readonly herbal: number
  readonly materials: number
  readonly examinations: number
  readonly laboratory: number
  /** Which fault is planted in its row; null for a sound one. */
  readonly fault: number | null
}

/** The days of a month, in the order of the file. */
export function* visitsOf(world: DemoWorld, volumes: Volumes, month: string): Generator<VisitDay> {
  const days = daysOf(month)
  // The last twelve months together reach the calibrated year, so the middle of them has growth 1.
  const growth = 1 - GROWTH * (world.months.length - 1 - world.months.indexOf(month) - 5.5)
  for (const one of volumes.facilities) {
    if (!reports(world, one.facility, month)) continue
    const chance = random(world.seed, 'visit-day', one.facility.id, month)
    const drugShare = drugShareIn(world, one, month)
    for (const department of departmentsOf(one.facility))
      for (const day of days) yield drawDay(one, department, day, growth, drugShare, chance)
  }
}

function drawDay(
  one: FacilityVolume,
  department: DemoDepartment,
  day: DemoDay,
  growth: number,
  drugShare: number,
  chance: Random,
): VisitDay {
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
  const drugs = Math.round(income * share)
  const outpatientDrugs = Math.min(drugs, Math.round(outpatientIncome * share))
  const herbal = Math.round(drugs * (facility.category === 'traditional' || department.name === '中医科' ? 0.35 : 0.06))
  const materials = Math.round(income * (primary ? 0.03 : MATERIAL_SHARE * (1 + 0.05 * chance.normal())))
  const examinations = Math.round(income * 0.11)
  const laboratory = Math.round(income * 0.1)
  const fault = chance.next() < BROKEN_SHARE / 3 ? chance.below(4) : null
  return {
    facility,
    department: department.name,
    date: day.date,
    counts: [outpatient, emergency, checkups, appointments],
    outpatientIncome,
    inpatientIncome,
    outpatientDrugs,
    drugs,
    herbal,
    materials,
    examinations,
    laboratory,
    fault,
  }
}

function lineOf(visit: VisitDay): string {
  const { fault, outpatientIncome, inpatientIncome } = visit
  const [outpatient, emergency, checkups, appointments] = visit.counts
  const id = fault === 0 ? 'DEMO-000000-X01' : visit.facility.id
  const date = fault === 1 ? `${visit.date.slice(0, 4)}年${visit.date.slice(5, 7)}月` : visit.date
  const seen = fault === 2 ? '约百人' : String(outpatient)
  const drugs = fault === 3 ? (outpatientIncome + inpatientIncome) * 2 + 100_000 : visit.drugs
  return `${id},${visit.department},${date},${seen},${emergency},${checkups},${appointments},${money(outpatientIncome)},${money(
    inpatientIncome,
  )},${money(visit.outpatientDrugs)},${money(drugs)},${money(visit.herbal)},${money(visit.materials)},${money(visit.examinations)},${money(visit.laboratory)}`
}

const APPOINTMENTS = { tertiary: 0.62, secondary: 0.4, primary: 0.25 } as const
