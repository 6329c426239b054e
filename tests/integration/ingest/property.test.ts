import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgeFile } from './naive-validator'
import { HMAC_KEY, SampleLake } from './sample-lake'
import { column, parseCsv, trialRows, words } from './trial'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
  await sample.published('code_entry', 'set,edition,code,name_zh\nicd10,演示,I10,演示\nicd10,演示,A17.0,演示\n')
})
afterAll(() => sample.remove())

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
    column('entries', 'list', {
      list: {
        view: `${name}_entry`,
        title: words('entries'),
        count: 3,
        members: [
          {
            name: 'code',
            headers: ['K#'],
            title: words('code'),
            type: 'text',
            codeSet: { set: 'icd10', severity: 'flag' },
          },
          { name: 'state', headers: ['S#'], title: words('state'), type: 'text', values: ['1', '2'] },
          { name: 'day', headers: ['T#'], title: words('day'), type: 'date' },
        ],
      },
    }),
  ],
  outliers: [
    { id: 'far', column: 'amount', by: ['kind'], scale: 'linear', factor: 2, minimum: 6, message: words('far') },
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
      id: 'full',
      column: 'count',
      brokenWhen: 'count = 500',
      message: { zh: '满', en: 'full' },
      severity: 'refuse',
      tolerance: 0.1,
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
const HEADER = 'facility,record,name,day,at,kind,count,amount,ok,K1,S1,T1,K2,S2,T2,K3,S3,T3'
const FIELDS = 18

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
    ['0', '1', '100', '101', '499', '7.0', ' 12', '1e2', '+5'],
    ['-1', '500', '500', '501', '1.5', 'x', '', '-', '0x10', 'nan', 'inf', '1,000', '１'],
  ),
  mostly(
    ['0', '0.5', '1000', '1000.01', '', '1e3', ' 7 ', '12', '9', '100000'],
    ['-0.01', 'x', 'nan', 'inf', '1e16', '1,000.00'],
  ),
  mostly(['1', '0', 'true', '否', 'Y', ''], ['2', 'maybe', '真']),
)
const entry = fc.tuple(
  fc.constantFrom('', '', '', 'I10', 'i10', 'A17.0+', ' I10.x00x002', 'A17.000x1', 'Q99', 'A17.1', 'A17.1x', '-'),
  mostly(['', '1', ' 2', '-'], ['3', 'x']),
  mostly(['', '2026-10-05', '2026/1/5', '20261005'], ['2026-02-30', '1799-12-31', 'x']),
)
const fault = fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-1, 1, 3) })
const record = fc
  .tuple(cells, fc.array(entry, { minLength: 3, maxLength: 3 }), fault)
  .map(([fixed, entries, fields]) => ({ values: [...fixed, ...entries.flat()], fields }))
  .map(({ values, fields }) =>
    fields === 0
      ? [...values]
      : fields < 0
        ? values.slice(0, fields)
        : [...values, ...Array.from({ length: fields }, () => 'x')],
  )
/** Files that a check refuses, or nearly. */
const SPOILT = ['not', 'not', 'not', 'not', 'every twelfth full', 'every eighth full', 'most of another kind'] as const
function spoil(record: string[], at: number, how: (typeof SPOILT)[number]): string[] {
  const full = (how === 'every twelfth full' && at % 12 === 11) || (how === 'every eighth full' && at % 8 === 7)
  const [header, value] = full ? ['count', '500'] : ['kind', '3']
  if (!full && (how !== 'most of another kind' || at % 3 === 0)) return record
  return record.map((old, field) => (field === HEADER.split(',').indexOf(header) ? value : old))
}
const writing = fc.record({
  bom: fc.boolean(),
  crlf: fc.boolean(),
  quoteAll: fc.boolean(),
  last: fc.boolean(),
  blanks: fc.boolean(),
  spoilt: fc.constantFrom(...SPOILT),
})

test('of any file: rows read = published + rejected, and what is published is what a second, plain validator publishes', async () => {
  let n = 0
  let publishedInAll = 0
  let rejectedInAll = 0
  let refusedInAll = 0
  let farInAll = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 60, size: 'max' }),
      writing,
      async (generated, how) => {
        const records = generated.map((values, at) => spoil(values, at, how.spoilt))
        // A line end inside a value moves the lines below it, which the naive validator does not count.
        const lines = physicalLines(records)
        const quote = (value: string) =>
          how.quoteAll || /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
        const eol = how.crlf ? '\r\n' : '\n'
        const text = `${how.bom ? '\ufeff' : ''}${[HEADER, ...records.map((values) => values.map(quote).join(','))].join(eol)}${how.last ? eol : ''}${how.blanks ? eol + eol : ''}`
        const table = visitTable(`trial_${++n}`)
        const path = await sample.write(text, `trial-${n}.csv`)
        const outcome = await importFile({ ...sample.request('bed_day', path), table })
        const judged = judgeFile(records, FIELDS, HMAC_KEY)
        if (typeof judged === 'string') {
          refusedInAll++
          expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: judged } })
          return
        }
        expect(outcome.kind).toBe('published')
        if (outcome.kind !== 'published') return
        const { batch } = outcome

        const expected = judged.flatMap(({ line, row }) => (row ? [{ line: lines.get(line), ...row }] : []))
        const bad = judged.flatMap(({ line, row }) => (row ? [] : [lines.get(line)]))
        expect(batch.rowsRead).toBe(records.length)
        expect(batch.rowsPublished + batch.rowsRejected).toBe(batch.rowsRead)
        expect(await publishedRows(table)).toEqual(expected)
        expect(await rejectedLines(batch.rejectFile)).toEqual(bad)
        publishedInAll += expected.length
        farInAll += expected.filter(({ flags }) => flags.includes('far')).length
        rejectedInAll += bad.length
      },
    ),
    { numRuns: 45, seed: 20261101 },
  )
  // The generator must produce each kind, in number.
  expect(publishedInAll).toBeGreaterThan(300)
  expect(rejectedInAll).toBeGreaterThan(200)
  expect(refusedInAll).toBeGreaterThan(2)
  expect(farInAll).toBeGreaterThan(10)
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

function publishedRows(table: WarehouseTable) {
  const sql = `SELECT _line::INT AS line, facility, record, day::VARCHAR AS day, strftime("at", '%Y-%m-%d %H:%M:%S') AS "at", kind,
    count::INT AS count, amount, ok, entries::JSON::VARCHAR AS entries, array_to_string(_flags, ',') AS flags FROM ${table.name} ORDER BY 1`
  return trialRows(sample, table, sql)
}

/** `_line` stands fourth from the end. */
async function rejectedLines(file: string | null): Promise<number[]> {
  if (file === null) return []
  const [, ...rows] = parseCsv(await readFile(join(sample.lake, file), 'utf8'))
  return rows.map((row) => Number(row.at(-4)))
}
