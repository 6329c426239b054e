import { monthBegins, within } from '../checks'
import {
  amount,
  choice,
  count,
  department,
  facilityId,
  HOSPITALS,
  monthStart,
  setting,
  text,
  yesNo,
  yuan,
} from '../columns'
import type { WarehouseTable } from '../contract'

export const ANTIBACTERIAL_LEVELS = ['非限制', '限制', '特殊'] as const

const drugCode = text('drug_code', '药品代码', 'Drug code', { also: ['国家药品代码', '药品编码'] })

/** What hospitals return by department, a fortnight after the month. */
const monthlyReturn = {
  dateColumn: 'month_start',
  facilityColumn: 'facility_id',
  owedBy: HOSPITALS,
  owedEvery: 'month',
  dueDays: 15,
} as const

export const tables: readonly WarehouseTable[] = [
  {
    name: 'drug',
    title: { zh: '药品目录', en: 'Drug dictionary' },
    grain: 'drug',
    key: ['drug_code'],
    owedBy: [],
    columns: [
      drugCode,
      text('generic_name', '通用名', 'Generic name', { also: ['药品通用名'] }),
      text('atc_code', 'ATC代码', 'ATC code', {
        required: 'expected',
        also: ['ATC编码'],
        codeSet: { set: 'atc', severity: 'flag' },
      }),
      amount('ddd', 'DDD值', 'Defined daily dose', { required: 'expected', also: ['限定日剂量'] }),
      text('ddd_unit', 'DDD单位', 'Unit of the defined daily dose', { required: 'expected' }),
      yesNo('essential', '基本药物', 'Essential medicine', { also: ['是否基药'] }),
      choice('antibacterial_level', '抗菌药物级别', 'Antibacterial level, empty for others', ANTIBACTERIAL_LEVELS, {
        required: false,
        also: ['抗菌药物分级'],
      }),
      text('procurement_group', '集采品种', 'Variety under central procurement, empty for others', {
        required: false,
        also: ['集采同种药品'],
      }),
      yesNo('procured', '集采中选', 'Selected in central procurement', { also: ['是否中选'] }),
    ],
    checks: [
      {
        id: 'antibacterial-without-ddd',
        column: 'ddd',
        brokenWhen: 'antibacterial_level IS NOT NULL AND coalesce(ddd, 0) = 0',
        message: {
          zh: '抗菌药物没有 DDD 值，不能计入使用强度',
          en: 'An antibacterial without a defined daily dose cannot count for use density',
        },
        severity: 'flag',
      },
      {
        id: 'procured-without-group',
        column: 'procurement_group',
        brokenWhen: 'procured AND procurement_group IS NULL',
        message: { zh: '中选药品没有写明集采品种', en: 'A selected drug names no variety under procurement' },
        severity: 'reject',
      },
    ],
  },
  {
    name: 'drug_use',
    title: { zh: '药品使用月报', en: 'Drug use by month' },
    grain: 'facility x department x month x setting x drug',
    key: ['facility_id', 'department', 'month_start', 'setting', 'drug_code'],
    ...monthlyReturn,
    columns: [
      facilityId,
      department,
      monthStart,
      setting(['使用类别']),
      { ...drugCode, references: { table: 'drug', column: 'drug_code' } },
      amount('quantity', '用量（最小包装）', 'Quantity, in smallest packages', { also: ['数量', '用量'] }),
      amount('ddds', 'DDD数', 'Number of defined daily doses', { required: 'expected', also: ['DDDs', '累计DDD数'] }),
      count('patients', '用药人次', 'Patients given the drug'),
      yuan('amount', '金额', 'Amount', { also: ['药品金额'] }),
    ],
    checks: [
      monthBegins,
      {
        id: 'quantity-without-patients',
        column: 'patients',
        brokenWhen: 'quantity > 0 AND patients = 0',
        message: { zh: '有用量而用药人次为零', en: 'A quantity was used by no patient' },
        severity: 'flag',
      },
    ],
    outliers: [
      {
        id: 'quantity-far-from-fellows',
        column: 'quantity',
        by: ['drug_code', 'setting'],
        scale: 'log',
        factor: 4,
        minimum: 50,
        message: {
          zh: '用量远离同一文件中同药品的其他用量，可能包装单位有误',
          en: 'Far from the other quantities of the drug in the file; perhaps the package unit is wrong',
        },
      },
    ],
  },
  {
    name: 'medication_month',
    title: { zh: '合理用药月报', en: 'Rational use of medicines by month' },
    grain: 'facility x department x month',
    key: ['facility_id', 'department', 'month_start'],
    ...monthlyReturn,
    columns: [
      facilityId,
      department,
      monthStart,
      count('patient_days', '收治患者人天数', 'Patient-days'),
      count('discharges', '出院人次', 'Discharges'),
      count('discharges_essential', '使用基本药物出院人次', 'Discharges given an essential medicine'),
      count('discharges_antibacterial', '使用抗菌药物出院人次', 'Discharges given an antibacterial'),
      count('visits', '门诊人次', 'Outpatient visits'),
      count('visits_essential', '使用基本药物门诊人次', 'Visits with an essential medicine'),
      count('visits_antibacterial', '使用抗菌药物门诊人次', 'Visits with an antibacterial'),
      count('prescriptions', '处方总数', 'Prescriptions'),
      count('prescriptions_reviewed', '点评处方数', 'Prescriptions reviewed'),
      count('prescriptions_sound', '点评合格处方数', 'Prescriptions found sound'),
    ],
    checks: [
      monthBegins,
      within('discharges_essential', 'discharges', '使用基药出院人次大于出院人次', 'More than the discharges'),
      within('discharges_antibacterial', 'discharges', '使用抗菌药物出院人次大于出院人次', 'More than the discharges'),
      within('visits_essential', 'visits', '使用基药门诊人次大于门诊人次', 'More than the visits'),
      within('visits_antibacterial', 'visits', '使用抗菌药物门诊人次大于门诊人次', 'More than the visits'),
      within('prescriptions_reviewed', 'prescriptions', '点评处方数大于处方总数', 'More reviewed than written'),
      within('prescriptions_sound', 'prescriptions_reviewed', '合格处方数大于点评处方数', 'More sound than reviewed'),
    ],
  },
]
