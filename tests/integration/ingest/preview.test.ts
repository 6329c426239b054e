import { createHmac } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '@cockpit/db/database'
import { NO_MAPPINGS } from '@cockpit/jobs/ingest/mapping/choose-reading'
import { findMappings } from '@cockpit/jobs/ingest/mapping/find-mappings'
import { keptHash } from '@cockpit/jobs/ingest/pseudonym'
import { answerPreviews, previewFolder } from '@cockpit/jobs/preview/answer-previews'
import { previewFile } from '@cockpit/jobs/preview/preview-file'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorkbook } from './make-workbook'
import { bedDays, HMAC_KEY, SampleLake, TABLES, tableOf } from './sample-lake'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

const look = async (table: string, text: string, facilities?: ReadonlySet<string>) => {
  const path = await sample.write(text)
  const folder = join(sample.root, 'work')
  const bytes = Buffer.byteLength(text)
  const file = { lake: sample.lake, table: tableOf(table), path, fileName: 'f.csv', mappings: NO_MAPPINGS, folder }
  const found = await previewFile({ ...file, hmacKey: HMAC_KEY, facilities, bytes, whole: true })
  expect(await readdir(sample.root)).not.toContain('work')
  return found
}

test('a preview shows no identifier, not even of a row that is wrong, and changes nothing', async () => {
  const planted = ['REC-PLANTED-1', 'REC-PLANTED-2', '330106198001017777', '欧阳演示甲', '13987654321', '1980-01-01']
  const header = 'A01,A48,A49,A20,A11,A27,A13,不认识的列,A12C,B12,B15,B16C,B20,C03C,B34C,D01'
  const row = (record: string, fee: string) =>
    `F001,${record},1,330106198001017777,欧阳演示甲,13987654321,1980-01-01,欧阳演示甲,1,2026-10-01 08:00:00,2026-10-05 09:30:00,0301,4,I21.000,1,${fee}`
  const before = await currentManifest(sample.lake)
  const found = await look('discharge', `${header}\n${row('REC-PLANTED-1', '100')}\n${row('REC-PLANTED-2', '十元')}\n`)
  expect(found).toMatchObject({ kind: 'readable', looked: 2, rejected: 1, ignored: ['不认识的列'] })
  const said = JSON.stringify(found)
  for (const text of planted) expect(said).not.toContain(text)
  const hash = keptHash(createHmac('sha256', Buffer.from(HMAC_KEY, 'hex')).update('REC-PLANTED-1').digest())
  expect(said).not.toContain(hash)
  expect(said).toContain('十元')
  expect(await currentManifest(sample.lake)).toEqual(before)
})

test("rows of a facility that is not the sender's are shown as rejected", async () => {
  const rows = ['F001', 'F002'].map((facility) => [facility, '内科', '2026-09-01', 10, 5, 1, 1])
  expect(await look('bed_day', bedDays(rows), new Set(['F001']))).toMatchObject({
    looked: 2,
    rejected: 1,
    duplicate: false,
  })
})

test('a header of two rows is shown as it will be joined, and that it was', async () => {
  const packs = await loadPacks(packRoots(undefined))
  const known = await findMappings({ data: sample.root, packs }, 'visit_day', 'nobody')
  const text = [
    '机构代码,科室,日期,门诊,,急诊,,健康体检,预约诊疗,住院收入,药品收入,,,卫生材料收入,检查收入,化验收入',
    ',,,人次,收入,人次,收入,人次,人次,,门急诊,合计,中药饮片,,,',
    'F001,内科,2026-10-05,120,31000.5,14,5200.25,3,80,90000,9000,30000,500,7000,8000,6000',
  ].join('\n')
  const path = await sample.write(`${text}\n`)
  const folder = join(sample.root, 'work')
  const file = { lake: sample.lake, table: tableOf('visit_day'), path, fileName: 'f.csv', folder, hmacKey: HMAC_KEY }
  const mappings = { known, asked: null }
  const found = await previewFile({ ...file, mappings, facilities: undefined, bytes: text.length, whole: true })
  expect(found).toMatchObject({
    ...{ kind: 'readable', headerLine: 2, looked: 1, rejected: 0 },
    mapping: 'outpatient/daily-return-grouped@1',
    notes: [{ zh: '表头占 2 行，上下两级以“/”相连' }],
  })
  const headers = found.kind === 'readable' ? found.columns.map(({ name, headers }) => [name, headers]) : []
  expect(headers).toContainEqual(['emergency_visits', ['急诊/人次']])
  expect(headers).toContainEqual(['outpatient_income', ['门诊/收入', '急诊/收入']])
})

test('a table that the sender may not send is refused before it is read', async () => {
  const path = await sample.write(bedDays([]))
  const file = { lake: sample.lake, table: tableOf('bed_day'), path, fileName: 'f.csv', mappings: NO_MAPPINGS }
  const sends = { tables: ['discharge'], facilitiesOnly: true }
  const more = { folder: join(sample.root, 'work'), hmacKey: HMAC_KEY, facilities: undefined, bytes: 1, whole: true }
  expect(await previewFile({ ...file, ...more, sends })).toMatchObject({ kind: 'refused', code: 'table-not-permitted' })
})

test('a file of another table is told which one it fits, as a text and as a workbook', async () => {
  const packs = await loadPacks(packRoots(undefined))
  const others = {
    tables: packs.flatMap(({ tables }) => tables).filter(({ name, system }) => !system && name !== 'bed_day'),
    mappingsOf: ({ name }: { name: string }) => findMappings({ data: sample.root, packs }, name, 'nobody'),
  }
  const header =
    '机构代码,科室,日期,门诊人次,急诊人次,体检人次,预约人次,门急诊收入,住院收入,门急诊药品收入,药品收入,中药饮片收入,材料收入,检查收入,检验收入'
  const figures = ['120', '14', '0', '80', '31000', '52000', '8000', '15000', '300', '4000', '6000', '5000']
  const row = ['F001', '内科', '2026-10-05', ...figures]
  const text = `${header}\n${row.join(',')}\n`
  const sent = [text, makeWorkbook([{ name: '日报', rows: [['演示医院日报'], header.split(','), row] }])]
  for (const content of sent) {
    const path = await sample.write(content)
    const file = { lake: sample.lake, table: tableOf('bed_day'), path, fileName: 'f', mappings: NO_MAPPINGS, others }
    const folder = join(sample.root, 'work')
    const more = { folder, hmacKey: HMAC_KEY, facilities: undefined, bytes: content.length, whole: true }
    const found = await previewFile({ ...file, ...more })
    expect(found).toMatchObject({ kind: 'refused', code: 'missing-columns', other: { name: 'visit_day' } })
  }
  // Of no table, and of the right table with a column missing: nothing is proposed.
  for (const content of ['a,b,c\n1,2,3\n', 'facility_id,department,bed_date,open_beds\nF001,内科,2026-10-05,3\n']) {
    const path = await sample.write(content)
    const file = { lake: sample.lake, table: tableOf('bed_day'), path, fileName: 'f', mappings: NO_MAPPINGS, others }
    const folder = join(sample.root, 'work')
    const found = await previewFile({
      ...file,
      folder,
      hmacKey: HMAC_KEY,
      facilities: undefined,
      bytes: 9,
      whole: true,
    })
    expect(found).toMatchObject({ kind: 'refused' })
    expect(found).not.toHaveProperty('other')
  }
})

test('a mapping that cannot be used is told without the place where it lies, and nothing of the sample stays', async () => {
  const data = sample.root
  const folder = previewFolder(data)
  const id = '3f0c9a1b-e27d-4410-8d2a-7c3b5e6f7a8b'
  await mkdir(join(data, 'mappings/any'), { recursive: true })
  await writeFile(join(data, 'mappings/any/bed_day-broken.json'), '{')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${id}.sample`), bedDays([]))
  const ask = { id, table: 'bed_day', fileName: 'f.csv', sender: 'test', bytes: 1, whole: true }
  await writeFile(join(folder, `${id}.ask.json`), JSON.stringify(ask))
  // Left by a power cut; it comes first.
  await writeFile(join(folder, '00000000.ask.json'), '')
  const nobody = { findUnique: async () => null }
  await answerPreviews({
    data,
    tables: TABLES,
    imports: {
      lake: sample.lake,
      db: { senderToken: nobody, user: nobody } as unknown as Database,
      bus: { publish: async () => undefined, subscribe: () => async () => undefined, onGap: () => () => undefined },
      hmacKey: HMAC_KEY,
      now: () => new Date(0),
      mappings: { data, packs: [{ name: 'inpatient', folder: join(data, 'none'), tables: TABLES }] },
    } as unknown as Parameters<typeof answerPreviews>[0]['imports'],
    log: () => undefined,
  })
  expect(await readdir(folder)).toEqual([`${id}.answer.json`])
  const answer = await readFile(join(folder, `${id}.answer.json`), 'utf8')
  expect(answer).toContain('mappings/any/bed_day-broken.json')
  expect(answer).not.toContain(data)
})
