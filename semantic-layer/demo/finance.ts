import { random } from '@cockpit/domain/random/random'
import type { DemoFacility, DemoFile, DemoWorld } from '../packs/contract'
import { apportion } from './apportion'
import { csvChunks, money } from './csv-text'
import { isHospital, recentFile, recentMonths, WHOLE } from './recent'
import { visitsOf } from './visit-days'
import type { Volumes } from './volumes'

export const INCOME_HEADER = 'facility_id,department,month_start,setting,item,amount'
export const FINANCE_YEAR_HEADER =
  'facility_id,year_end,total_income,medical_income,fiscal_income,total_expense,staff_expense,assets,liabilities,energy_tce'

/** Hundredths of a yuan of one department (or whole facility) and month, as the daily returns hold them. */
interface Month {
  outpatient: number
  inpatient: number
  outpatientDrugs: number
  drugs: number
  herbal: number
  materials: number
  examinations: number
  laboratory: number
}

const NOTHING: Month = {
  outpatient: 0,
  inpatient: 0,
  outpatientDrugs: 0,
  drugs: 0,
  herbal: 0,
  materials: 0,
  examinations: 0,
  laboratory: 0,
}

/** What is left after drugs, consumables, examinations and laboratory, shared out. */
const REST = {
  门急诊: { 挂号: 0.01, 诊察: 0.3, 治疗: 0.4, 手术: 0.09, 其他: 0.2 },
  住院: { 诊察: 0.1, 治疗: 0.34, 手术: 0.28, 护理: 0.12, 床位: 0.1, 其他: 0.06 },
} as const
/** Primary care bills fewer items. */
const REST_OF_PRIMARY = { 诊察: 0.45, 治疗: 0.35, 其他: 0.2 } as const

/** Income by item: the daily returns of the same months, taken apart, so that both add up to the same. */
export function incomeMonthFile(world: DemoWorld, volumes: Volumes): DemoFile {
  return recentFile(world, 'income_month', INCOME_HEADER, () => incomeLines(world, volumes))
}

function* incomeLines(world: DemoWorld, volumes: Volumes): Generator<string> {
  for (const month of recentMonths(world))
    for (const { facility, department, sums } of monthOf(world, volumes, month))
      yield* itemLines(facility, `${facility.id},${department},${month}-01`, sums)
}

interface Added {
  readonly facility: DemoFacility
  readonly department: string
  readonly sums: Month
}

/**
 * Adds up a month of daily returns; rows that carry a planted fault are left out, as the import leaves them out. One facility after the other,
 * as they come: a province's whole month at once would hold up everything else in the process.
 */
function* monthOf(world: DemoWorld, volumes: Volumes, month: string): Generator<Added> {
  let facility: DemoFacility | undefined
  const added = new Map<string, Added>()
  for (const visit of visitsOf(world, volumes, month)) {
    if (visit.facility !== facility) {
      yield* added.values()
      added.clear()
      facility = visit.facility
    }
    if (visit.fault !== null) continue
    const department = facility.tier === 'tertiary' ? visit.department : WHOLE
    let found = added.get(department)
    if (!found) {
      found = { facility, department, sums: { ...NOTHING } }
      added.set(department, found)
    }
    const { sums } = found
    sums.outpatient += visit.outpatientIncome
    sums.inpatient += visit.inpatientIncome
    sums.outpatientDrugs += visit.outpatientDrugs
    sums.drugs += visit.drugs
    sums.herbal += visit.herbal
    sums.materials += visit.materials
    sums.examinations += visit.examinations
    sums.laboratory += visit.laboratory
  }
  yield* added.values()
}

function* itemLines(facility: DemoFacility, head: string, sums: Month): Generator<string> {
  const all = sums.outpatient + sums.inpatient
  for (const setting of ['门急诊', '住院'] as const) {
    const income = setting === '门急诊' ? sums.outpatient : sums.inpatient
    if (income <= 0) continue
    const share = (whole: number) =>
      setting === '门急诊' ? Math.round((whole * income) / all) : whole - Math.round((whole * sums.outpatient) / all)
    const drugs = setting === '门急诊' ? sums.outpatientDrugs : sums.drugs - sums.outpatientDrugs
    const herbal = sums.drugs === 0 ? 0 : Math.round((sums.herbal * drugs) / sums.drugs)
    const western = Math.round((drugs - herbal) * 0.8)
    const known = {
      西药: western,
      中成药: drugs - herbal - western,
      中药饮片: herbal,
      卫生材料: share(sums.materials),
      检查: share(sums.examinations),
      化验: share(sums.laboratory),
    }
    const rest = income - Object.values(known).reduce((sum, one) => sum + one, 0)
    const weights = facility.tier === 'primary' ? REST_OF_PRIMARY : REST[setting]
    const parts = apportion(Math.max(0, rest), Object.values(weights))
    const items = [
      ...Object.entries(known),
      ...Object.keys(weights).map((item, index) => [item, parts[index]] as const),
    ]
    for (const [item, amount] of items)
      if (amount !== undefined && amount > 0) yield `${head},${setting},${item},${money(amount)}`
  }
}

/** Annual returns of the two last years that are over. */
export function financeYearFile(world: DemoWorld, volumes: Volumes): DemoFile {
  const last = world.months.at(-1) ?? ''
  const year = Number(last.slice(0, 4)) - (last.endsWith('-12') ? 0 : 1)
  return {
    name: `finance-year-${year - 1}-to-${year}.csv`,
    table: 'finance_year',
    rows: csvChunks(FINANCE_YEAR_HEADER, function* () {
      for (const one of volumes.facilities) {
        if (!isHospital(one.facility)) continue
        for (const [back, which] of [year - 1, year].entries()) {
          const chance = random(world.seed, 'finance-year', one.facility.id, which)
          const medical =
            (one.visitsPerDay * one.costPerVisit + one.dischargesPerDay * one.cost) * 365 * (0.94 + 0.03 * back)
          const fiscal = medical * (0.07 + 0.05 * chance.next())
          const total = medical + fiscal + medical * 0.02
          const expense = total * (0.97 + 0.05 * chance.next())
          const assets = total * (1.3 + 0.5 * chance.next())
          const row = [
            ...[total, medical, fiscal, expense, expense * (0.34 + 0.08 * chance.next())],
            ...[assets, assets * (0.36 + 0.18 * chance.next())],
          ].map((yuan) => money(Math.round(yuan * 100)))
          yield `${one.facility.id},${which}-12-31,${row.join(',')},${(total * 3e-6 * (0.8 + 0.4 * chance.next())).toFixed(1)}`
        }
      }
    }),
  }
}
