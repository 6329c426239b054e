import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sheetRows } from '@cockpit/jobs/ingest/workbook/sheet-rows'
import { openWorkbook } from '@cockpit/jobs/ingest/workbook/workbook'
import { rejectsWorkbook } from '@cockpit/semantic-layer/workbook/rejects-workbook'
import { textWorkbook } from '@cockpit/semantic-layer/workbook/text-workbook'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SampleLake } from './sample-lake'
import { column, parseCsv, rejectsOf, trialRows, trialTable, tryPublish, writeCsv } from './trial'

let sample: SampleLake
let other: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
  other = await SampleLake.make()
})
afterAll(async () => {
  await sample.remove()
  await other.remove()
})

const table = trialTable(
  'visit',
  [
    column('id', 'text'),
    column('patient', 'text', { identifier: 'hash', headers: ['身份证号'] }),
    column('name', 'text', { identifier: 'drop', headers: ['姓名'] }),
    column('note', 'text', { headers: ['备注说明'] }),
    column('day', 'date', { headers: ['日期'] }),
    column('n', 'integer', { headers: ['人次'], min: 0 }),
  ],
  ['id'],
)
/** Notes that a spreadsheet would run, round, cut, decode or take for the end of the table. */
const NOTES = [
  ...['=HYPERLINK("http://a.example","x")', '+1', '-1+2', '@SUM(A1)', "'=1", "''=1", '0012', '1e5', '2026-10', '1/2'],
  ...[
    'a "b", c',
    'two\nlines',
    '<b>&amp;</b>',
    '_x0041_',
    'bell\u0007',
    '合计',
    '备注：无',
    'TRUE',
    '#N/A?',
    '😀',
    '１２',
  ],
]
const HEADERS = ['id', '身份证号', '姓名', '备注说明', '日期', '人次', '不认识']
/** Two of three rows are bad, each in its number alone. */
const SENT = writeCsv(
  HEADERS,
  NOTES.map((note, at) => ({
    ...{ id: `合计${at}`, 身份证号: `33010119900101${1000 + at}`, 姓名: '张某', 备注说明: note, 日期: '2026-10-01' },
    人次: at % 3 === 0 ? '1' : 'many',
    不认识: 'secret',
  })),
)
const LIMITS = { limits: { rejectedShare: 1, judgedFrom: 0 } }

async function bytesOf(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}

async function workbookOf(file: string): Promise<Buffer> {
  const made = await rejectsWorkbook(file, (await stat(file)).size)
  if (typeof made === 'string') throw new Error(made)
  return bytesOf(made)
}

async function cellsOf(path: string): Promise<string[][]> {
  const workbook = await openWorkbook(path)
  try {
    const found: string[][] = []
    const [sheet] = workbook.sheets
    if (!sheet || workbook.sheets.length !== 1) throw new Error('One sheet is expected.')
    for await (const rows of sheetRows(workbook, sheet))
      for (const { cells } of rows) found.push(Array.from(cells, (cell) => cell ?? ''))
    return found
  } finally {
    workbook.archive.close()
  }
}

const PUBLISHED = 'SELECT id, patient, note, day::VARCHAR AS day, n::INT AS n, _flags FROM visit ORDER BY id'
const LINE = ['_line', '_origin']
/** Reject rows but for the lines, which a cell of two lines moves in a text alone. */
const told = (rows: readonly Record<string, string>[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !LINE.includes(name))))

test('the workbook holds the cells of the CSV, every one as text, and nothing that runs or names a person', async () => {
  const { batch } = await tryPublish(sample, table, SENT, LIMITS)
  expect(batch.rowsRejected).toBe(14)
  const file = join(sample.lake, batch.rejectFile ?? '')
  const path = await sample.write(await workbookOf(file), 'rejects.xlsx')
  const cells = await cellsOf(path)
  const text = (await readFile(file, 'utf8')).replace(/^\ufeff/, '')
  const width = cells[0]?.length ?? 0
  expect(cells.map((row) => [...row, ...Array(width).fill('')].slice(0, width))).toEqual(parseCsv(text))

  const workbook = await openWorkbook(path)
  const parts: string[] = []
  for (const part of workbook.archive.paths())
    for await (const chunk of workbook.archive.read(part)) parts.push(chunk.toString('utf8'))
  workbook.archive.close()
  const xml = parts.join('')
  expect(xml).not.toMatch(/<f>|HYPERLINK\(&|externalLink| t="(?!inlineStr)/)
  expect(xml.match(/<c [^>]*>/g)?.every((cell) => / s="1" t="inlineStr"/.test(cell))).toBe(true)
  expect(xml).not.toMatch(/张某|33010119900101|secret/)
  expect(xml).toContain('hash:')
})

test('sent again as it is, or corrected, it becomes what the CSV becomes', async () => {
  // The same file in two lakes, so that neither way finds the other's rows.
  const first = await sample
    .import('bed_day', 'facility_id\n')
    .then(() => tryPublish(sample, table, `${SENT}x,,,,,2,\n`, LIMITS))
  const second = await tryPublish(other, table, `${SENT}x,,,,,2,\n`, LIMITS)
  const csv = join(sample.lake, first.batch.rejectFile ?? '')
  const xlsx = await workbookOf(join(other.lake, second.batch.rejectFile ?? ''))

  const again = await tryPublish(sample, table, `${await readFile(csv, 'utf8')}\n`, LIMITS)
  const alike = await tryPublish(other, table, xlsx, { ...LIMITS, fileName: 'rejects.xlsx' })
  expect(alike.batch).toMatchObject({ rowsRead: 14, rowsPublished: 0, rowsRejected: 14 })
  const [left, right] = [
    await rejectsOf(sample, again.batch.rejectFile),
    await rejectsOf(other, alike.batch.rejectFile),
  ]
  expect(right.headers).toEqual(left.headers)
  expect(told(right.rows)).toEqual(told(left.rows))
  expect(right.rows.every(({ _origin = '' }) => _origin.split(' ').length === 2)).toBe(true)

  const corrected = left.rows.map((row) => ({ ...row, 人次: '7' }))
  await tryPublish(sample, table, writeCsv(left.headers, corrected), LIMITS)
  const rows = right.rows.map((row) => right.headers.map((name) => (name === '人次' ? '7' : (row[name] ?? ''))))
  const typed = await bytesOf(
    textWorkbook(
      '退回行',
      (async function* () {
        yield* [right.headers, ...rows]
      })(),
    ),
  )
  const done = await tryPublish(other, table, typed, { ...LIMITS, fileName: 'corrected.xlsx' })
  expect(done.batch).toMatchObject({ rowsPublished: 14, rowsRejected: 0 })
  const published = await trialRows(other, table, PUBLISHED)
  expect(published).toEqual(await trialRows(sample, table, PUBLISHED))
  // The notes are what was sent, but for the blanks and marks that any file loses.
  const notes = new Map(published.map(({ id, note }) => [id, note]))
  for (const note of [
    '=HYPERLINK("http://a.example","x")',
    '0012',
    'two\nlines',
    '<b>&amp;</b>',
    '_x0041_',
    'bell\u0007',
    '合计',
    '备注：无',
    '😀',
  ])
    expect([...notes.values()]).toContain(note)
})

test('what no spreadsheet takes is not made a workbook of', async () => {
  const path = join(sample.root, 'long.csv')
  await writeFile(path, `\ufeffid,_line\n${'x'.repeat(32_768)},1\n`)
  expect(await rejectsWorkbook(path, 40_000)).toBe('cell-too-long')
  expect(await rejectsWorkbook(path, 65 * 2 ** 20)).toBe('too-large')
})
