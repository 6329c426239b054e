import { facilityCube, measuresOf } from './cube-shape.js'

const items = measuresOf({
  standard: '政府会计制度 医院财务月报（医疗收入分项）',
  owner: '财务处',
  tables: ['income_month'],
})
const listed = (names) => names.map((name) => `'${name}'`).join(', ')
const of = (...names) => `CASE WHEN item IN (${listed(names)}) THEN amount ELSE 0 END`
const without = (...names) => `CASE WHEN item IN (${listed(names)}) THEN 0 ELSE amount END`
const DRUGS = ['西药', '中成药', '中药饮片']
const LABOUR = ['挂号', '诊察', '治疗', '手术', '护理']

/* The structure of medical income. Shares of the daily returns stand in the cube `income`; these know the single item. */
cube(
  'incomeItems',
  facilityCube({
    pack: 'finance',
    tables: ['income_month'],
    grain: 'month',
    day: 'month_start',
    dimensions: { department: 'department', setting: 'setting', item: 'item' },
    measures: {
      amount: items.yuan('amount', {
        name: ['医疗收入（分项月报）', 'Medical income by item'],
        formula: ['各收入项目金额之和；可按项目、门急诊与住院分解', 'All items added up; by item and by setting'],
      }),
      inpatientAmount: items.part("CASE WHEN setting = '住院' THEN amount ELSE 0 END"),
      labourAmount: items.part(of(...LABOUR)),
      examinationAmount: items.part(of('检查')),
      laboratoryAmount: items.part(of('化验')),
      materialAmount: items.part(of('卫生材料')),
      herbalAmount: items.part(of('中药饮片')),
      drugAmount: items.part(of(...DRUGS)),
      amountWithoutDrugs: items.part(without(...DRUGS)),
      materialPerHundred: items.ratio('materialAmount', 'amountWithoutDrugs', {
        name: ['百元医疗收入（不含药品）消耗卫生材料', 'Consumables per 100 yuan of income without drugs'],
        unit: ['元', 'yuan'],
        digits: 1,
        per: 100,
        direction: 'lower',
        formula: ['卫生材料收入 ÷ （医疗收入 − 药品收入） × 100', 'Consumables ÷ (medical income − drugs) × 100'],
        target: { max: 20, source: '公立医院综合改革目标 20 元（待与原文核对）', evidence: 'default' },
      }),
      labourShare: items.share('labourAmount', 'amount', {
        name: ['技术劳务收入占比', 'Share of skilled labour'],
        direction: 'higher',
        formula: [
          '（挂号 + 诊察 + 治疗 + 手术 + 护理收入） ÷ 医疗收入',
          '(Registration + consultation + treatment + surgery + nursing) ÷ medical income',
        ],
      }),
      examinationShare: items.share('examinationAmount', 'amount', {
        name: ['检查收入占比', 'Share of examinations'],
        direction: 'monitor',
        formula: ['检查收入 ÷ 医疗收入', 'Examination income ÷ medical income'],
      }),
      laboratoryShare: items.share('laboratoryAmount', 'amount', {
        name: ['化验收入占比', 'Share of laboratory tests'],
        direction: 'monitor',
        formula: ['化验收入 ÷ 医疗收入', 'Laboratory income ÷ medical income'],
      }),
      herbalShare: items.share('herbalAmount', 'drugAmount', {
        name: ['中药饮片占药品收入比', 'Herbal pieces in drug income'],
        direction: 'monitor',
        formula: ['中药饮片收入 ÷ 药品收入', 'Herbal pieces ÷ drug income'],
      }),
      inpatientShare: items.share('inpatientAmount', 'amount', {
        name: ['住院收入占比', 'Share of inpatient income'],
        direction: 'monitor',
        formula: ['住院收入 ÷ 医疗收入', 'Inpatient income ÷ medical income'],
      }),
    },
  }),
)

const annual = measuresOf({
  standard: '政府会计制度 医院财务年报',
  owner: '财务处',
  tables: ['finance_year'],
})

/* A row stands at the last day of its year: ask for whole years. */
cube(
  'financeYear',
  facilityCube({
    pack: 'finance',
    tables: ['finance_year'],
    grain: 'month',
    day: 'year_end',
    rolledUp: false,
    measures: {
      income: annual.yuan('total_income', {
        name: ['年度总收入', 'Income of the year'],
        formula: ['财务年报总收入之和', 'Total income of the annual returns'],
      }),
      expense: annual.yuan('total_expense', {
        name: ['年度总费用', 'Expense of the year'],
        formula: ['财务年报总费用之和', 'Total expense of the annual returns'],
      }),
      surplus: annual.part('total_income - total_expense'),
      staffExpense: annual.part('staff_expense'),
      assets: annual.part('assets'),
      liabilities: annual.part('liabilities'),
      energy: annual.part('energy_tce'),
      incomeWithEnergy: annual.part('CASE WHEN energy_tce IS NOT NULL THEN total_income END'),
      staffShare: annual.share('staffExpense', 'expense', {
        name: ['人员支出占比', 'Share of staff expense'],
        direction: 'monitor',
        formula: ['人员经费 ÷ 总费用', 'Staff expense ÷ total expense'],
      }),
      surplusRate: annual.share('surplus', 'income', {
        name: ['收支结余率', 'Surplus rate'],
        direction: 'monitor',
        formula: ['（总收入 − 总费用） ÷ 总收入', '(Income − expense) ÷ income'],
      }),
      debtRatio: annual.share('liabilities', 'assets', {
        name: ['资产负债率', 'Debt to assets'],
        direction: 'lower',
        formula: ['年末总负债 ÷ 年末总资产', 'Liabilities ÷ assets at the end of the year'],
      }),
      energyPerTenThousand: annual.ratio('energy', 'incomeWithEnergy', {
        name: ['万元收入能耗', 'Energy per 10,000 yuan of income'],
        unit: ['吨标准煤/万元', 't coal eq. per 10,000 yuan'],
        digits: 4,
        per: 10000,
        direction: 'lower',
        formula: [
          '能源消耗（吨标准煤） ÷ 总收入 × 10000；只计填报了能耗的机构',
          'Energy in tonnes of coal equivalent ÷ income × 10,000, of facilities that reported energy',
        ],
      }),
    },
  }),
)
