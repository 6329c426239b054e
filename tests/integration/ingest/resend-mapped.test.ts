import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import { findMappings } from '@cockpit/jobs/ingest/mapping/find-mappings'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorkbook } from './make-workbook'
import { SampleLake } from './sample-lake'
import { rejectsOf, trialRows, writeCsv } from './trial'

let sample: SampleLake
let packs: Awaited<ReturnType<typeof loadPacks>>
beforeAll(async () => {
  sample = await SampleLake.make()
  packs = await loadPacks(packRoots(undefined))
})
afterAll(() => sample.remove())

const income = () => {
  const table = packs.flatMap(({ tables }) => tables).find(({ name }) => name === 'income_month')
  if (!table) throw new Error('No table income_month.')
  return table
}
async function send(content: string | Buffer, sender: string) {
  const known = await findMappings({ data: sample.root, packs }, 'income_month', sender)
  const path = await sample.write(content)
  const request = { ...sample.request('area', path), table: income(), sender, mappings: { known, asked: null } }
  const outcome = await importFile(request)
  if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome))
  return outcome.batch
}
const published = (sender: string) =>
  trialRows(
    sample,
    income(),
    `SELECT facility_id, setting, item, amount, month_start::VARCHAR AS month FROM income_month WHERE department = '${sender}' ORDER BY ALL`,
  )

test('rows of a statement that its title explains come back under the table’s own headers, in yuan, and can be sent again without it', async () => {
  const first = await send(
    makeWorkbook([
      {
        name: '9月',
        rows: [
          ['2026年9月医疗收入分项统计表'],
          ['单位：万元'],
          ['机构代码', '科室', '收入类别', '检查收入', '西药收入'],
          ['F001', '标题', '门诊', 1.5, '约10'],
          ['F00', '标题', '住院', 2.5, 3],
        ],
      },
    ]),
    'titled',
  )
  expect([first.rowsPublished, first.rowsRejected]).toEqual([1, 3])
  const { headers, rows } = await rejectsOf(sample, first.rejectFile)
  const right = rows.map((row) => {
    const header = headers.find((name) => row._field === name) ?? ''
    return { ...row, [header]: row._value === 'F00' ? 'F002' : '100000' }
  })
  const second = await send(writeCsv(headers, right), 'titled')
  expect(second.rowsRejected).toBe(0)
  expect(await published('标题')).toEqual([
    { facility_id: 'F001', setting: '门急诊', item: '检查', amount: 15_000, month: '2026-09-01' },
    { facility_id: 'F001', setting: '门急诊', item: '西药', amount: 100_000, month: '2026-09-01' },
    { facility_id: 'F002', setting: '住院', item: '检查', amount: 25_000, month: '2026-09-01' },
    { facility_id: 'F002', setting: '住院', item: '西药', amount: 30_000, month: '2026-09-01' },
  ])
})

test('rows that a mapping reads by their header alone keep the sender’s layout, whenever their fault was found, and are not computed twice', async () => {
  const folder = join(sample.root, 'mappings', 'plain')
  await mkdir(folder, { recursive: true })
  const mapping = {
    id: 'plain-income',
    version: 1,
    table: 'income_month',
    title: { zh: '试', en: 'Trial' },
    when: ['院区'],
    columns: {
      facility_id: { from: '院区', values: { 一院: 'F001', 二院: 'F002' } },
      department: { from: '科' },
      month_start: { from: '月' },
      setting: { from: '类', values: { 门诊: '门急诊' } },
      item: { from: '项' },
      amount: { from: '万元', unit: '万元' },
    },
  }
  await writeFile(join(folder, 'income_month.json'), JSON.stringify(mapping))
  const header = '院区,科,月,类,项,万元'
  const first = await send(
    `${header}\n一院,映射,2026-09,门诊,检查,1.5\n一院,映射,2026-09,门诊,西药,x\n三院,映射,2026-09,住院,检查,2.5\n`,
    'plain',
  )
  const { headers, rows } = await rejectsOf(sample, first.rejectFile)
  expect(headers.slice(0, 6).join(',')).toBe(header)
  expect(rows.map((row) => headers.slice(0, 6).map((name) => row[name]))).toEqual([
    ['一院', '映射', '2026-09', '门诊', '西药', 'x'],
    ['三院', '映射', '2026-09', '住院', '检查', '2.5'],
  ])
  const [early = {}, late = {}] = rows
  const second = await send(
    writeCsv(headers, [
      { ...early, 万元: '0.3' },
      { ...late, 院区: '二院' },
    ]),
    'plain',
  )
  expect(second.rowsRejected).toBe(0)
  expect(await published('映射')).toEqual([
    { facility_id: 'F001', setting: '门急诊', item: '检查', amount: 15_000, month: '2026-09-01' },
    { facility_id: 'F001', setting: '门急诊', item: '西药', amount: 3_000, month: '2026-09-01' },
    { facility_id: 'F002', setting: '住院', item: '检查', amount: 25_000, month: '2026-09-01' },
  ])
})
