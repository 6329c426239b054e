import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cell, makeWorkbook, zip } from './make-workbook'
import { BED_HEADER, SampleLake } from './sample-lake'

const HEADER = BED_HEADER.split(',')
let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

const book = (rows: Cell[][]) => makeWorkbook([{ name: 'S', rows: [HEADER, ...rows] }])
const good: Cell[] = ['F001', '内科', '2026-10-01', 20, 10, 1, 1]

/** The parts of a sound workbook with one of them changed. */
function parts(change: Record<string, string | Buffer | null> = {}): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const all: Record<string, string | Buffer | null> = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="a" Type="x/worksheet" Target="sheet.xml"/></Relationships>',
    'xl/sheet.xml': `<worksheet xmlns="${main}"><sheetData><row><c t="str"><v>facility_id</v></c></row></sheetData></worksheet>`,
    ...change,
  }
  return zip(Object.entries(all).flatMap(([path, content]) => (content === null ? [] : [[path, content] as const])))
}
const sheet = (body: string) => parts({ 'xl/sheet.xml': `<worksheet><sheetData>${body}</sheetData></worksheet>` })

describe('a workbook that cannot be read is refused, saying why', () => {
  test.each<[string, Buffer, string, string]>([
    [
      'an old one',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'workbook',
      '旧版 Excel',
    ],
    [
      'one locked by a password',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'workbook',
      '打开密码',
    ],
    ['an archive whose parts are encrypted', zip([['xl/workbook.xml', '<workbook/>']], 1), 'workbook', '打开密码'],
    ['an archive of something else', zip([['a.txt', 'hello']]), 'workbook', '没有 Excel 工作簿'],
    ['an empty archive', zip([]), 'workbook', '没有 Excel 工作簿'],
    ['a binary workbook', zip([['xl/workbook.bin', 'x']]), 'workbook', 'xlsb'],
    ['an OpenDocument file', zip([['content.xml', '<x/>']]), 'workbook', 'ods'],
    ['one cut short', book([good]).subarray(0, 900), 'workbook', '已损坏'],
    ['one whose sheet is missing', parts({ 'xl/sheet.xml': null }), 'workbook', '缺少部件'],
    ['one whose sheet is no XML', parts({ 'xl/sheet.xml': '<worksheet><row>' }), 'workbook', '有效的 XML'],
    [
      'one with a document type, as bombs of entities have',
      parts({ 'xl/sheet.xml': '<!DOCTYPE x [<!ENTITY a "a">]><worksheet>&a;</worksheet>' }),
      'workbook',
      '有效的 XML',
    ],
    [
      'one that unpacks to a thousand times its size',
      parts({ 'xl/sheet.xml': `<worksheet>${`<!--${' '.repeat(2 ** 20)}-->`.repeat(80)}</worksheet>` }),
      'workbook',
      '不成比例',
    ],
    ['a cell outside of any sheet', sheet('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), 'workbook', '超出范围'],
    ['rows out of order', sheet('<row r="5"/><row r="4"/>'), 'workbook', '行号'],
    ['no sheet at all', parts({ 'xl/_rels/workbook.xml.rels': '<Relationships/>' }), 'workbook', '没有工作表'],
    ['an empty sheet', sheet(''), 'not-a-table', '表头'],
    ['a header without rows', makeWorkbook([{ name: 'S', rows: [HEADER] }]), 'no-rows', '只有表头'],
    [
      'two sheets that fit',
      makeWorkbook(['9月', '10月'].map((name) => ({ name, rows: [HEADER, good] }))),
      'sheet-unclear',
      '9月、10月',
    ],
    [
      'a required column missing',
      makeWorkbook([{ name: 'S', rows: [HEADER.slice(1), good.slice(1)] }]),
      'missing-columns',
      'facility_id',
    ],
  ])('%s', async (_, content, code, zh) => {
    const outcome = await sample.import('bed_day', content)
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code } })
    if (outcome.kind === 'refused') expect(outcome.refusal.message.zh).toContain(zh)
  })
})

describe('a cell that holds no value rejects its row alone, with the reason', () => {
  test.each<[string, Cell, number, string]>([
    ['an error in a number', { error: '#N/A' }, 3, 'an error of the spreadsheet'],
    ['an error in a text', { error: '#REF!' }, 1, 'an error of the spreadsheet'],
    ['a formula that nobody computed', { formula: 'A1+1', result: null }, 4, 'an error of the spreadsheet'],
    ['a percentage, which only a mapping understands', { number: 0.125, format: '0.0%' }, 3, 'not a whole number'],
    ['a day that never was', { number: 60, format: 'yyyy-mm-dd' }, 2, 'not a date'],
    ['a plain number in a date', 46296, 2, 'not a date'],
    ['a unit behind the number', '20张', 3, 'not a whole number'],
  ])('%s', async (_, cell, at, reason) => {
    const bad = good.map((value, column) => (column === at ? cell : value))
    const outcome = await sample.published('bed_day', book([['F002', '外科', '2026-10-02', 20, 10, 1, 1], bad]))
    expect(outcome.batch).toMatchObject({ rowsRead: 2, rowsPublished: 1, rowsRejected: 1 })
    expect(outcome.rejects).toEqual([expect.objectContaining({ field: HEADER[at] })])
    expect(outcome.rejects[0]?.reason.en).toContain(reason)
  })
})

test('whatever texts and counts a sheet or a CSV holds, they are read back as they were', async () => {
  const department = fc
    .string({
      unit: fc.constantFrom('内', 'a', '"', ',', ';', '\n', ' ', '#', '0', '’', '<', '&'),
      minLength: 1,
      maxLength: 8,
    })
    .map((text) => text.trim())
    .filter((text) => text !== '' && text !== '-')
  const row = fc.tuple(department, fc.integer({ min: 0, max: 15_000 }), fc.integer({ min: 0, max: 100 }))
  let day = 0
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(row, { minLength: 1, maxLength: 4, selector: ([name]) => name }),
      fc.constantFrom('xlsx', 'inline', ',', '\t', ';'),
      async (rows, form) => {
        // Each run has days of its own, so that no row takes the place of another.
        const date = new Date(Date.UTC(2020, 0, ++day)).toISOString().slice(0, 10)
        const table = rows.map(([name, beds, patients]): Cell[] => [
          'F001',
          name,
          date,
          beds + patients,
          patients,
          1,
          1,
        ])
        const quoted = (text: Cell) => (typeof text === 'string' ? `"${text.replaceAll('"', '""')}"` : String(text))
        const content =
          form === 'xlsx'
            ? book(table)
            : form === 'inline'
              ? makeWorkbook([
                  {
                    name: 'S',
                    rows: [
                      HEADER,
                      ...table.map((cells) =>
                        cells.map((cell) => (typeof cell === 'string' ? { inline: cell } : cell)),
                      ),
                    ],
                  },
                ])
              : `${[HEADER, ...table].map((cells) => cells.map(quoted).join(form)).join('\n')}\n`
        const { batch, rejects } = await sample.published('bed_day', content)
        expect(rejects).toEqual([])
        const found = await sample.rows(
          `SELECT department, open_beds::INT AS beds, occupied_beds::INT AS patients FROM bed_day WHERE _batch = '${batch.id}' ORDER BY _line`,
        )
        expect(found).toEqual(
          rows.map(([name, beds, patients]) => ({ department: name, beds: beds + patients, patients })),
        )
      },
    ),
    { numRuns: 12 },
  )
})
