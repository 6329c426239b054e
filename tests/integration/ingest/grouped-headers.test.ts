import { findMappings } from '@cockpit/jobs/ingest/mapping/find-mappings'
import { tables as finance } from '@cockpit/semantic-layer/packs/finance/tables'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { tables as outpatient } from '@cockpit/semantic-layer/packs/outpatient/tables'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorkbook } from './make-workbook'
import { SampleLake } from './sample-lake'
import { rejectsOf, trialRows, tryImport, tryPublish, writeCsv } from './trial'

let sample: SampleLake
let packs: Awaited<ReturnType<typeof loadPacks>>
beforeAll(async () => {
  sample = await SampleLake.make()
  packs = await loadPacks(packRoots(undefined))
})
afterAll(() => sample.remove())

const visits = outpatient.find(({ name }) => name === 'visit_day') ?? fail('visit_day')
const income = finance.find(({ name }) => name === 'income_month') ?? fail('income_month')
function fail(name: string): never {
  throw new Error(`No table ${name}.`)
}
const mappings = async (table: string) => ({
  mappings: { known: await findMappings({ data: sample.root, packs }, table, 'hospital-a'), asked: null },
})

/** Title, two header rows as a spreadsheet saves merged cells, two departments and a total. */
const DAILY = [
  ['门急诊与收入日报', '', '', '', '', '', '', '', '', '', '', '', '', '', '', ''],
  [
    '机构代码',
    '科室',
    '日期',
    '门诊',
    '',
    '急诊',
    '',
    '健康体检',
    '预约诊疗',
    '住院收入',
    '药品收入',
    '',
    '',
    '卫生材料收入',
    '检查收入',
    '化验收入',
  ],
  ['', '', '', '人次', '收入', '人次', '收入', '人次', '人次', '', '门急诊', '合计', '中药饮片', '', '', ''],
  [
    'F001',
    '内科',
    '2026-10-05',
    '120',
    '31000.5',
    '14',
    '5200.25',
    '3',
    '80',
    '90000',
    '9000',
    '30000',
    '500',
    '7000',
    '8000',
    '6000',
  ],
  [
    'F001',
    '外科',
    '2026-10-05',
    '60',
    '20000',
    '7',
    '1000',
    '0',
    '30',
    '50000',
    '4000',
    '11000',
    '0',
    '9000',
    '3000',
    '2000',
  ],
  [
    '合计',
    '',
    '',
    '180',
    '51000.5',
    '21',
    '6200.25',
    '3',
    '110',
    '140000',
    '13000',
    '41000',
    '500',
    '16000',
    '11000',
    '8000',
  ],
]
const READ = `SELECT department, outpatient_visits::INT AS outpatients, emergency_visits::INT AS emergency, checkup_visits::INT AS checkups,
  appointment_visits::INT AS booked, outpatient_income::DOUBLE AS income, inpatient_income::DOUBLE AS inpatients, drug_income::DOUBLE AS drugs,
  herbal_income::DOUBLE AS herbal FROM visit_day ORDER BY 1`
const EXPECTED = [
  {
    department: '内科',
    outpatients: 120,
    emergency: 14,
    checkups: 3,
    booked: 80,
    income: 36200.75,
    inpatients: 90000,
    drugs: 30000,
    herbal: 500,
  },
  {
    department: '外科',
    outpatients: 60,
    emergency: 7,
    checkups: 0,
    booked: 30,
    income: 21000,
    inpatients: 50000,
    drugs: 11000,
    herbal: 0,
  },
]
const csv = (rows: readonly (readonly string[])[]) => `${rows.map((row) => row.join(',')).join('\n')}\n`

test('a CSV with groups above its fields is read by the shipped mapping', async () => {
  const { batch, rejects, notes } = await tryPublish(sample, visits, csv(DAILY), await mappings('visit_day'))
  expect(batch.mapping).toEqual({ id: 'outpatient/daily-return-grouped', version: 1 })
  expect(rejects).toEqual([])
  expect(JSON.stringify(notes)).toContain('表头占 2 行')
  expect(await trialRows(sample, visits, READ)).toEqual(EXPECTED)
})

test('so is a workbook, whose rows keep the numbers they have in the sheet', async () => {
  const moved = DAILY.map((row) => row.map((cell) => cell.replace('2026-10-05', '2026-10-06')))
  const sheet = makeWorkbook([{ name: '日报', rows: moved.map((row) => row.map((cell) => cell || null)) }])
  const { batch } = await tryPublish(sample, visits, sheet, await mappings('visit_day'))
  expect(batch).toMatchObject({ rowsPublished: 2, mapping: { id: 'outpatient/daily-return-grouped' } })
  expect(await trialRows(sample, visits, READ.replace('ORDER', "WHERE visit_date = DATE '2026-10-06' ORDER"))).toEqual(
    EXPECTED,
  )
  expect(
    await trialRows(sample, visits, `SELECT _line::INT AS line FROM visit_day WHERE _batch = '${batch.id}' ORDER BY 1`),
  ).toEqual([{ line: 4 }, { line: 5 }])
})

test('a group says whose items the fields below it are', async () => {
  const statement = csv([
    ['医疗收入月报（2026年9月）', '', '', '', '', ''],
    ['单位：万元', '', '', '', '', ''],
    ['机构代码', '科室', '门急诊收入', '', '住院收入', ''],
    ['', '', '检查', '西药', '检查', '西药'],
    ['F001', '内科', '1.25', '3', '2', '0.5'],
  ])
  const { batch } = await tryPublish(sample, income, statement, await mappings('income_month'))
  expect(batch).toMatchObject({ rowsPublished: 4, mapping: { id: 'finance/income-statement-grouped' } })
  expect(
    await trialRows(
      sample,
      income,
      'SELECT setting, item, month_start::VARCHAR AS month, amount::DOUBLE AS amount FROM income_month ORDER BY setting DESC, item',
    ),
  ).toEqual([
    { setting: '门急诊', item: '检查', month: '2026-09-01', amount: 12500 },
    { setting: '门急诊', item: '西药', month: '2026-09-01', amount: 30000 },
    { setting: '住院', item: '检查', month: '2026-09-01', amount: 20000 },
    { setting: '住院', item: '西药', month: '2026-09-01', amount: 5000 },
  ])
})

test('rejected rows come back under the joined headers in one row, and are read again as they are', async () => {
  // A mapping of the sender's own without a title: its rows explain themselves.
  const known = (await mappings('visit_day')).mappings.known.find(({ id }) => id.endsWith('daily-return-grouped'))
  if (!known) throw new Error('The mapping does not ship.')
  const yuan = Object.fromEntries(
    Object.entries(known.mapping.columns).map(([name, { unit: _, ...rule }]) => [name, rule]),
  )
  const asked = { ...known, mapping: { ...known.mapping, columns: yuan } }
  const bad = DAILY.map((row) => row.map((cell) => cell.replace('2026-10-05', '2026-10-07').replace('120', 'many')))
  const sent = await tryPublish(sample, visits, csv(bad), { mappings: { known: [], asked } })
  expect(sent.batch).toMatchObject({ rowsPublished: 1, rowsRejected: 1 })
  const rejects = await rejectsOf(sample, sent.batch.rejectFile)
  expect(rejects.headers.slice(0, 6)).toEqual(['机构代码', '科室', '日期', '门诊/人次', '门诊/收入', '急诊/人次'])
  const corrected = rejects.rows.map((row) => ({ ...row, '门诊/人次': '121' }))
  const again = await tryPublish(sample, visits, writeCsv(rejects.headers, corrected), {
    mappings: { known: [], asked },
  })
  expect(again.batch).toMatchObject({ rowsPublished: 1, rowsRejected: 0 })
  expect(
    await trialRows(
      sample,
      visits,
      `SELECT outpatient_visits::INT AS n, outpatient_income::DOUBLE AS income FROM visit_day
      WHERE visit_date = DATE '2026-10-07' AND department = '内科'`,
    ),
  ).toEqual([{ n: 121, income: 36200.75 }])
})

test('without the mapping the file is refused, for its lower row alone is no header', async () => {
  const outcome = await tryImport(sample, visits, csv(DAILY.slice(0, 5)))
  expect(outcome).toMatchObject({ kind: 'refused' })
})
