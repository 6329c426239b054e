import { monthBegins, within } from '../checks'
import { amount, choice, day, department, EVERYBODY, facilityId, HOSPITALS, monthStart, yuan } from '../columns'
import type { WarehouseTable } from '../contract'

/** 医疗收入 by item, as the monthly financial return lists it. */
export const INCOME_ITEMS = [
  '挂号',
  '诊察',
  '检查',
  '化验',
  '治疗',
  '手术',
  '护理',
  '床位',
  '卫生材料',
  '西药',
  '中成药',
  '中药饮片',
  '其他',
] as const

/** Where care was given: an outpatient or emergency visit, or a stay. */
export const SETTINGS = ['门急诊', '住院'] as const

export const tables: readonly WarehouseTable[] = [
  {
    name: 'income_month',
    title: { zh: '医疗收入分项月报', en: 'Medical income by item and month' },
    grain: 'facility x department x month x setting x item',
    key: ['facility_id', 'department', 'month_start', 'setting', 'item'],
    dateColumn: 'month_start',
    facilityColumn: 'facility_id',
    owedBy: EVERYBODY,
    owedEvery: 'month',
    dueDays: 15,
    columns: [
      facilityId,
      department,
      monthStart,
      choice('setting', '门急诊或住院', 'Outpatient or inpatient', SETTINGS, { also: ['收入类别'] }),
      choice('item', '收入项目', 'Income item', INCOME_ITEMS, { also: ['项目', '费用类别'] }),
      yuan('amount', '金额', 'Amount'),
    ],
    checks: [
      monthBegins,
      {
        id: 'bed-income-of-outpatients',
        column: 'item',
        brokenWhen: "setting = '门急诊' AND item = '床位'",
        message: { zh: '门急诊收入中出现床位费', en: 'Bed charges among outpatient income' },
        severity: 'flag',
      },
      {
        id: 'registration-of-inpatients',
        column: 'item',
        brokenWhen: "setting = '住院' AND item = '挂号'",
        message: { zh: '住院收入中出现挂号费', en: 'Registration fees among inpatient income' },
        severity: 'flag',
      },
    ],
    outliers: [
      {
        id: 'amount-far-from-fellows',
        column: 'amount',
        by: ['setting', 'item'],
        scale: 'log',
        factor: 4,
        minimum: 50,
        message: {
          zh: '金额远离同一文件中同项目的其他金额，可能单位有误（元与万元）',
          en: 'Far from the other amounts of its item in the file; perhaps the unit is wrong (yuan, 10,000 yuan)',
        },
      },
    ],
  },
  {
    name: 'finance_year',
    title: { zh: '财务年报', en: 'Annual financial return' },
    grain: 'facility x year',
    key: ['facility_id', 'year_end'],
    dateColumn: 'year_end',
    facilityColumn: 'facility_id',
    owedBy: HOSPITALS,
    owedEvery: 'year',
    dueDays: 120,
    columns: [
      facilityId,
      day('year_end', '年末日期', 'Last day of the year', { also: ['会计年度末'] }),
      yuan('total_income', '总收入', 'Total income'),
      yuan('medical_income', '医疗收入', 'Medical income'),
      yuan('fiscal_income', '财政拨款收入', 'Government grants', { required: 'expected' }),
      yuan('total_expense', '总费用', 'Total expense', { also: ['总支出'] }),
      yuan('staff_expense', '人员经费', 'Staff expense', { also: ['人员支出'] }),
      yuan('assets', '总资产', 'Assets'),
      yuan('liabilities', '总负债', 'Liabilities'),
      amount('energy_tce', '能源消耗（吨标准煤）', 'Energy used, tonnes of coal equivalent', { required: 'expected' }),
    ],
    checks: [
      {
        id: 'year-end-is-last-day',
        column: 'year_end',
        brokenWhen: 'month(year_end) <> 12 OR day(year_end) <> 31',
        message: { zh: '日期应为当年12月31日', en: 'The date must be the last day of its year' },
        severity: 'reject',
      },
      within('medical_income', 'total_income', '医疗收入大于总收入', 'Medical income exceeds the total'),
      within('staff_expense', 'total_expense', '人员经费大于总费用', 'Staff expense exceeds the total'),
      {
        id: 'liabilities-above-assets',
        column: 'liabilities',
        brokenWhen: 'liabilities > assets',
        message: { zh: '资不抵债，请核实', en: 'Liabilities exceed assets; please verify' },
        severity: 'flag',
      },
    ],
  },
]
