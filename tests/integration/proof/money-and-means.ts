import type { RawRow, RawTables } from '../semantic/lake-of'
import { dated, held, n, type Placed, rowOf, text } from './sources'
import { type Definition, is, not, of, one, type Side, share, stock, sum, type Value, when, yes } from './words'

const income = dated('income_month', 'month_start')
const DRUGS = ['西药', '中成药', '中药饮片']
const item = (...names: string[]): Side => [income, when(is('item', ...names), of('amount'))]
const finance = dated('finance_year', 'year_end')
const inHand: Value = (row) => n(row, 'total_income') - n(row, 'total_expense')

const use = dated('drug_use', 'month_start')
const drug = (row: RawRow, tables: RawTables) => rowOf(tables, 'drug', 'drug_code', row.drug_code)
const isDrug =
  (test: (drug: RawRow) => boolean) =>
  (row: RawRow, tables: RawTables): boolean =>
    test(drug(row, tables))
const antibacterial = isDrug((one) => typeof one.antibacterial_level === 'string')
/** Who sent a return of drug use without antibacterials of inpatients used none; who sent no return is not known. */
const doses: Side = [use, when((row, tables) => row.setting === '住院' && antibacterial(row, tables), of('ddds'))]
const monthly = (name: string): Side => [dated('medication_month', 'month_start'), of(name)]
const different =
  (test: (row: RawRow, tables: RawTables) => boolean) =>
  (rows: readonly Placed[], tables: RawTables): number =>
    new Set(rows.filter(({ row }) => test(row, tables)).map(({ row }) => row.drug_code)).size

const units = held('equipment', 'installed_on', 'retired_on')
const ofClass = (name: string) => when(is('class', name))
const scans = dated('equipment_use', 'month_start')
const licences = held('licence', 'valid_from', null)
const projects = dated('project', 'applied_on')
const steps = dated('project_step', 'finished_on')
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

export const MONEY_AND_MEANS: Readonly<Record<string, Definition>> = {
  'incomeItems.amount': sum(income, of('amount')),
  'incomeItems.materialPerHundred': {
    ...share(item('卫生材料'), [income, when(not(is('item', ...DRUGS)), of('amount'))]),
    per: 100,
  },
  'incomeItems.labourShare': share(item('挂号', '诊察', '治疗', '手术', '护理'), [income, of('amount')]),
  'incomeItems.examinationShare': share(item('检查'), [income, of('amount')]),
  'incomeItems.laboratoryShare': share(item('化验'), [income, of('amount')]),
  'incomeItems.herbalShare': share(item('中药饮片'), item(...DRUGS)),
  'incomeItems.inpatientShare': share([income, when(is('setting', '住院'), of('amount'))], [income, of('amount')]),
  'financeYear.income': sum(finance, of('total_income')),
  'financeYear.expense': sum(finance, of('total_expense')),
  'financeYear.staffShare': share([finance, of('staff_expense')], [finance, of('total_expense')]),
  'financeYear.surplusRate': share([finance, inHand], [finance, of('total_income')]),
  'financeYear.debtRatio': share([finance, of('liabilities')], [finance, of('assets')]),
  'financeYear.energyPerTenThousand': {
    ...share(
      [finance, of('energy_tce')],
      [finance, (row) => (row.energy_tce === null ? null : n(row, 'total_income'))],
    ),
    per: 10_000,
  },

  'medication.patientDays': sum(...monthly('patient_days')),
  'medication.useDensity': { ...share(doses, monthly('patient_days')), per: 100 },
  'medication.essentialVisitShare': share(monthly('visits_essential'), monthly('visits')),
  'medication.essentialDischargeShare': share(monthly('discharges_essential'), monthly('discharges')),
  'medication.antibacterialDischargeShare': share(monthly('discharges_antibacterial'), monthly('discharges')),
  'medication.antibacterialVisitShare': share(monthly('visits_antibacterial'), monthly('visits')),
  'medication.reviewShare': share(monthly('prescriptions_reviewed'), monthly('prescriptions')),
  'medication.soundShare': share(monthly('prescriptions_sound'), monthly('prescriptions_reviewed')),
  'drugs.amount': sum(use, of('amount')),
  'drugs.varieties': { ...sum(use, one), distinct: different(() => true) },
  'drugs.essentialVarieties': { ...sum(use, one), distinct: different(isDrug(yes('essential'))) },
  'drugs.procuredShare': share(
    [use, when(isDrug(yes('procured')), of('quantity'))],
    [
      use,
      when(
        isDrug((one) => typeof one.procurement_group === 'string'),
        of('quantity'),
      ),
    ],
  ),
  'drugs.essentialAmountShare': share([use, when(isDrug(yes('essential')), of('amount'))], [use, of('amount')]),
  'drugs.antibacterialAmountShare': share([use, when(antibacterial, of('amount'))], [use, of('amount')]),
  'drugs.specialShare': share(
    [use, when(isDrug(is('antibacterial_level', '特殊')), of('ddds'))],
    [use, when(antibacterial, of('ddds'))],
  ),

  'equipment.units': stock(units, one),
  'equipment.unitsPerMillion': { ...stock(units, one), perResident: 1_000_000 },
  'equipment.linac': stock(units, ofClass('直线加速器')),
  'equipment.linacPerMillion': { ...stock(units, ofClass('直线加速器')), perResident: 1_000_000 },
  'equipment.petCt': stock(units, ofClass('PET/CT')),
  'equipment.petCtPerMillion': { ...stock(units, ofClass('PET/CT')), perResident: 1_000_000 },
  'equipment.dsa': stock(units, ofClass('DSA')),
  'equipment.dsaPerMillion': { ...stock(units, ofClass('DSA')), perResident: 1_000_000 },
  'equipment.worth': stock(units, (row) => n(row, 'price')),
  'equipmentUse.exams': sum(scans, of('exams')),
  'equipmentUse.positiveShare': share([scans, of('positive')], [scans, of('judged')]),
  'equipmentUse.examsPerDay': share([scans, of('exams')], [scans, of('service_days')]),
  'licences.inForce': stock(
    licences,
    when((row) => text(row, 'valid_to') >= text(row, '_month_end')),
  ),
  'licences.expired': stock(
    licences,
    when((row) => text(row, 'valid_to') < text(row, '_month_end')),
  ),
  'licences.ending': stock(
    licences,
    when((row) => {
      const left = daysBetween(text(row, '_month_end'), text(row, 'valid_to'))
      return left >= 0 && left < 90
    }),
  ),
  'licences.unitsLicensed': stock(
    licences,
    when((row) => text(row, 'valid_to') >= text(row, '_month_end'), of('units')),
  ),
  'projects.applications': sum(projects, one),
  'projects.budget': sum(projects, of('budget')),
  'projects.beds': sum(projects, (row) => n(row, 'beds')),
  'projectSteps.finished': sum(steps, one),
  'projectSteps.onTimeShare': share(
    [steps, when((row) => text(row, 'finished_on') <= text(row, 'due_on'))],
    [steps, one],
  ),
  'projectSteps.sentBackShare': share([steps, when(is('outcome', '退回补正'))], [steps, one]),
  'projectSteps.daysPerStep': share(
    [steps, (row) => daysBetween(text(row, 'entered_on'), text(row, 'finished_on'))],
    [steps, one],
  ),
}
