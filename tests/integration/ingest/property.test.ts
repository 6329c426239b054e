import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgeFile } from './naive-validator'
import { HMAC_KEY, SampleLake } from './sample-lake'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

const column = (name: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
  name,
  type,
  headers: [],
  title: { zh: name, en: name },
  required: false,
  ...more,
})

/** One column of every type and rule; `naive-validator.ts` knows the same rules by heart. */
const visitTable = (name: string): WarehouseTable => ({
  name,
  title: { zh: '试验', en: 'Trial' },
  grain: 'row',
  key: ['facility', 'record', 'day'],
  dateColumn: 'day',
  owedBy: [],
  columns: [
    column('facility', 'text', { required: true, references: { table: 'facility', column: 'facility_id' } }),
    column('record', 'text', { required: true, identifier: 'hash' }),
    column('name', 'text', { identifier: 'drop' }),
    column('day', 'date', { required: true }),
    column('at', 'timestamp'),
    column('kind', 'text', { required: true, values: ['1', '2', '9'] }),
    column('count', 'integer', { required: true, min: 0, max: 500 }),
    column('amount', 'decimal', { min: 0 }),
    column('ok', 'boolean'),
  ],
  checks: [
    {
      id: 'many',
      column: 'count',
      brokenWhen: `kind = '9' AND count > 100`,
      message: { zh: '多', en: 'many' },
      severity: 'reject',
    },
    {
      id: 'expensive',
      column: 'amount',
      brokenWhen: 'amount > 1000',
      message: { zh: '贵', en: 'dear' },
      severity: 'flag',
    },
  ],
})
const HEADER = 'facility,record,name,day,at,kind,count,amount,ok'

/** Mostly sound values, so that whole rows get through, among every kind of bad one. */
const mostly = (sound: readonly string[], bad: readonly string[]) =>
  fc.oneof({ weight: 40, arbitrary: fc.constantFrom(...sound) }, { weight: 1, arbitrary: fc.constantFrom(...bad) })
const TIMES = [
  '2026-10-05',
  '2026/10/5',
  '20261005',
  '2026年10月5日',
  '2026-10-05 08:05:06',
  '2026-1-5 8:05',
  '2026-10-05T23:59',
  '20261005080506',
  '2024-02-29',
  '1800-01-01',
  '2199-12-31 23:59:59',
]
const BAD_TIMES = [
  '',
  '-',
  '2026-02-29',
  '2026-13-01',
  '26-10-05',
  '1799-12-31',
  '2200-01-01',
  'infinity',
  'epoch',
  'x',
  '2026-10',
  '5/10/2026',
  '2026-10-05Z',
  '2026-10-05 25:00',
  '2026-10-05 08:60:00',
  '2026-10-05 08:00:00+08:00',
]
const cells = fc.tuple(
  mostly(['F001', 'F002', ' F003 ', 'F003'], ['F009', '', '-', 'f001', 'F001,']),
  mostly(['R1', 'R2', 'R3', ' R4', '记录,五', 'R"6', 'R\n7'], ['', '-', ' ']),
  fc.constantFrom('甲', '乙"', '丙,丁', ''),
  mostly(TIMES, BAD_TIMES),
  mostly([...TIMES, ''], BAD_TIMES.slice(2)),
  mostly(['1', '2', ' 9', '9'], ['3', '01', '', 'x', '1.0']),
  mostly(
    ['0', '1', '100', '101', '500', '7.0', ' 12', '1e2', '+5'],
    ['-1', '501', '1.5', 'x', '', '-', '0x10', 'nan', 'inf', '1,000', '１'],
  ),
  mostly(['0', '0.5', '1000', '1000.01', '', '1e3', ' 7 '], ['-0.01', 'x', 'nan', 'inf', '1e16', '1,000.00']),
  mostly(['1', '0', 'true', '否', 'Y', ''], ['2', 'maybe', '真']),
)
const fault = fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-1, 1, 3) })
const record = fc
  .tuple(cells, fault)
  .map(([values, fields]) =>
    fields === 0
      ? [...values]
      : fields < 0
        ? values.slice(0, fields)
        : [...values, ...Array.from({ length: fields }, () => 'x')],
  )
const writing = fc.record({
  bom: fc.boolean(),
  crlf: fc.boolean(),
  quoteAll: fc.boolean(),
  last: fc.boolean(),
  blanks: fc.boolean(),
})

test('of any file: rows read = published + rejected, and what is published is what a second, plain validator publishes', async () => {
  let n = 0
  let publishedInAll = 0
  let rejectedInAll = 0
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 60, size: 'max' }), writing, async (records, how) => {
      // A line end inside a value moves the lines below it, which the naive validator does not count.
      const lines = physicalLines(records)
      const quote = (value: string) =>
        how.quoteAll || /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
      const eol = how.crlf ? '\r\n' : '\n'
      const text = `${how.bom ? '\ufeff' : ''}${[HEADER, ...records.map((values) => values.map(quote).join(','))].join(eol)}${how.last ? eol : ''}${how.blanks ? eol + eol : ''}`
      const table = visitTable(`trial_${++n}`)
      const path = await sample.write(text, `trial-${n}.csv`)
      const outcome = await importFile({ ...sample.request('bed_day', path), table })
      expect(outcome.kind).toBe('published')
      if (outcome.kind !== 'published') return
      const { batch } = outcome

      const judged = judgeFile(records, 9, HMAC_KEY)
      const expected = judged.flatMap(({ line, row }) => (row ? [{ line: lines.get(line), ...row }] : []))
      const bad = judged.flatMap(({ line, row }) => (row ? [] : [lines.get(line)]))
      expect(batch.rowsRead).toBe(records.length)
      expect(batch.rowsPublished + batch.rowsRejected).toBe(batch.rowsRead)
      expect(await publishedRows(table)).toEqual(expected)
      expect(await rejectedLines(batch.rejectFile)).toEqual(bad)
      publishedInAll += expected.length
      rejectedInAll += bad.length
    }),
    { numRuns: 60, seed: 20261101 },
  )
  // The generator must produce both, in number.
  expect(publishedInAll).toBeGreaterThan(300)
  expect(rejectedInAll).toBeGreaterThan(300)
})

/** Line of the plain count (header 1, first record 2) -> physical line. */
function physicalLines(records: readonly (readonly string[])[]): Map<number, number> {
  const lines = new Map<number, number>()
  let line = 2
  for (const [at, values] of records.entries()) {
    lines.set(at + 2, line)
    line += 1 + values.join('').split('\n').length - 1
  }
  return lines
}

async function publishedRows(table: WarehouseTable) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    for (const sql of viewStatements(await currentManifest(sample.lake), [table], sample.lake))
      await connection.run(sql)
    const result = await connection.runAndReadAll(`SELECT _line::INT AS line, facility, record, day::VARCHAR AS day,
      strftime("at", '%Y-%m-%d %H:%M:%S') AS "at", kind, count::INT AS count, amount, ok, _flags::VARCHAR AS flags FROM ${table.name} ORDER BY 1`)
    return result.getRowObjectsJS()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** `_line` stands fourth from the end; values are written without line ends here, as identifiers are masked. */
async function rejectedLines(file: string | null): Promise<number[]> {
  if (file === null) return []
  const text = await readFile(join(sample.lake, file), 'utf8')
  const rows = text.split('\n').slice(1, -1)
  return rows.map((row) => {
    const cells = [...row.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map((cell) => cell[1])
    return Number(cells.at(-4))
  })
}
