import type { RawRow } from '../semantic/lake-of'
import { PEOPLE } from './hospital'
import { dated, held, n, ofArea, type Placed, type Source, text } from './sources'
import { type Definition, of, one, type Side, share, stock, stockShare, sum, type Value, when } from './words'

/* What hospitals do and what it costs, by raw rows: operations and fees of front pages, workload, care of residents. */
const visits = dated('visit_day', 'visit_date')
const beds = dated('bed_day', 'bed_date')
const physicians = dated('resource_snapshot', 'month_end')
const pages = dated('discharge', 'discharged_at')
const flow = ofArea('flow_month', 'month_start')
const units = held('equipment', 'installed_on', 'retired_on')

/** The tier stands with the place a row was found in, so it is laid on the row. */
const withTier =
  (source: Source): Source =>
  (tables, span) =>
    source(tables, span).map((placed: Placed) => ({ ...placed, row: { ...placed.row, tier: placed.tier ?? null } }))
const allVisits = of('outpatient_visits', 'emergency_visits')

const DRUGS = ['fee_western_drug', 'fee_patent_drug', 'fee_herbal_drug']
const MATERIALS = ['fee_material_exam', 'fee_material_treatment', 'fee_material_surgery']
const given = (row: RawRow, name: string) => row[name] !== null && row[name] !== undefined
const itemised = (row: RawRow) =>
  [...DRUGS, ...MATERIALS, 'fee_laboratory', 'fee_imaging'].some((name) => given(row, name))
const fees =
  (...names: string[]): Value =>
  (row) =>
    itemised(row) ? names.reduce((all, name) => all + n(row, name), 0) : null
const inFull: Side = [pages, (row) => (itemised(row) ? n(row, 'cost_total') : null)]
const persons = when(itemised)
const feeSum = (...names: string[]): Definition => ({ ...sum(pages, fees(...names)), persons })

const operation = (row: RawRow) =>
  given(row, 'main_operation') && ['1', '2', '3', '4'].includes(text(row, 'main_operation_level'))
const graded = (grade: string) => when((row) => operation(row) && text(row, 'main_operation_level') === grade)
const isTrue = (row: RawRow, name: string) => String(row[name]) === 'true'
const told = when((row) => operation(row) && given(row, 'main_operation_minimally_invasive'))
const elective = when(
  (row) => operation(row) && isTrue(row, 'main_operation_elective') && given(row, 'main_operation_day_surgery'),
)
const among = (top: Value, bottom: Value): Definition => ({ ...share([pages, top], [pages, bottom]), persons: bottom })
const inClasses = (...names: string[]) => when((row) => names.includes(text(row, 'class')))

export const CARE_GIVEN: Readonly<Record<string, Definition>> = {
  'income.services': sum(
    visits,
    (row) =>
      n(row, 'outpatient_income') +
      n(row, 'inpatient_income') -
      n(row, 'drug_income') -
      n(row, 'material_income') -
      n(row, 'exam_income') -
      n(row, 'lab_income'),
  ),
  'income.examinationIncome': sum(visits, of('exam_income')),
  'income.laboratoryIncome': sum(visits, of('lab_income')),
  'outpatient.checkupVisits': sum(visits, of('checkup_visits')),
  'outpatient.primaryShare': share(
    [withTier(visits), when((row) => row.tier === 'primary', allVisits)],
    [visits, allVisits],
  ),
  'beds.workingDays': { ...share([beds, of('occupied_beds')], [beds, of('open_beds')]), per: 365 },
  'workload.outpatientPerDischarge': share([visits, of('outpatient_visits')], [beds, of('discharges')]),
  'workload.visitsPerPhysicianDay': { ...share([visits, allVisits], [physicians, of('physicians')]), per: 12 / 251 },
  'workload.bedDaysPerPhysicianDay': {
    ...share([beds, of('occupied_beds')], [physicians, of('physicians')]),
    per: 12 / 365,
  },

  'pageFees.drugs': feeSum(...DRUGS),
  'pageFees.materials': feeSum(...MATERIALS),
  'pageFees.laboratory': feeSum('fee_laboratory'),
  'pageFees.imaging': feeSum('fee_imaging'),
  'pageFees.drugShare': { ...share([pages, fees(...DRUGS)], inFull), persons },
  'pageFees.materialShare': { ...share([pages, fees(...MATERIALS)], inFull), persons },
  'pageFees.drugsPerDischarge': { ...share([pages, fees(...DRUGS)], [pages, when(itemised)]), persons },
  'pageFees.ownShare': {
    ...share([pages, of('cost_own')], [pages, (row) => (given(row, 'cost_own') ? n(row, 'cost_total') : null)]),
    persons: when((row) => given(row, 'cost_own')),
  },

  'surgery.operatedShare': among(when(operation), one),
  'surgery.gradeThreeShare': among(graded('3'), when(operation)),
  'surgery.gradeFourShare': among(graded('4'), when(operation)),
  'surgery.minimallyInvasiveShare': among(
    when((row) => operation(row) && isTrue(row, 'main_operation_minimally_invasive')),
    told,
  ),
  'surgery.dayShare': among(
    when(
      (row) => operation(row) && isTrue(row, 'main_operation_elective') && isTrue(row, 'main_operation_day_surgery'),
    ),
    elective,
  ),

  'resources.physiciansPerNurse': stockShare([physicians, of('physicians')], [physicians, of('nurses')]),
  'population.agedShare': stockShare(
    [PEOPLE, of('aged_65')],
    [PEOPLE, (row) => (given(row, 'aged_65') ? n(row, 'residents') : null)],
  ),
  'notifiable.mortality': {
    ...sum(ofArea('notifiable_month', 'month_start'), of('deaths')),
    perResident: 100_000,
    persons: of('deaths'),
  },
  'careFlow.visitsPerResident': { ...sum(flow, of('visits')), perInsured: 1 },
  'careFlow.admissionsPerHundred': { ...sum(flow, of('admissions')), perInsured: 100 },
  'careFlow.feesPerInsured': { ...sum(flow, of('fees')), perInsured: 1 },
  'internetVisits.visitsPerTenThousand': {
    ...sum(dated('internet_visit', 'visit_date'), of('visits')),
    perResident: 10_000,
  },
  'equipment.petMr': stock(units, inClasses('PET/MR')),
  'equipment.petMrPerMillion': { ...stock(units, inClasses('PET/MR')), perResident: 1_000_000 },
  'equipment.classA': stock(units, inClasses('重离子质子放射治疗系统', '高端放射治疗设备')),
}

/** Indicators as their definition before the current one had it. */
export const EARLIER: Readonly<Record<string, Definition>> = {
  'careFlow.visitsPerResident': { ...sum(flow, of('visits')), perResident: 1 },
  'careFlow.admissionsPerHundred': { ...sum(flow, of('admissions')), perResident: 100 },
  'income.drugShare': share([visits, of('drug_income')], [visits, of('outpatient_income', 'inpatient_income')]),
  'equipment.classA': stock(units, inClasses('重离子质子放射治疗系统', '高端放射治疗设备', 'PET/MR')),
}
