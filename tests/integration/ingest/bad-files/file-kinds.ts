import { deflateRawSync, gzipSync } from 'node:zlib'
import { BED_HEADER } from '../sample-lake'

export interface FileKind {
  readonly name: string
  readonly content: string | Buffer
  /** A refusal's codes, or how many rows are published and rejected. */
  readonly expected: { readonly refused: readonly string[] } | { readonly published: number; readonly rejected: number }
}

const row = (day: number, department = '内科') => `F001,${department},2026-09-${String(day).padStart(2, '0')},10,8,1,1`
const good = (...days: number[]) => days.map((day) => row(day))
const csv = (lines: readonly string[], end = '\n', header = BED_HEADER) => [header, ...lines, ''].join(end)
const refused = (...codes: string[]) => ({ refused: codes })
const taken = (published: number, rejected: number) => ({ published, rejected })
const bytes = (...parts: (string | Buffer | number[])[]) =>
  Buffer.concat(parts.map((part) => (Array.isArray(part) ? Buffer.from(part) : Buffer.from(part as string))))
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const gb = (text: string) =>
  // Node writes no GB18030; the few characters needed are given by hand.
  Buffer.concat(
    [...text].map((character) =>
      character === '内'
        ? Buffer.from([0xc4, 0xda])
        : character === '科'
          ? Buffer.from([0xbf, 0xc6])
          : Buffer.from(character),
    ),
  )

/** A ZIP of stored or deflated entries, as far as a reader looks at it. */
export function zip(
  entries: readonly (readonly [name: string, content: string])[],
  spoil: (zipped: Buffer) => Buffer = (b) => b,
): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const [name, content] of entries) {
    const raw = Buffer.from(content)
    const data = deflateRawSync(raw)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(0x0800, 6)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(crc32(raw), 14)
    head.writeUInt32LE(data.length, 18)
    head.writeUInt32LE(raw.length, 22)
    head.writeUInt16LE(Buffer.byteLength(name), 26)
    const local = Buffer.concat([head, Buffer.from(name), data])
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(20, 4)
    central.writeUInt16LE(20, 6)
    head.copy(central, 8, 6, 28)
    central.writeUInt16LE(Buffer.byteLength(name), 28)
    central.writeUInt32LE(offset, 42)
    centrals.push(Buffer.concat([central, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return spoil(Buffer.concat([...locals, directory, end]))
}

function crc32(data: Buffer): number {
  let crc = ~0
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1))
  }
  return ~crc >>> 0
}

const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
const RELS =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
const BOOK =
  '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>'
const BOOK_RELS =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
const sheet = (rows: readonly (readonly string[])[]) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map(
      (cells, at) =>
        `<row r="${at + 1}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`
export const workbook = (rows: readonly (readonly string[])[], more: readonly (readonly [string, string])[] = []) =>
  zip([
    ['[Content_Types].xml', TYPES],
    ['_rels/.rels', RELS],
    ['xl/workbook.xml', BOOK],
    ['xl/_rels/workbook.xml.rels', BOOK_RELS],
    ['xl/worksheets/sheet1.xml', sheet(rows)],
    ...more,
  ])
const cells = (line: string) => line.split(',')

export const FILE_KINDS: readonly FileKind[] = [
  // ---- no table at all
  { name: 'one NUL', content: Buffer.from([0]), expected: refused('not-text') },
  {
    name: 'a picture (PNG)',
    content: bytes([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
    expected: refused('not-text', 'not-a-table'),
  },
  {
    name: 'a picture (JPEG)',
    content: bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]),
    expected: refused('not-text'),
  },
  { name: 'a program (ELF)', content: bytes([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), expected: refused('not-text') },
  { name: 'a RAR archive', content: bytes('Rar!', [0x1a, 7, 1, 0]), expected: refused('not-text') },
  { name: 'a 7z archive', content: bytes('7z', [0xbc, 0xaf, 0x27, 0x1c, 0, 4]), expected: refused('not-text') },
  { name: 'a compressed CSV', content: gzipSync(csv(good(1))), expected: refused('not-text') },
  {
    name: 'a ZIP with a CSV in it',
    content: zip([['beds.csv', csv(good(1))]]),
    expected: refused('workbook', 'not-text'),
  },
  {
    name: 'a text document (docx)',
    content: zip([
      ['[Content_Types].xml', TYPES],
      ['word/document.xml', '<w:document/>'],
    ]),
    expected: refused('workbook', 'not-text'),
  },
  {
    name: 'an OpenDocument sheet',
    content: zip([
      ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
      ['content.xml', '<office:document-content/>'],
    ]),
    expected: refused('workbook', 'not-text'),
  },
  { name: 'XML', content: '<?xml version="1.0"?><rows><row/></rows>\n', expected: refused('not-a-table') },
  {
    name: 'a web table saved as a sheet',
    content: '<table><tr><td>facility_id</td></tr></table>\n',
    expected: refused('not-a-table'),
  },
  {
    name: 'JSON lines',
    content: '{"facility_id":"F001","open_beds":10}\n{"facility_id":"F001"}\n',
    expected: refused('not-a-table'),
  },
  { name: 'an SQL dump', content: "INSERT INTO bed_day VALUES ('F001');\n", expected: refused('not-a-table') },
  {
    name: 'a log',
    content: '2026-09-01 08:00:00 INFO started\n2026-09-01 08:00:01 INFO ready\n',
    expected: refused('not-a-table'),
  },
  {
    name: 'an e-mail',
    content: 'From: a@example.org\nSubject: beds\n\nplease find attached\n',
    expected: refused('not-a-table'),
  },
  {
    name: 'a private key',
    content: '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n',
    expected: refused('not-a-table'),
  },
  {
    name: 'another table',
    content: 'area_code,disease,month_start,cases,deaths\n990101,甲,2026-09-01,1,0\n',
    expected: refused('missing-columns', 'not-a-table'),
  },
  { name: 'prose', content: '各医院：请按时报送床位日报。\n谢谢。\n', expected: refused('not-a-table') },
  { name: 'only separators', content: ',,,,,,\n,,,,,,\n', expected: refused('not-a-table', 'empty-file') },
  { name: 'only quotes', content: '"""\n""\n', expected: refused('not-a-table', 'empty-file') },
  { name: 'one endless line', content: 'x'.repeat(3_000_000), expected: refused('not-a-table') },

  // ---- headers
  { name: 'a header of numbers', content: '1,2,3,4,5,6,7\n1,2,3,4,5,6,7\n', expected: refused('not-a-table') },
  {
    name: 'an empty header line of commas, then the header',
    content: `,,,,,,\n${csv(good(1))}`,
    expected: taken(1, 0),
  },
  {
    name: 'the first column without a name',
    content: csv(good(2), '\n', BED_HEADER.replace('facility_id', '')),
    expected: refused('missing-columns'),
  },
  {
    name: 'headers run together',
    content: csv(good(2), '\n', BED_HEADER.replaceAll(',', ' ')),
    expected: refused('not-a-table'),
  },
  {
    name: 'a header separated otherwise than its rows',
    content: csv(good(2), '\n', BED_HEADER.replaceAll(',', ';')),
    expected: taken(0, 1),
  },
  {
    name: 'every header three times',
    content: csv(good(2), '\n', [BED_HEADER, BED_HEADER, BED_HEADER].join(',')),
    expected: refused('duplicate-columns'),
  },
  {
    name: 'a header in an unclosed quote',
    content: `"${BED_HEADER}\n${good(1).join('\n')}\n`,
    expected: refused('not-a-table', 'no-rows', 'missing-columns'),
  },
  { name: 'a header cut off', content: BED_HEADER.slice(0, 30), expected: refused('missing-columns', 'no-rows') },
  {
    name: 'the header upside down: below the rows',
    content: `${good(1, 2).join('\n')}\n${BED_HEADER}\n`,
    expected: refused('no-rows', 'not-a-table'),
  },
  {
    name: 'five thousand columns',
    content: `${Array.from({ length: 5_000 }, (_, n) => `c${n}`).join(',')}\n`,
    expected: refused('not-a-table'),
  },

  // ---- encodings
  { name: 'UTF-16 without a mark', content: utf16(csv(good(3))), expected: refused('not-text') },
  {
    name: 'UTF-32',
    content: bytes(
      [0xff, 0xfe, 0, 0],
      Buffer.from([...csv(good(3))].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8, 0, 0])),
    ),
    expected: refused('not-text', 'not-a-table'),
  },
  { name: 'a NUL in the middle', content: csv(good(3)).replace('F001', 'F0\u000001'), expected: refused('not-text') },
  {
    name: 'cut off in the middle of a character',
    content: Buffer.from(csv([row(4), row(5)])).subarray(0, Buffer.byteLength(`${BED_HEADER}\n${row(4)}\nF001,内`) - 1),
    expected: taken(1, 1),
  },
  {
    name: 'GB18030 with a broken character',
    content: bytes(gb(csv([row(6), row(7)])).subarray(0, -30), [0xff, 0x0a]),
    expected: taken(1, 1),
  },
  {
    name: 'UTF-8 with one line of another encoding',
    content: bytes(`${BED_HEADER}\n${good(8, 9, 10).join('\n')}\n`, gb(row(11)), '\n'),
    expected: taken(3, 1),
  },
  {
    name: 'a character that an editor has already lost',
    content: csv([row(12), row(13, '\ufffd\ufffd')]),
    expected: taken(1, 1),
  },
  { name: 'a mark in the middle', content: csv([row(14), `\ufeff${row(15)}`]), expected: taken(1, 1) },

  // ---- structure
  {
    name: 'cut off in the middle of a row',
    content: csv([row(1, '外科'), row(2, '外科')]).slice(0, -12),
    expected: taken(1, 1),
  },
  {
    name: 'a row run into the next',
    content: csv([`${row(3, '外科')}${row(4, '外科')}`, row(5, '外科')]),
    expected: taken(1, 1),
  },
  {
    name: 'an unclosed quote at the very end',
    content: csv([row(6, '外科'), 'F001,"外科,2026-09-07,10,8,1,1']),
    expected: taken(1, 1),
  },
  {
    name: 'an odd number of quotes in one row',
    content: csv([row(8, '外科'), 'F001,外"科,2026-09-09,10,8,1,1', row(10, '外科')]),
    expected: taken(3, 0),
  },
  {
    name: 'a backslash in the place of a quote',
    content: csv([row(11, '外科'), 'F001,"外\\"科",2026-09-12,10,8,1,1']),
    expected: taken(1, 1),
  },
  {
    name: 'a separator changed half-way',
    content: csv([row(13, '外科'), row(14, '外科').replaceAll(',', ';'), row(15, '外科')]),
    expected: taken(2, 1),
  },
  {
    name: 'the header once more in the middle',
    content: csv([row(16, '外科'), BED_HEADER, row(17, '外科')]),
    expected: taken(2, 1),
  },
  {
    name: 'a total at the end',
    content: csv([row(18, '外科'), row(19, '外科'), '合计,,,20,16,2,2']),
    expected: taken(2, 1),
  },
  {
    name: 'a signature below',
    content: csv([row(20, '外科'), row(21, '外科'), '填报人：,,审核人：,,,,']),
    expected: taken(2, 1),
  },
  { name: 'a remark of one cell', content: csv([row(22, '外科'), '注：数据截至本月底']), expected: taken(1, 1) },
  {
    name: 'lines ended by a return alone',
    content: csv([row(23, '外科'), row(24, '外科')], '\r'),
    expected: taken(2, 0),
  },
  {
    name: 'both kinds of line ends',
    content: `${BED_HEADER}\r\n${row(25, '外科')}\n${row(26, '外科')}\r\n`,
    expected: taken(2, 0),
  },
  {
    name: 'blank lines between the rows',
    content: csv([row(27, '外科'), '', '   ', row(28, '外科')]),
    expected: taken(2, 1),
  },
  {
    name: 'a comma behind every row',
    content: csv([`${row(1, '儿科')},`, `${row(2, '儿科')},`]),
    expected: taken(2, 0),
  },
  {
    name: 'all rows a field short',
    content: csv([row(3, '儿科').replace(/,1$/, ''), row(4, '儿科').replace(/,1$/, '')]),
    expected: taken(0, 2),
  },
  {
    name: 'the same row a hundred times',
    content: csv(Array.from({ length: 100 }, () => row(5, '儿科'))),
    expected: taken(1, 99),
  },
  { name: 'a form feed and a vertical tab', content: csv([row(6, '儿\f科'), row(7, '儿\v科')]), expected: taken(2, 0) },
  {
    name: 'a field of two megabytes',
    content: csv([row(8, '儿科'), row(9, '儿'.repeat(700_000))]),
    expected: taken(2, 0),
  },
  { name: 'a formula for a name', content: csv([row(10, '=HYPERLINK(0)'), row(11, '@SUM(1)')]), expected: taken(2, 0) },
  {
    name: 'a database statement for a name',
    content: csv([row(12, "'; DROP TABLE bed_day; --")]),
    expected: taken(1, 0),
  },
  { name: 'a script for a name', content: csv([row(13, '<script>alert(1)</script>')]), expected: taken(1, 0) },
  { name: 'a path for a name', content: csv([row(14, '../../etc/passwd')]), expected: taken(1, 0) },
  {
    name: 'right-to-left and invisible signs in a name',
    content: csv([row(15, '儿\u202e科\u200b')]),
    expected: taken(1, 0),
  },
  { name: 'a name beyond the basic plane', content: csv([row(16, '𠮷科😀')]), expected: taken(1, 0) },
  {
    name: 'most rows wrong',
    content: csv([
      ...good(1).map((line) => line.replace('内科', '骨科')),
      ...Array.from({ length: 30 }, (_, n) => `F001,骨科,明天${n},10,8,1,1`),
    ]),
    expected: refused('mostly-rejected'),
  },
  {
    name: 'every facility unknown',
    content: csv(Array.from({ length: 28 }, (_, n) => row(n + 1, '骨科').replace('F001', 'X999'))),
    expected: refused('mostly-rejected'),
  },

  // ---- workbooks
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
