import { createHmac } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import { findMappings, readMapping } from '@cockpit/jobs/ingest/mapping/find-mappings'
import { keptHash } from '@cockpit/jobs/ingest/pseudonym'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeWorkbook } from './make-workbook'
import { HMAC_KEY, SampleLake } from './sample-lake'

let sample: SampleLake
let packs: Awaited<ReturnType<typeof loadPacks>>
beforeAll(async () => {
  sample = await SampleLake.make()
  packs = await loadPacks(packRoots(undefined))
})
afterAll(() => sample.remove())

const table = (name: string) => {
  const found = packs.flatMap((pack) => pack.tables).find((candidate) => candidate.name === name)
  if (!found) throw new Error(`No table ${name}.`)
  return found
}
/** As the import of a sender's file finds them. */
async function send(name: string, content: string | Buffer, sender = 'hospital-a', fileName = 'a.csv') {
  const known = await findMappings({ data: sample.root, packs }, name, sender)
  return importFile({
    ...sample.request('area', await sample.write(content)),
    table: table(name),
    sender,
    fileName,
    mappings: { known, asked: null },
  })
}
async function sent(name: string, content: string | Buffer, sender?: string, fileName?: string) {
  const outcome = await send(name, content, sender, fileName)
  if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome))
  expect(outcome.rejects).toEqual([])
  return outcome
}
/** Rows of a query over the published views of every pack. */
async function rows(sql: string) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const tables = packs
    .flatMap((pack) => pack.tables)
    .filter(({ name }) => sql.includes(name) || name === 'facility' || name === 'area')
  for (const statement of viewStatements(await currentManifest(sample.lake), tables, sample.lake))
    await connection.run(statement)
  const found = (await connection.runAndReadAll(sql)).getRowObjectsJson()
  connection.closeSync()
  instance.closeSync()
  return found
}
async function install(sender: string, file: string, mapping: object) {
  const folder = join(sample.root, 'mappings', sender)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, file), JSON.stringify({ version: 1, title: { zh: '试', en: 'Trial' }, ...mapping }))
}

test('every mapping that ships fits its table', async () => {
  for (const { name, tables } of packs)
    for (const { name: of } of tables)
      for (const known of await findMappings({ data: sample.root, packs }, of, 'nobody'))
        expect(known.id.startsWith(`${name}/`) || known.mapping.table === of).toBe(true)
})

describe('a front page under the headers of a hospital system', () => {
  const HIS = `USERNAME,YLFKFS,JKKH,ZYCS,BAH,XM,XB,CSRQ,NL,RYTJ,RYSJ,RYSJS,CYSJ,CYSJS,CYKB,SJZYTS,ZYZD,JBDM,RYBQ,JBDM1,RYBQ1,JBDM2,RYBQ2,SSJCZBM1,SSJCZRQ1,SSJB1,SSJCZBM2,SSJCZRQ2,LYFS,ZFY,ZFJE,YLFUF,XYF,KJYWF,ZCYF,ZCYF1,HCYYCLF,YYCLF,YCXYYCLF,QTF,KZR,ZZYS
F001,城镇职工基本医疗保险,-,1,BA001,张某,男,1960-02-03,66,急诊,2026/10/01,8,2026/10/05,14,内科,4,急性心肌梗死,I21.000,1,E11.900,2,I10.x00,1,36.0600,2026-10-02,4,88.5500,2026-10-02,医嘱离院,"12,000.50",2000,1000,5000,100,500.25,0,200.25,300,4000,1000,演示主任,演示医师甲
F002,7,,2,BA002,李某,2,1990-05-06,36,2,2026-10-03 09:00:00,,2026-10-04 10:00:00,,外科,1,,K35.800,1,,,,,,,,,,4,500,500,100,300,0,0,0,0,0,0,100,演示主任,
`
  test('becomes the same columns as under the HQMS codes, lists included; of its doctors one keyed hash is kept', async () => {
    const { batch, ignoredHeaders } = await sent('discharge', HIS)
    expect(ignoredHeaders).not.toContain('KZR')
    const hash = keptHash(createHmac('sha256', Buffer.from(HMAC_KEY, 'hex')).update('演示医师甲').digest())
    expect(await rows(`SELECT attending_key FROM discharge WHERE _batch = '${batch.id}' ORDER BY _line`)).toEqual([
      { attending_key: hash },
      { attending_key: null },
    ])
    expect(batch.mapping).toEqual({ id: 'inpatient/his-front-page', version: 4 })
    const found = await rows(
      `SELECT facility_id, admission_no::INT AS no, sex, payer, admission_route, admitted_at::VARCHAR AS admitted, discharged_at::VARCHAR AS discharged, department, main_diagnosis,
       list_transform(other_diagnoses, lambda d: d.diagnosis || '/' || d.state) AS more, main_operation, list_transform(other_operations, lambda d: d.operation || '/' || d.operated_on) AS ops,
       discharge_way, cost_total, fee_western_drug, fee_patent_drug, fee_material_exam, fee_material_treatment, fee_material_surgery FROM discharge WHERE _batch = '${batch.id}' ORDER BY _line`,
    )
    expect(found).toEqual([
      {
        facility_id: 'F001',
        no: 1,
        sex: '1',
        payer: '1',
        admission_route: '1',
        admitted: '2026-10-01 08:00:00',
        discharged: '2026-10-05 14:00:00',
        department: '内科',
        main_diagnosis: 'I21.000',
        more: ['E11.900/2', 'I10.x00/1'],
        main_operation: '36.0600',
        ops: ['88.5500/2026-10-02'],
        discharge_way: '1',
        cost_total: 12000.5,
        fee_western_drug: 5000,
        fee_patent_drug: 500.25,
        fee_material_exam: 200.25,
        fee_material_treatment: 300,
        fee_material_surgery: 4000,
      },
      expect.objectContaining({
        facility_id: 'F002',
        sex: '2',
        payer: '7',
        more: [],
        main_operation: null,
        discharge_way: '4',
      }),
    ])
  })
})

describe('department moved to and coma of a brain injury', () => {
  const COMA = ['天', '小时', '分钟']
  const HEADERS = {
    HQMS: 'A01,A48,A49,A12C,B12,B15,B16C,B21C,B20,C03C,C28,C29,C30,C31,C32,C33,B34C,D01',
    卫统4: 'USERNAME,BAH,ZYCS,XB,RYSJ,CYSJ,CYKB,ZKKB,SJZYTS,JBDM,RYQ_T,RYQ_XS,RYQ_FZ,RYH_T,RYH_XS,RYH_F,LYFS,ZFY',
    Chinese: [
      '机构代码,病案号,住院次数,性别,入院时间,出院时间,出院科别,转科科别,实际住院天数,主要诊断编码',
      ...COMA.map((unit) => `颅脑损伤患者昏迷入院前时间（${unit}）`),
      ...COMA.map((unit) => `入院后昏迷时间（${unit}）`),
      '离院方式,总费用',
    ].join(','),
  }
  test.each(Object.entries(HEADERS))('are read under the headers of %s', async (kind, header) => {
    const { batch } = await sent(
      'discharge',
      `${header}\nF001,COMA-${kind},1,1,2026-10-01 08:00:00,2026-10-05 14:00:00,外科,重症医学科,4,S06.200,0,5,30,2,-,15,1,1000\n`,
    )
    const [page] = await rows(
      `SELECT transfer_department, [coma_before_days, coma_before_hours, coma_before_minutes, coma_after_days, coma_after_hours, coma_after_minutes]::INT[] AS coma
       FROM discharge WHERE _batch = '${batch.id}'`,
    )
    expect(page).toEqual({ transfer_department: '重症医学科', coma: [0, 5, 30, 2, null, 15] })
  })
})

describe('a monthly statement', () => {
  const TITLE = [['2026年9月医疗收入分项统计表'], ['单位：万元']]
  test('with one column an item becomes one row an item, 万元 become yuan exactly, totals are left out', async () => {
    const { batch, notes } = await sent(
      'income_month',
      makeWorkbook([
        {
          name: '9月',
          rows: [
            ...TITLE,
            ['机构代码', '科室', '收入类别', '挂号收入', '检查收入', '西药收入'],
            ['F001', '内科', '门诊', 0.1, 1.23456, 10],
            ['F002', '全院', '住院', null, 0, 3.3],
            ['合计', null, null, 0.1, 1.23456, 13.3],
          ],
        },
      ]),
    )
    expect(batch.mapping?.id).toBe('finance/income-statement-titled')
    expect(notes?.map(({ en }) => en)).toEqual(['1 row of totals left out'])
    const found = await rows(
      `SELECT facility_id, setting, item, amount, month_start::VARCHAR AS month, _line::INT AS line FROM income_month WHERE _batch = '${batch.id}' ORDER BY _line`,
    )
    expect(found.map((row) => Object.values(row))).toEqual([
      ['F001', '门急诊', '挂号', 1000, '2026-09-01', 4004],
      ['F001', '门急诊', '检查', 12345.6, '2026-09-01', 4005],
      ['F001', '门急诊', '西药', 100000, '2026-09-01', 4006],
      ['F002', '住院', '检查', 0, '2026-09-01', 5005],
      ['F002', '住院', '西药', 33000, '2026-09-01', 5006],
    ])
  })
  test('whose title says 万元 over plain headers is refused, not read as yuan', async () => {
    const text = '2026年9月\n单位：万元\n机构代码,科室,月份,收入类别,收入项目,金额\nF001,内科,2026-09,住院,检查,1.5\n'
    expect(await send('income_month', text)).toMatchObject({ kind: 'refused', refusal: { code: 'unit-unclear' } })
  })
})

describe('which mapping counts', () => {
  const FILE = '院区,科别,哪天,开放,占用,入,出\n一院|F001,内科,46296,20,10,1,1\n,外科,46297,20,10,1,1\n'
  const mapping = {
    id: 'beds',
    table: 'bed_day',
    when: ['院区'],
    fillDown: ['院区'],
    columns: {
      facility_id: { from: '院区', split: { by: '|', part: 2 } },
      department: { from: '科别' },
      bed_date: { from: '哪天', date: '1900' },
      open_beds: { from: '开放' },
      occupied_beds: { from: '占用' },
      admissions: { from: '入' },
      discharges: { from: '出' },
    },
  }
  test('the sender’s own goes before that of the installation; the other sender’s is not looked at', async () => {
    await install('any', 'bed_day.json', { ...mapping, id: 'for-all' })
    await install('hospital-b', 'bed_day-2.json', mapping)
    expect((await sent('bed_day', FILE, 'hospital-a')).batch.mapping?.id).toBe('any/for-all')
    expect((await sent('bed_day', FILE.replace('内科', '儿科'), 'hospital-b')).batch.mapping?.id).toBe(
      'hospital-b/beds',
    )
  })
  test('two that fit equally well refuse the file, naming both', async () => {
    await install('any', 'bed_day-twin.json', { ...mapping, id: 'twin' })
    const outcome = await send('bed_day', `${FILE}F003,儿科,46297,20,10,1,1\n`)
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'mapping-unclear' } })
    if (outcome.kind === 'refused') expect(outcome.refusal.message.en).toContain('any/for-all@1, any/twin@1')
  })
  test('a rejected row comes back in the sender’s own layout', async () => {
    const known = await findMappings({ data: sample.root, packs }, 'bed_day', 'hospital-b')
    const outcome = await sample.import('bed_day', `${FILE}F009|F009,内科,46298,x,10,1,1\n`, {
      sender: 'hospital-b',
      mappings: { known, asked: null },
    })
    if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome))
    expect(outcome.batch).toMatchObject({ rowsRead: 3, rowsPublished: 2, rowsRejected: 1 })
    expect(outcome.rejects.map(({ field }) => field)).toEqual(['开放'])
    expect(await readFile(join(sample.lake, outcome.batch.rejectFile ?? ''), 'utf8')).toContain(
      'F009|F009,内科,46298,x,10,1,1',
    )
  })
  test('one that names a column the table lacks is refused when it is read', async () => {
    await install('hospital-c', 'bed_day.json', { ...mapping, columns: { bedding: { from: '开放' } } })
    await expect(send('bed_day', FILE, 'hospital-c')).rejects.toThrow('bed_day has no column bedding')
    const tables = packs.flatMap((pack) => pack.tables)
    await expect(
      readMapping(join(sample.root, 'mappings/hospital-c/bed_day.json'), tables, { folder: 'x', kind: 'own' }),
    ).rejects.toThrow('no column bedding')
  })
})
