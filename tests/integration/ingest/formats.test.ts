import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cell, makeWorkbook } from './make-workbook'
import { SampleLake } from './sample-lake'

/** The same three rows, however they are written. */
const HEADER = ['机构代码', '科室', '日期', '实际开放床位', '实际占用床位', '入院人次', '出院人次']
const ROWS = [
  ['F001', '内科', '2026-10-01', '1200', '1100', '10', '9'],
  ['F001', '外科', '2026-10-02', '30', '28', '5', '4'],
  ['F002', '00123', '2026-10-31', '20', '0', '0', '0'],
]
const EXPECTED = ROWS.map(([facility_id, department, bed_date, ...counts]) => ({
  facility_id,
  department,
  bed_date,
  counts: counts.map(Number),
}))

const csv = (delimiter = ',', newLine = '\n', rows: readonly (readonly string[])[] = ROWS, header = HEADER) =>
  `${[header, ...rows].map((row) => row.join(delimiter)).join(newLine)}${newLine}`
const wide = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const swapped = (buffer: Buffer) => Buffer.from(buffer).swap16()
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

/** GB18030 of the few characters used here; Node decodes it but does not write it. */
const GB: Record<string, string> = {
  机: 'bbfa',
  构: 'b9b9',
  代: 'b4fa',
  码: 'c2eb',
  科: 'bfc6',
  室: 'cad2',
  日: 'c8d5',
  期: 'c6da',
  实: 'cab5',
  际: 'bcca',
  开: 'bfaa',
  放: 'b7c5',
  床: 'b4b2',
  位: 'cebb',
  占: 'd5bc',
  用: 'd3c3',
  入: 'c8eb',
  院: 'd4ba',
  人: 'c8cb',
  次: 'b4ce',
  出: 'b3f6',
  内: 'c4da',
  外: 'cde2',
}
const gb = (text: string) =>
  Buffer.concat([...text].map((sign) => (sign < '\x80' ? Buffer.from(sign) : Buffer.from(GB[sign] ?? '', 'hex'))))

const day = (number: number): Cell => ({ number, format: 'yyyy"年"m"月"d"日"' })
const SHEET: Cell[][] = [
  HEADER,
  ['F001', '内科', day(46296), 1200, { formula: '1000+100', result: 1100 }, 10, 9],
  ['F001', '外科', day(46297), 30, 28.000000000000004, 5, 4],
  ['F002', { number: 123, format: '00000' }, day(46326), 20, 0, 0, 0],
]
const with1904 = SHEET.map((row) =>
  row.map(
    (cell): Cell =>
      cell !== null && typeof cell === 'object' && 'number' in cell && cell.format.startsWith('y')
        ? { ...cell, number: Number(cell.number) - 1462 }
        : cell,
  ),
)

const FORMATS: readonly (readonly [name: string, content: string | Buffer, notes?: RegExp])[] = [
  ['UTF-8, comma, LF', csv()],
  ['a byte-order mark and CRLF', `\ufeff${csv(',', '\r\n')}`],
  ['no line end after the last row', csv().trimEnd()],
  ['tabs', csv('\t')],
  ['semicolons', csv(';')],
  ['GB18030', gb(csv())],
  ['UTF-16, little end first', utf16(csv())],
  ['UTF-16, big end first', swapped(utf16(csv()))],
  [
    'quotes around everything',
    csv(
      ',',
      '\n',
      [HEADER, ...ROWS].map((row) => row.map((text) => `"${text}"`)),
      [],
    ).trimStart(),
  ],
  [
    'full-width digits',
    csv(
      ',',
      '\n',
      ROWS.map(([a, b, c, ...rest]) => [wide(a ?? ''), b ?? '', wide(c ?? ''), ...rest.map(wide)]),
    ),
  ],
  [
    'thousands separators',
    csv(
      ',',
      '\n',
      ROWS.map(([a = '', b = '', c = '', , , ...rest], at) => [
        a,
        b,
        c,
        ['"1,200"', '30', '20'][at] ?? '',
        ['"1,100"', '28', '0'][at] ?? '',
        ...rest,
      ]),
    ),
  ],
  ['thousands separators between tabs', csv('\t').replace('1200', '1,200').replace('1100', '1,100')],
  [
    'numbers with .0',
    csv(
      ',',
      '\n',
      ROWS.map(([a = '', b = '', c = '', ...rest]) => [a, b, c, ...rest.map((text) => `${text}.0`)]),
    ),
  ],
  [
    'a spreadsheet’s text marks',
    csv(
      ',',
      '\n',
      ROWS.map(([a, b, ...rest]) => [`="${a}"`, `'${b}`, ...rest]),
    ),
  ],
  [
    'a spreadsheet’s text marks in quotes',
    csv(
      ',',
      '\n',
      ROWS.map(([a, b, ...rest]) => [`"=""${a}"""`, `'${b}`, ...rest]),
    ),
  ],
  [
    'blanks of all kinds at the ends',
    csv(
      ',',
      '\n',
      ROWS.map((row) => row.map((text, at) => [`\u3000${text}`, `${text}\u00a0`, ` ${text} `][at % 3] ?? '')),
    ),
  ],
  [
    'dates in Chinese words',
    csv(
      ',',
      '\n',
      ROWS.map(([a = '', b = '', c = '', ...rest]) => [
        a,
        b,
        c.replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日'),
        ...rest,
      ]),
    ),
  ],
  [
    'dates with slashes',
    csv(
      ',',
      '\n',
      ROWS.map(([a = '', b = '', c = '', ...rest]) => [a, b, c.replaceAll('-', '/'), ...rest]),
    ),
  ],
  [
    'dates as eight digits',
    csv(
      ',',
      '\n',
      ROWS.map(([a = '', b = '', c = '', ...rest]) => [a, b, c.replaceAll('-', ''), ...rest]),
    ),
  ],
  [
    'full-width headers with blanks',
    csv(
      ',',
      '\n',
      ROWS,
      HEADER.map((text) => ` ${text.slice(0, 1)} ${text.slice(1)}`),
    ),
  ],
  ['titles above the header', `2026年10月床日报表,,,,,,\n单位：人次,,,,,,\n\n${csv()}`],
  [
    'a further column nobody knows',
    csv(
      ',',
      '\n',
      ROWS.map((row) => [...row, '备注文字']),
      [...HEADER, '备注'],
    ),
  ],
  [
    'a delimiter too many behind every row',
    csv(
      ',',
      '\n',
      ROWS.map((row) => [...row, '']),
    ),
  ],
  ['a workbook', makeWorkbook([{ name: '床日', rows: SHEET }])],
  ['a workbook that counts days from 1904', makeWorkbook([{ name: '床日', rows: with1904 }], { from1904: true })],
  ['a workbook of texts alone', makeWorkbook([{ name: 'Sheet1', rows: [HEADER, ...ROWS] }])],
  [
    'a workbook of inline texts',
    makeWorkbook([{ name: 'Sheet1', rows: [HEADER, ...ROWS].map((row) => row.map((inline) => ({ inline }))) }]),
  ],
  [
    'a workbook with titles, blank rows, a total and signatures',
    makeWorkbook([
      {
        name: '床日',
        rows: [['2026年10月床日报表'], [], ...SHEET, [], ['合 计', null, null, 1250, 1128, 15, 13], ['填表人：某某']],
      },
    ]),
    /2/,
  ],
  [
    'a workbook with other sheets',
    makeWorkbook([
      { name: '说明', rows: [['请在下一张表填写']] },
      { name: '床日', rows: SHEET },
      { name: '旧', rows: SHEET, hidden: true },
    ]),
    /床日/,
  ],
]

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

async function readBack(batch: string) {
  const rows = await sample.rows(
    `SELECT facility_id, department, bed_date::VARCHAR AS bed_date, open_beds, occupied_beds, admissions, discharges FROM bed_day WHERE _batch = '${batch}' ORDER BY _line`,
  )
  return rows.map(({ facility_id, department, bed_date, ...counts }) => ({
    facility_id,
    department,
    bed_date,
    counts: Object.values(counts).map(Number),
  }))
}

describe('the same rows are read from', () => {
  test.each(FORMATS.map(([name, content, notes]) => ({ name, content, notes })))(
    '$name',
    async ({ content, notes }) => {
      const outcome = await sample.published('bed_day', content)
      expect(outcome.rejects).toEqual([])
      expect(await readBack(outcome.batch.id)).toEqual(EXPECTED)
      if (notes) expect(outcome.notes?.map(({ zh }) => zh).join()).toMatch(notes)
      else expect(outcome.notes).toEqual([])
    },
  )
})

test('the line of a row is its row in the sheet', async () => {
  const { batch } = await sample.published(
    'bed_day',
    makeWorkbook([{ name: '床日', rows: [['标题'], [], ...SHEET.slice(0, 2), [], ...SHEET.slice(2)] }]),
  )
  const lines = await sample.rows(`SELECT _line::INT AS line FROM bed_day WHERE _batch = '${batch.id}' ORDER BY 1`)
  expect(lines.map(({ line }) => line)).toEqual([4, 6, 7])
})
