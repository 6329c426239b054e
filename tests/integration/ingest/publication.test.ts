import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectLawful, expectTidy } from './lake-laws'
import { BED_HEADER, bedDays, SampleLake } from './sample-lake'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

const KEY = 'facility_id, department, bed_date'
const month = (department: string, beds: number, days: number[], at = '2026-10') =>
  bedDays(days.map((day) => ['F001', department, `${at}-${String(day).padStart(2, '0')}`, beds, 0, 0, 0]))
const bedsOf = (department: string) =>
  sample.rows(
    `SELECT bed_date::VARCHAR AS day, open_beds::INT AS beds, _line::INT AS line FROM bed_day WHERE department = '${department}' ORDER BY 1`,
  )

test('the same file twice is one load', async () => {
  const first = await sample.published('bed_day', month('twice', 10, [1, 2]))
  const again = await sample.import('bed_day', month('twice', 10, [1, 2]), { fileName: 'another name.csv' })
  expect(again).toEqual({ kind: 'duplicate', batch: first.batch, version: first.version })
  expect((await currentManifest(sample.lake)).version).toBe(first.version)
})

test('the same bytes for another table are another batch', async () => {
  const text = 'area_code,year,residents,disease,month,cases,deaths\n990101,2026,5000,流感,2026-10,3,0\n'
  const a = await sample.published('population', text)
  const b = await sample.published('notifiable_month', text)
  expect(a.batch.sha256).toBe(b.batch.sha256)
  expect(a.batch.id).not.toBe(b.batch.id)
})

test('a correction takes over the rows it brings again, and leaves the others with their lines', async () => {
  const first = await sample.published('bed_day', month('corrected', 10, [1, 2, 3]))
  const second = await sample.published('bed_day', month('corrected', 12, [2, 4]))
  expect(second.batch.rowsReplaced).toBe(1)
  expect(await bedsOf('corrected')).toEqual([
    { day: '2026-10-01', beds: 10, line: 2 },
    { day: '2026-10-02', beds: 12, line: 2 },
    { day: '2026-10-03', beds: 10, line: 4 },
    { day: '2026-10-04', beds: 12, line: 3 },
  ])
  const manifest = await expectLawful(sample, 'bed_day', KEY)
  expect(manifest.batches.find(({ id }) => id === first.batch.id)).toMatchObject({
    rowsSuperseded: 1,
    supersededBy: [{ batch: second.batch.id, rows: 1 }],
  })
})

test('only partitions that hold such a row are written anew', async () => {
  const other = await sample.published('bed_day', month('untouched', 10, [1, 2]))
  const fileOf = async () =>
    (await currentManifest(sample.lake)).partitions.find(({ batch }) => batch === other.batch.id)?.file
  const before = await fileOf()
  await sample.published('bed_day', month('touched', 10, [1, 2]))
  expect(await fileOf()).toBe(before)
  await sample.published('bed_day', month('untouched', 11, [2]))
  expect(await fileOf()).not.toBe(before)
})

test('replaces: every row of the predecessor gives way, also those the new file does not bring', async () => {
  const first = await sample.published('bed_day', month('replaced', 10, [1, 2, 3]))
  const second = await sample.published('bed_day', month('replaced', 11, [3, 9]), { replaces: first.batch.id })
  expect(second.batch.rowsReplaced).toBe(3)
  expect((await bedsOf('replaced')).map(({ day }) => day)).toEqual(['2026-10-03', '2026-10-09'])
  await expectLawful(sample, 'bed_day', KEY)
})

test('a dimension has no days: a later file still takes over row by row', async () => {
  const drg = (rows: string[]) => `drg_code,drg_version,weight,mean_cost,mean_los,risk_class\n${rows.join('\n')}\n`
  await sample.published('drg_reference', drg(['AA1,1.1,1,100,5,low', 'AA2,1.1,2,100,5,low']))
  await sample.published('drg_reference', drg(['AA2,1.1,3,100,5,low']))
  expect(await sample.rows('SELECT drg_code, weight FROM drg_reference ORDER BY 1')).toEqual([
    { drg_code: 'AA1', weight: 1 },
    { drg_code: 'AA2', weight: 3 },
  ])
})

/** Data versions of the tables that people send; what the product notes of every file is beside the point here. */
async function versionsOfSent() {
  const { tables } = await currentManifest(sample.lake)
  return Object.fromEntries(Object.entries(tables).filter(([name]) => !name.startsWith('quality_')))
}

test('a file of bad rows alone is recorded with its rejects and touches no table', async () => {
  const before = await versionsOfSent()
  const { batch } = await sample.published('bed_day', month('all-bad', -1, [1, 2]))
  expect([batch.rowsRead, batch.rowsPublished, batch.rowsRejected]).toEqual([2, 0, 2])
  expect(await versionsOfSent()).toEqual(before)
})

test('publishing raises the data version of its table and of no other', async () => {
  const before = await versionsOfSent()
  const { version } = await sample.published('bed_day', month('version', 1, [1]))
  const after = await versionsOfSent()
  expect(after.bed_day?.version).toBe(version)
  expect({ ...after, bed_day: null }).toEqual({ ...before, bed_day: null })
})

test.each<[string, (text: string) => string | Buffer]>([
  ['UTF-8 with a byte-order mark', (text) => `\ufeff${text}`],
  ['UTF-8 with CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['UTF-8 without a last line end', (text) => text.trimEnd()],
  [
    'UTF-16LE with tabs, as Excel writes "Unicode text"',
    (text) => Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le'),
  ],
  ['semicolons', (text) => text.replaceAll(',', ';')],
  [
    'everything in quotes',
    (text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) =>
          line
            .split(',')
            .map((v) => `"${v}"`)
            .join(','),
        )
        .join('\n'),
  ],
  [
    'ideographic and no-break spaces around values',
    (text) => text.replaceAll(',9,', ',\u30009\u00a0,').replaceAll('F002', ' F002\u3000'),
  ],
  [
    'Chinese headers in another case and with blanks',
    (text) =>
      text
        .replace(
          BED_HEADER,
          ' 机构代码 ,科 室,日期,实际开放床位,OPEN_BEDS_UNKNOWN,occupied_beds,Admissions,"discharges "',
        )
        .replaceAll(',9,', ',9,,'),
  ],
])('%s is read as what it says', async (name, encode) => {
  const department = `眼科${name.length}`
  const text = bedDays([
    ['F002', department, '2026-09-01', 9, 3, 2, 1],
    ['F002', department, '2026-09-02', 9, 4, 2, 1],
  ])
  const { batch } = await sample.published('bed_day', encode(text))
  expect([batch.rowsRead, batch.rowsRejected]).toEqual([2, 0])
  expect(
    await sample.rows(
      `SELECT facility_id, department, occupied_beds::INT AS n, _line::INT AS line FROM bed_day WHERE _batch = '${batch.id}' ORDER BY n`,
    ),
  ).toEqual([
    { facility_id: 'F002', department, n: 3, line: 2 },
    { facility_id: 'F002', department, n: 4, line: 3 },
  ])
})

test('GB18030, with a character of four bytes, is the same as UTF-8', async () => {
  // 眼科 and 㐀 (U+3400, four bytes 8139EE39) in GB18030.
  const gb = Buffer.from('d1dbbfc68139ee39', 'hex')
  expect(new TextDecoder('gb18030').decode(gb)).toBe('眼科㐀')
  const content = Buffer.concat([
    Buffer.from(`${BED_HEADER}\nF002,`),
    gb,
    Buffer.from(',2026-08-01,9,3,2,1\nF002,'),
    gb,
    Buffer.from(',2026-08-02,9,x,2,1\n'),
  ])
  const { batch } = await sample.published('bed_day', content)
  expect([batch.rowsPublished, batch.rowsRejected]).toEqual([1, 1])
  expect(await sample.rows(`SELECT department FROM bed_day WHERE _batch = '${batch.id}'`)).toEqual([
    { department: '眼科㐀' },
  ])
})

test.each([
  ['2026-10-31', '2026-10-31'],
  ['2026/10/31', '2026-10-31'],
  ['20261031', '2026-10-31'],
  ['2026年10月31日', '2026-10-31'],
  ['2026-10', '2026-10-31'],
  ['202602', '2026-02-28'],
  ['2026年2月', '2026-02-28'],
])('a month end written %s is %s', async (written, day) => {
  const facility = `F00${1 + (written.length % 3)}`
  const header = 'facility_id,month_end,beds_planned,beds,icu_beds,physicians,nurses,general_practitioners,ct,mri,linac'
  const { batch } = await sample.published('resource_snapshot', `${header}\n${facility},${written},1,1,1,1,1,1,1,1,1\n`)
  expect(
    await sample.rows(`SELECT month_end::VARCHAR AS day FROM resource_snapshot WHERE _batch = '${batch.id}'`),
  ).toEqual([{ day }])
})

test.each([
  ['2026-10-05 08:05:06', '2026-10-05 08:05:06'],
  ['2026/10/5 8:05', '2026-10-05 08:05:00'],
  ['20261005080506', '2026-10-05 08:05:06'],
  ['2026-10-05T08:05', '2026-10-05 08:05:00'],
  ['2026-10-05', '2026-10-05 00:00:00'],
])('a time written %s is %s', async (written, time) => {
  const { batch } = await sample.published(
    'discharge',
    `A01,A48,A49,A12C,B12,B15,B16C,B20,C03C,B34C,D01\nF001,${written},1,1,2026-10-01,${written},03,4,I21.0,1,9000\n`,
  )
  expect(await sample.rows(`SELECT discharged_at::VARCHAR AS at FROM discharge WHERE _batch = '${batch.id}'`)).toEqual([
    { at: time },
  ])
})

test('a flagging check publishes the row with the check’s name, and a sound row has none', async () => {
  const header = 'A01,A48,A49,A12C,B12,B15,B16C,B20,C03C,B34C,D01,D11'
  const { batch } = await sample.published(
    'discharge',
    `${header}\nF001,flag-1,1,1,2026-10-01,2026-10-05,03,4,I21.0,1,100,50\nF001,flag-2,1,1,2026-10-01,2026-10-05,03,4,I21.0,1,100,100\n`,
  )
  expect(
    await sample.rows(`SELECT _flags::VARCHAR AS flags FROM discharge WHERE _batch = '${batch.id}' ORDER BY _line`),
  ).toEqual([{ flags: '[fees-sum-to-total]' }, { flags: '[]' }])
})

test('afterwards nothing is left in staging and no file is without a manifest', () => expectTidy(sample))
