import { type Random, random } from '@cockpit/domain/random/random'
import type { DemoFile, DemoWorld } from '../packs/contract'
import { daysOf } from './calendar'
import { money } from './csv-text'
import { departmentsOf } from './departments'
import { DEMO_ANTIBACTERIALS, DEMO_DRUGS, DEMO_OTHER_DRUGS, type DemoDrug } from './drug-list'
import { isHospital, recentFile, recentMonths, registerFile, serviceStories, WHOLE } from './recent'
import { reports } from './stories'
import { bedsByDepartment, bedsIn, type FacilityVolume, type Volumes } from './volumes'

export const DRUG_USE_HEADER = 'facility_id,department,month_start,setting,drug_code,quantity,ddds,patients,amount'
export const MEDICATION_HEADER = [
  'facility_id,department,month_start,patient_days,discharges,discharges_essential,discharges_antibacterial',
  'visits,visits_essential,visits_antibacterial,prescriptions,prescriptions_reviewed,prescriptions_sound',
].join(',')

/** Defined daily doses per 100 patient-days: the mean hospital and the planted one. */
const USE_DENSITY = 36
const HIGH_USE_DENSITY = 57

export function drugFile(): DemoFile {
  return registerFile(
    'drug',
    'drug_code,generic_name,atc_code,ddd,ddd_unit,essential,antibacterial_level,procurement_group,procured',
    function* () {
      for (const drug of DEMO_DRUGS) {
        const ddd = drug.ddd > 0 ? `${drug.ddd},g` : ','
        yield `${drug.code},${drug.name},${drug.atc},${ddd},${yes(drug.essential)},${drug.level},${drug.group},${yes(drug.procured)}`
      }
    },
  )
}

const yes = (truth: boolean) => (truth ? '是' : '否')

/** Patients of one department (or the whole hospital) in a month. */
interface Ward {
  readonly one: FacilityVolume
  readonly department: string
  readonly month: string
  readonly patientDays: number
  readonly discharges: number
  readonly visits: number
}

/** Tertiary hospitals by department, secondary ones as a whole. */
function* wards(world: DemoWorld, volumes: Volumes): Generator<Ward> {
  for (const month of recentMonths(world)) {
    const days = daysOf(month).length
    for (const one of volumes.facilities) {
      if (!isHospital(one.facility) || !reports(world, one.facility, month)) continue
      const ward = (department: string, beds: number, visits: number): Ward => {
        const patientDays = Math.round(beds * one.occupancy * days)
        const discharges = Math.round(patientDays / one.stay)
        return { one, department, month, patientDays, discharges, visits: Math.round(one.visitsPerDay * visits * days) }
      }
      if (one.facility.tier !== 'tertiary') yield ward(WHOLE, bedsIn(world, one.facility, month), 0.88)
      else {
        const beds = bedsByDepartment(world, one.facility, month)
        for (const [index, department] of departmentsOf(one.facility).entries())
          if (!department.emergency) yield ward(department.name, beds[index] ?? 0, department.visits)
      }
    }
  }
}

/** The monthly return: patient-days, and how many patients were given what. */
export function medicationMonthFile(world: DemoWorld, volumes: Volumes): DemoFile {
  return recentFile(world, 'medication_month', MEDICATION_HEADER, function* () {
    for (const ward of wards(world, volumes)) {
      const { id } = ward.one.facility
      const habit = random(world.seed, 'prescribing', id)
      const usual = [
        0.9 + 0.08 * habit.next(),
        0.3 + 0.1 * habit.next(),
        0.46 + 0.14 * habit.next(),
        0.05 + 0.04 * habit.next(),
      ]
      const chance = random(world.seed, 'medication', id, ward.department, ward.month)
      const part = (whole: number, share: number) =>
        Math.max(0, Math.min(whole, Math.round(whole * share * (1 + 0.03 * chance.normal()))))
      const prescriptions = Math.round(ward.visits * 0.9)
      const reviewed = part(prescriptions, 0.06 + 0.06 * habit.next())
      const [essential = 0, antibacterial = 0, visitEssential = 0, visitAntibacterial = 0] = usual
      const row = [
        ...[ward.patientDays, ward.discharges, part(ward.discharges, essential), part(ward.discharges, antibacterial)],
        ...[ward.visits, part(ward.visits, visitEssential), part(ward.visits, visitAntibacterial)],
        ...[prescriptions, reviewed, part(reviewed, 0.965)],
      ]
      yield `${id},${ward.department},${ward.month}-01,${row.join(',')}`
    }
  })
}

/** Antibacterials follow from patient-days and the hospital's use density; other drugs from its patients. */
export function drugUseFile(world: DemoWorld, volumes: Volumes): DemoFile {
  const { highUse } = serviceStories(world)
  return recentFile(world, 'drug_use', DRUG_USE_HEADER, function* () {
    const whole = new Map<string, Ward>()
    for (const ward of wards(world, volumes)) {
      const { facility } = ward.one
      const chance = random(world.seed, 'drug-use', facility.id, ward.department, ward.month)
      const habit = random(world.seed, 'use-density', facility.id)
      const level = facility.id === highUse ? HIGH_USE_DENSITY : USE_DENSITY * (1 + 0.07 * clamp(habit.normal()))
      const ddds = (ward.patientDays * level * (1 + 0.02 * clamp(chance.normal()))) / 100
      const used = chosen(
        DEMO_ANTIBACTERIALS,
        ward.department === WHOLE ? 7 : 5,
        world.seed,
        facility.id,
        ward.department,
      )
      const weights = used.reduce((sum, drug) => sum + drug.weight, 0)
      if (ward.patientDays > 0)
        for (const drug of used) yield useLine(ward, '住院', drug, (ddds * drug.weight) / weights, chance)
      const before = whole.get(facility.id)
      if (before?.month !== ward.month) whole.set(facility.id, { ...ward, department: WHOLE })
      else
        whole.set(facility.id, {
          ...before,
          discharges: before.discharges + ward.discharges,
          visits: before.visits + ward.visits,
        })
      if (isLast(ward)) yield* otherLines(world, whole.get(facility.id) ?? ward)
    }
  })
}

/** True for the last ward of its hospital and month. */
function isLast(ward: Ward): boolean {
  if (ward.department === WHOLE) return true
  return (
    departmentsOf(ward.one.facility)
      .filter((department) => !department.emergency)
      .at(-1)?.name === ward.department
  )
}

function* otherLines(world: DemoWorld, ward: Ward): Generator<string> {
  const { id } = ward.one.facility
  const chance = random(world.seed, 'other-drugs', id, ward.month)
  for (const [setting, patients, count] of [
    ['门急诊', ward.visits, 3],
    ['住院', ward.discharges, 2],
  ] as const) {
    for (const drug of chosen(DEMO_OTHER_DRUGS, count, world.seed, id, setting)) {
      const doses = patients * drug.weight * (setting === '住院' ? 0.35 : 0.3) * (1 + 0.05 * clamp(chance.normal()))
      yield useLine(ward, setting, drug, Math.max(1, doses), chance)
    }
  }
}

function useLine(ward: Ward, setting: string, drug: DemoDrug, doses: number, chance: Random): string {
  const quantity = Math.max(1, Math.round(doses / drug.doses))
  const patients = Math.max(1, Math.min(quantity, Math.round(doses / (4 + 2 * chance.next()))))
  const ddds = drug.ddd > 0 ? (quantity * drug.doses).toFixed(2) : ''
  return `${ward.one.facility.id},${ward.department},${ward.month}-01,${setting},${drug.code},${quantity},${ddds},${patients},${money(Math.round(quantity * drug.price * 100))}`
}

/** The varieties a ward keeps to, the same every month, each with its selected and its other product. */
function chosen(drugs: readonly DemoDrug[], count: number, seed: number, ...of: string[]): readonly DemoDrug[] {
  const chance = random(seed, 'formulary', ...of)
  const names = [...new Set(drugs.map((drug) => drug.name))]
    .map((name) => {
      const weight = drugs.filter((drug) => drug.name === name).reduce((sum, drug) => sum + drug.weight, 0)
      return { name, rank: weight ** 0.6 * (0.3 + chance.next()) }
    })
    .sort((a, b) => b.rank - a.rank)
    .slice(0, count)
  return names.flatMap(({ name }) => drugs.filter((drug) => drug.name === name))
}

const clamp = (value: number) => Math.max(-2, Math.min(2, value))
