import { gzipSync } from 'node:zlib'
import { BED_HEADER } from '../sample-lake'
import { TYPES, zip } from './archive'
import { bytes, csv, type FileKind, good, refused, taken } from './file-kind'

/** What is no table, or whose header is none. */
export const NO_TABLE_KINDS: readonly FileKind[] = [
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
]
