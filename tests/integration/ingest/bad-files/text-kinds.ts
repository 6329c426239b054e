import { BED_HEADER } from '../sample-lake'
import { bytes, csv, type FileKind, gb, good, refused, row, taken, utf16 } from './file-kind'

/** Text in the wrong encoding, or broken in its structure. */
export const TEXT_KINDS: readonly FileKind[] = [
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
    expected: taken(1, 1),
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
]
