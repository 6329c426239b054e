import { BED_HEADER } from '../sample-lake'
import { BOOK, BOOK_RELS, RELS, sheet, TYPES, workbook, zip } from './archive'
import { type FileKind, refused, row, taken } from './file-kind'

const cells = (line: string) => line.split(',')

/** A workbook with one shared text, number 0. */
const sharing = (text: string, rows: string) =>
  zip([
    ['[Content_Types].xml', TYPES],
    ['_rels/.rels', RELS],
    ['xl/workbook.xml', BOOK],
    [
      'xl/_rels/workbook.xml.rels',
      BOOK_RELS.replace(
        '</Relationships>',
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
      ),
    ],
    ['xl/sharedStrings.xml', `<sst><si><t>${text}</t></si></sst>`],
    ['xl/worksheets/sheet1.xml', rows],
  ])

/** Workbooks that are damaged, empty, hostile or hold bad cells. */
export const WORKBOOK_KINDS: readonly FileKind[] = [
  {
    name: 'a workbook without sheets',
    content: zip([
      ['[Content_Types].xml', TYPES],
      ['_rels/.rels', RELS],
      ['xl/workbook.xml', BOOK.replace(/<sheet .*?\/>/, '')],
      ['xl/_rels/workbook.xml.rels', BOOK_RELS],
    ]),
    expected: refused('workbook', 'not-a-table'),
  },
  {
    name: 'a workbook whose sheet is missing',
    content: zip([
      ['[Content_Types].xml', TYPES],
      ['_rels/.rels', RELS],
      ['xl/workbook.xml', BOOK],
      ['xl/_rels/workbook.xml.rels', BOOK_RELS],
    ]),
    expected: refused('workbook'),
  },
  { name: 'an empty sheet', content: workbook([]), expected: refused('not-a-table', 'empty-file', 'workbook') },
  {
    name: 'a sheet of another table',
    content: workbook([
      ['甲', '乙'],
      ['1', '2'],
    ]),
    expected: refused('not-a-table', 'workbook'),
  },
  { name: 'a sheet with a header alone', content: workbook([cells(BED_HEADER)]), expected: refused('no-rows') },
  {
    name: 'a workbook cut in half',
    content: workbook([cells(BED_HEADER), cells(row(1, '眼科'))]).subarray(0, 400),
    expected: refused('workbook'),
  },
  {
    name: 'a workbook with a spoiled sheet',
    content: zip([
      ['[Content_Types].xml', TYPES],
      ['_rels/.rels', RELS],
      ['xl/workbook.xml', BOOK],
      ['xl/_rels/workbook.xml.rels', BOOK_RELS],
      ['xl/worksheets/sheet1.xml', '<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>facility_id'],
    ]),
    expected: refused('workbook'),
  },
  {
    name: 'a workbook whose bytes were changed on the way',
    content: zip(
      [
        ['[Content_Types].xml', TYPES],
        ['_rels/.rels', RELS],
        ['xl/workbook.xml', BOOK],
        ['xl/_rels/workbook.xml.rels', BOOK_RELS],
        ['xl/worksheets/sheet1.xml', sheet([cells(BED_HEADER), cells(row(2, '眼科'))])],
      ],
      (zipped) => {
        const spoiled = Buffer.from(zipped)
        const at = spoiled.indexOf('xl/worksheets/sheet1.xml') + 60
        spoiled.fill(0x41, at, at + 24)
        return spoiled
      },
    ),
    expected: refused('workbook'),
  },
  {
    name: 'a sheet that grows without end when unpacked',
    content: zip([
      ['[Content_Types].xml', TYPES],
      ['_rels/.rels', RELS],
      ['xl/workbook.xml', BOOK],
      ['xl/_rels/workbook.xml.rels', BOOK_RELS],
      [
        'xl/worksheets/sheet1.xml',
        `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>${' '.repeat(300_000_000)}`,
      ],
    ]),
    expected: refused('workbook'),
  },
  {
    name: 'a workbook that reaches out of its archive',
    content: workbook([cells(BED_HEADER), cells(row(3, '眼科'))], [['../../evil.txt', 'x']]),
    expected: refused('workbook'),
  },
  {
    name: 'a sheet that fetches an entity',
    content: zip([
      ['[Content_Types].xml', TYPES],
      ['_rels/.rels', RELS],
      ['xl/workbook.xml', BOOK],
      ['xl/_rels/workbook.xml.rels', BOOK_RELS],
      [
        'xl/worksheets/sheet1.xml',
        `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>${sheet([cells(BED_HEADER), cells(row(4, '&e;'))]).slice(21)}`,
      ],
    ]),
    expected: refused('workbook'),
  },
  {
    name: 'a sheet of nothing but openings, which a reader would keep until the memory is full',
    content: zip([
      ['[Content_Types].xml', TYPES],
      ['_rels/.rels', RELS],
      ['xl/workbook.xml', BOOK],
      ['xl/_rels/workbook.xml.rels', BOOK_RELS],
      ['xl/worksheets/sheet1.xml', `<worksheet>${'<a>'.repeat(2_000_000)}`],
    ]),
    expected: refused('workbook'),
  },
  {
    name: 'a sheet with one endless comment',
    content: zip([
      ['[Content_Types].xml', TYPES],
      ['_rels/.rels', RELS],
      ['xl/workbook.xml', BOOK],
      ['xl/_rels/workbook.xml.rels', BOOK_RELS],
      ['xl/worksheets/sheet1.xml', `<worksheet><!--${' '.repeat(8_000_000)}--></worksheet>`],
    ]),
    expected: refused('workbook'),
  },
  {
    name: 'a workbook whose many sheets are one part',
    content: zip([
      ['[Content_Types].xml', TYPES],
      ['_rels/.rels', RELS],
      ['xl/workbook.xml', BOOK.replace(/<sheet .*?\/>/, (one) => one.repeat(2))],
      ['xl/_rels/workbook.xml.rels', BOOK_RELS],
      ['xl/worksheets/sheet1.xml', sheet([cells(BED_HEADER), cells(row(8, '眼科'))])],
    ]),
    expected: refused('workbook'),
  },
  {
    name: 'a shared text longer than any cell',
    content: sharing('甲'.repeat(140_000), sheet([cells(BED_HEADER), cells(row(9, '眼科'))])),
    expected: refused('workbook'),
  },
  {
    name: 'a row that repeats a long shared text beyond a megabyte',
    content: sharing(
      'x'.repeat(100_000),
      sheet([cells(BED_HEADER)]).replace(
        '</row>',
        `${'<c t="inlineStr"><is><t>more</t></is></c>'.repeat(20)}</row><row r="2">${'<c t="s"><v>0</v></c>'.repeat(27)}</row>`,
      ),
    ),
    expected: refused('workbook'),
  },
  {
    name: 'a sheet whose first row repeats a long shared text in every column there is',
    content: sharing(
      'x'.repeat(130_000),
      `<worksheet><sheetData>${Array.from({ length: 50 }, (_, at) => `<row r="${at + 1}">${'<c t="s"><v>0</v></c>'.repeat(16_000)}</row>`).join('')}</sheetData></worksheet>`,
    ),
    expected: refused('workbook'),
  },
  {
    name: 'a workbook of a few kilobytes whose cells amount to hundreds of megabytes',
    content: sharing(
      'x'.repeat(130_000),
      sheet([cells(BED_HEADER)]).replace(
        '</sheetData>',
        `${Array.from({ length: 300 }, (_, at) => `<row r="${at + 2}">${'<c t="s"><v>0</v></c>'.repeat(7)}</row>`).join('')}</sheetData>`,
      ),
    ),
    expected: refused('workbook'),
  },
  {
    name: 'a sheet with a short row',
    content: workbook([cells(BED_HEADER), cells(row(5, '眼科')), ['F001', '眼科']]),
    expected: taken(1, 1),
  },
  {
    name: 'a sheet with an error cell',
    content: workbook([
      cells(BED_HEADER),
      cells(row(6, '眼科')),
      ['F001', '眼科', '2026-09-07', '#REF!', '8', '1', '1'],
    ]),
    expected: taken(1, 1),
  },
]
