import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BED_HEADER, SampleLake } from './sample-lake'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

const bed = (...lines: string[]) => `${[BED_HEADER, ...lines].join('\n')}\n`
/** A sound row; each case takes another day so that no two cases are the same file or the same key. */
const good = (day: string) => `F001,内科,${day},10,8,1,1`

describe('a bad row is rejected with its line, field, value and reason, and the good rows beside it are published', () => {
  type Reject = readonly [line: number, field: string, value: string, reason: string]
  const cases: readonly [name: string, content: string | Buffer, rejects: readonly Reject[]][] = [
    [
      'a field too few',
      bed('F001,外科,2026-02-01,10,8,1'),
      [[2, '', '', '应有 7 个字段，实有 6 个 / 7 fields expected, 6 found']],
    ],
    [
      'a field too many',
      bed('F001,外科,2026-02-02,10,8,1,1,7'),
      [[2, '', '', '应有 7 个字段，实有 8 个 / 7 fields expected, 8 found']],
    ],
    [
      'a quote never closed costs its line only',
      bed('F001,"外科,2026-02-03,10,8,1,1'),
      [[2, '', '', '引号没有成对，无法拆分字段 / a quotation mark is not closed, or stands before other text']],
    ],
    [
      'text after a closing quote',
      bed('F001,"外"科,2026-02-04,10,8,1,1'),
      [[2, '', '', '引号没有成对，无法拆分字段 / a quotation mark is not closed, or stands before other text']],
    ],
    [
      'bytes that are no character',
      Buffer.concat([
        Buffer.from(`${BED_HEADER}\nF001,`),
        Buffer.from([0xc0, 0xff]),
        Buffer.from(',2026-02-05,10,8,1,1\n'),
      ]),
      [[2, '', '', '含有无法识别的字符编码 / holds bytes that are no character in the encoding of the file']],
    ],
    [
      'a required value empty',
      bed(',外科,2026-02-06,10,8,1,1'),
      [[2, 'facility_id', '', '必填，不能为空 / required, but empty']],
    ],
    [
      'a required value of blanks',
      bed('F001,  ,2026-02-07,10,8,1,1'),
      [[2, 'department', '  ', '必填，不能为空 / required, but empty']],
    ],
    [
      'the front page’s hyphen for nothing',
      bed('F001,-,2026-02-08,10,8,1,1'),
      [[2, 'department', '', '必填，不能为空 / required, but empty']],
    ],
    [
      'a row of delimiters alone',
      bed(',,,,,,'),
      [
        [
          2,
          'facility_id; department; bed_date; open_beds; occupied_beds; admissions; discharges',
          '; ; ; ; ; ; ',
          Array(7).fill('必填，不能为空 / required, but empty').join('; '),
        ],
      ],
    ],
    [
      'words for a number',
      bed('F001,外科,2026-02-09,ten,8,1,1'),
      [[2, 'open_beds', 'ten', '不是整数 / not a whole number']],
    ],
    [
      'a fraction for a count',
      bed('F001,外科,2026-02-10,10.5,8,1,1'),
      [[2, 'open_beds', '10.5', '不是整数 / not a whole number']],
    ],
    [
      'thousands separators in the wrong place',
      bed('F001,外科,2026-02-11,"10,00",8,1,1'),
      [[2, 'open_beds', '10,00', '不是整数 / not a whole number']],
    ],
    [
      'a hexadecimal number',
      bed('F001,外科,2026-02-12,0x10,8,1,1'),
      [[2, 'open_beds', '0x10', '不是整数 / not a whole number']],
    ],
    [
      'not a number, spelt out',
      bed('F001,外科,2026-02-13,nan,8,1,1'),
      [[2, 'open_beds', 'nan', '不是整数 / not a whole number']],
    ],
    ['infinity', bed('F001,外科,2026-02-14,inf,8,1,1'), [[2, 'open_beds', 'inf', '不是整数 / not a whole number']]],
    [
      'below the minimum',
      bed('F001,外科,2026-02-15,-1,0,1,1'),
      [[2, 'open_beds', '-1', '小于最小值 0 / below the minimum 0']],
    ],
    [
      'above the maximum',
      bed('F001,外科,2026-02-16,20001,8,1,1'),
      [[2, 'open_beds', '20001', '大于最大值 20000 / above the maximum 20000']],
    ],
    [
      'a day that does not exist',
      bed('F001,外科,2026-02-29,10,8,1,1'),
      [[2, 'bed_date', '2026-02-29', '不是日期（如 2026-10-05） / not a date (such as 2026-10-05)']],
    ],
    [
      'a month that does not exist',
      bed('F001,外科,2026-13-01,10,8,1,1'),
      [[2, 'bed_date', '2026-13-01', '不是日期（如 2026-10-05） / not a date (such as 2026-10-05)']],
    ],
    [
      'day before month',
      bed('F001,外科,18/02/2026,10,8,1,1'),
      [[2, 'bed_date', '18/02/2026', '不是日期（如 2026-10-05） / not a date (such as 2026-10-05)']],
    ],
    [
      'a year of two digits',
      bed('F001,外科,26-02-19,10,8,1,1'),
      [[2, 'bed_date', '26-02-19', '不是日期（如 2026-10-05） / not a date (such as 2026-10-05)']],
    ],
    [
      'a year nobody lived in',
      bed('F001,外科,0206-02-19,10,8,1,1'),
      [[2, 'bed_date', '0206-02-19', '年份应在 1800 至 2199 之间 / the year must be 1800 to 2199']],
    ],
    [
      'a time zone, which would move the hour',
      bed('F001,外科,2026-02-20T08:00:00Z,10,8,1,1'),
      [[2, 'bed_date', '2026-02-20T08:00:00Z', '不是日期（如 2026-10-05） / not a date (such as 2026-10-05)']],
    ],
    [
      'the word infinity for a day',
      bed('F001,外科,infinity,10,8,1,1'),
      [[2, 'bed_date', 'infinity', '不是日期（如 2026-10-05） / not a date (such as 2026-10-05)']],
    ],
    [
      'a bare month where a day is meant',
      bed('F001,外科,2026-02,10,8,1,1'),
      [[2, 'bed_date', '2026-02', '不是日期（如 2026-10-05） / not a date (such as 2026-10-05)']],
    ],
    [
      'a facility nobody knows',
      bed('F009,外科,2026-02-21,10,8,1,1'),
      [[2, 'facility_id', 'F009', '在 facility.facility_id 中不存在 / does not exist in facility.facility_id']],
    ],
    [
      'a check of the table broken',
      bed('F001,外科,2026-02-22,10,31,1,1'),
      [[2, 'occupied_beds', '31', '占用床位超过开放床位的两倍 / More than twice as many beds occupied as open']],
    ],
    [
      'the same key twice: the first stays',
      bed('F001,外科,2026-02-23,10,8,1,1', 'F001,外科,2026-02-23,11,8,1,1'),
      [[3, 'bed_date', '2026-02-23', '与第 2 行的业务主键重复 / same key as line 2']],
    ],
    [
      'a rejected first does not shadow the second of its key',
      bed('F001,外科,2026-02-24,x,8,1,1', 'F001,外科,2026-02-24,11,8,1,1'),
      [[2, 'open_beds', 'x', '不是整数 / not a whole number']],
    ],
    [
      'several faults in one row',
      bed('F001,外科,2026-02-32,x,,1,1'),
      [
        [
          2,
          'bed_date; open_beds; occupied_beds',
          '2026-02-32; x; ',
          '不是日期（如 2026-10-05） / not a date (such as 2026-10-05); 不是整数 / not a whole number; 必填，不能为空 / required, but empty',
        ],
      ],
    ],
    [
      'a formula comes back as text',
      bed('F001,外科,2026-02-25,"=HYPERLINK(""x"")",8,1,1'),
      [[2, 'open_beds', `'=HYPERLINK("x")`, '不是整数 / not a whole number']],
    ],
    [
      'the line is the physical one after a field with a line end',
      bed('F001,"外\n科",2026-02-26,10,8,1,1', 'F001,外科,2026-02-26,x,8,1,1'),
      [[4, 'open_beds', 'x', '不是整数 / not a whole number']],
    ],
    [
      'the line is the physical one after blank lines',
      bed('', '', 'F001,外科,2026-02-27,x,8,1,1'),
      [[4, 'open_beds', 'x', '不是整数 / not a whole number']],
    ],
    [
      'CRLF',
      bed('F001,外科,2026-02-28,10,8,1,x').replaceAll('\n', '\r\n'),
      [[2, 'discharges', 'x', '不是整数 / not a whole number']],
    ],
    [
      'CR alone',
      bed('F001,外科,2026-03-01,10,8,1,x').replaceAll('\n', '\r'),
      [[2, 'discharges', 'x', '不是整数 / not a whole number']],
    ],
    [
      'line ends of both kinds',
      bed('F001,外科,2026-03-02,10,8,1,x\r', 'F001,外科,2026-03-02,10,8,1,1'),
      [[2, 'discharges', 'x', '不是整数 / not a whole number']],
    ],
  ]
  test.each(cases.map(([name, content, rejects], n) => [name, content, rejects, n] as const))(
    '%s',
    async (_name, content, rejects, n) => {
      const eol = Buffer.isBuffer(content) || !content.includes('\r') ? '\n' : content.includes('\r\n') ? '\r\n' : '\r'
      const extra = `${good(`2025-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + Math.floor(n / 12)).padStart(2, '0')}`)}${eol}`
      const whole = Buffer.concat([Buffer.from(content), Buffer.from(extra)])
      const { batch } = await sample.published('bed_day', whole)
      expect(batch.rowsRejected).toBe(rejects.length)
      expect(batch.rowsRead).toBe(batch.rowsPublished + batch.rowsRejected)
      expect(batch.rowsPublished).toBeGreaterThan(0)
      expect(await rejectsOf(batch.rejectFile)).toEqual(rejects.map(([line, ...rest]) => [String(line), ...rest]))
    },
  )

  async function rejectsOf(file: string | null): Promise<string[][]> {
    const text = await readFile(join(sample.lake, file ?? 'missing'), 'utf8')
    expect(text.startsWith('\ufeff')).toBe(true)
    const rows = csv(text.slice(1))
    expect(rows[0]).toEqual([...BED_HEADER.split(','), '_origin', '_line', '_field', '_value', '_reason'])
    return rows.slice(1).map((row) => row.slice(-4))
  }
})

/** A plain RFC 4180 reader of the tests' own. */
function csv(text: string): string[][] {
  const rows: string[][] = []
  for (const match of text.matchAll(/((?:(?:"(?:[^"]|"")*"|[^,\n"]*)(?:,|(?=\n)))+)\n/g)) {
    const cells = [...(match[1] ?? '').matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map((cell) => cell[1] ?? '')
    rows.push(cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)))
  }
  return rows
}
