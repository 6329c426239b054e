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
const EXPECTED_BED = 'facility_id, department, bed_date, open_beds, occupied_beds, admissions, discharges'

describe('a file of which nothing can be used is refused with a message that says what to do', () => {
  const cases: readonly [name: string, content: string | Buffer, code: string, zh: string, en: string][] = [
    [
      'an empty file',
      '',
      'empty-file',
      '文件是空的。应有一行表头和至少一行“床日”数据。',
      'The file is empty. A header line and at least one row of "Bed-days" are expected.',
    ],
    ['blank lines alone', ' \n\t\n\r\n', 'empty-file', '文件是空的。', 'The file is empty.'],
    ['a byte-order mark alone', '\ufeff', 'empty-file', '文件是空的。', 'The file is empty.'],
    [
      'a header without rows',
      `${BED_HEADER}\n`,
      'no-rows',
      '文件只有表头，没有“床日”的数据行。',
      'The file has a header but no row of "Bed-days" below it.',
    ],
    ['a header without a line end', BED_HEADER, 'no-rows', '文件只有表头', 'The file has a header'],
    ['a header and blank lines', `${BED_HEADER}\n\n\n`, 'no-rows', '文件只有表头', 'The file has a header'],
    [
      'a damaged workbook',
      Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(64)]),
      'workbook',
      '工作簿已损坏：压缩包读不完整。请用表格软件打开并另存为 xlsx 或 CSV 后重新发送。',
      'The workbook is damaged: its archive cannot be read to the end.',
    ],
    [
      'an old Excel workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(64)]),
      'workbook',
      '旧版 Excel 工作簿（xls）',
      'an old Excel workbook (xls)',
    ],
    ['a gzip archive', Buffer.from('1f8b0800000000', 'hex'), 'not-text', 'gzip 压缩文件', 'a gzip archive'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'not-text', 'PDF 文件', 'a PDF document'],
    ['a Parquet file', Buffer.from('PAR1\u0000'), 'not-text', 'Parquet 文件', 'a Parquet file'],
    ['binary data', Buffer.from([1, 0, 2, 0, 3, 255]), 'not-text', '文件含有空字节', 'The file contains NUL bytes'],
    [
      'bytes of no encoding',
      Buffer.from([0xff, 0xff, 0x80, 0xff, 0x0a, 0xff, 0xff]),
      'not-text',
      '既不是 UTF-8 也不是 GB18030',
      'neither UTF-8 nor GB18030',
    ],
    [
      'an error page of a web server',
      '<!DOCTYPE html>\n<html><body>502</body></html>\n',
      'not-a-table',
      '第一行有 1 个字段，没有一个是“床日”的表头。',
      `The first line has 1 field and none of them is a header of "Bed-days". Expected: CSV whose first line is the header, with at least ${EXPECTED_BED}.`,
    ],
    [
      'JSON',
      '[{"facility_id":"F001"}]\n',
      'not-a-table',
      '没有一个是“床日”的表头',
      'none of them is a header of "Bed-days"',
    ],
    [
      'rows without a header',
      `${good('2026-01-01')}\n`,
      'not-a-table',
      '第一行有 7 个字段',
      'The first line has 7 fields',
    ],
    [
      'a required column missing',
      bed(good('2026-01-02')).replace('open_beds', 'beds'),
      'missing-columns',
      '缺少必需的列：open_beds（实际开放床位）。文件中未能识别的表头：beds。请补上后重新发送。',
      'Required columns are missing: open_beds (Open beds at 24:00). Headers of the file that are not known: beds. Add them and send the file again.',
    ],
    [
      'two required columns missing',
      bed(good('2026-01-03')).replace('department,bed_date', 'a,b'),
      'missing-columns',
      'department（科室）、bed_date（日期）',
      'department (Department), bed_date (Day)',
    ],
    [
      'a column twice',
      bed(good('2026-01-04')).replace('admissions,discharges', 'admissions,admissions,discharges'),
      'duplicate-columns',
      '“入院人次”在表头中出现了 2 次（admissions、admissions），无法判断取哪一列。请只保留一列。',
      '"Admissions" stands 2 times in the header (admissions, admissions); which one counts cannot be told. Keep one.',
    ],
    [
      'a column under two of its names',
      bed(good('2026-01-05')).replace('admissions,discharges', 'admissions,入院人次,discharges'),
      'duplicate-columns',
      '（admissions、入院人次）',
      '(admissions, 入院人次)',
    ],
  ]
  test.each(cases)('%s', async (_name, content, code, zh, en) => {
    const before = await sample.rows('SELECT count(*)::INT AS n FROM bed_day')
    const outcome = await sample.import('bed_day', content)
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code } })
    if (outcome.kind !== 'refused') return
    expect(outcome.refusal.message.zh).toContain(zh)
    expect(outcome.refusal.message.en).toContain(en)
    expect(await sample.rows('SELECT count(*)::INT AS n FROM bed_day')).toEqual(before)
  })

  test('a file without a header is not quoted back: its first line is somebody’s record', async () => {
    const outcome = await sample.import('discharge', 'F001,张演示,330106198001011234,13800000000\n')
    expect(JSON.stringify(outcome)).not.toMatch(/张演示|330106198001011234|13800000000/)
  })

  test('facts before their dimension are refused, naming what to import first', async () => {
    const fresh = await SampleLake.make()
    const outcome = await fresh.import(
      'notifiable_month',
      'area_code,disease,month,cases,deaths\n990101,流感,2026-10,1,0\n',
      {
        lake: join(fresh.root, 'another-lake'),
      },
    )
    await fresh.remove()
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'reference-empty' } })
    expect(JSON.stringify(outcome)).toContain('Import area first.')
  })

  test('a predecessor that does not exist is refused by its number', async () => {
    const outcome = await sample.import('bed_day', bed(good('2026-01-06')), { replaces: 'feedfacefeedface' })
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'unknown-predecessor' } })
    expect(JSON.stringify(outcome)).toContain('feedfacefeedface')
  })
})
