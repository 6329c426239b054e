import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identifierToken } from '@cockpit/jobs/ingest/identifier-token'
import { keptHash } from '@cockpit/jobs/ingest/pseudonym'
import { Session } from '@cockpit/jobs/ingest/session'
import { correctedRows } from '@cockpit/jobs/quality/corrected-rows'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HMAC_KEY, SampleLake } from './sample-lake'
import { column, rejectsOf, trialRows, trialTable, tryPublish, words, writeCsv } from './trial'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

const keyed = (value: string) => keptHash(createHmac('sha256', Buffer.from(HMAC_KEY, 'hex')).update(value).digest())
let tables = 0
const visits = () =>
  trialTable(
    `resent_${++tables}`,
    [
      column('facility', 'text', { required: true, references: { table: 'facility', column: 'facility_id' } }),
      column('record', 'text', { required: true, identifier: 'hash', headers: ['病案号'] }),
      column('person', 'text', { identifier: 'hash' }),
      column('name', 'text', { identifier: 'drop' }),
      column('born', 'date', { identifier: 'drop' }),
      column('day', 'date', { required: true }),
      column('ward', 'text'),
      column('n', 'integer', { required: true, min: 0 }),
      column('cost', 'decimal'),
      column('codes', 'list', {
        list: {
          view: `resent_${tables}_code`,
          title: words('codes'),
          count: 3,
          members: [
            { name: 'code', headers: ['K#'], title: words('code'), type: 'text' },
            { name: 'state', headers: ['S#'], title: words('state'), type: 'text', values: ['1', '2'] },
          ],
        },
      }),
    ],
    ['facility', 'record', 'day'],
    {
      facilityColumn: 'facility',
      dateColumn: 'day',
      checks: [
        {
          id: 'unborn',
          column: 'day',
          brokenWhen: 'born > day',
          message: words('not yet born'),
          severity: 'reject',
        },
      ],
    },
  )
const HEADERS = [
  'facility',
  '病案号',
  'person',
  'name',
  'born',
  '住址',
  'day',
  'ward',
  'n',
  'cost',
  'K01',
  'S01',
  'K02',
  'S02',
  'K03',
  'S03',
]
type Row = Record<string, string>
const row = (more: Row): Row => ({ facility: 'F001', 病案号: 'R1', day: '2026-10-05', n: '1', ...more })
const published = (table: ReturnType<typeof visits>) =>
  trialRows(
    sample,
    table,
    `SELECT facility, record, person, day::VARCHAR AS day, ward, n::INT AS n, cost, codes::JSON::VARCHAR AS codes FROM ${table.name} ORDER BY record, day, facility`,
  )

async function corrected(batch: string) {
  const folder = await mkdtemp(join(tmpdir(), 'corrected-'))
  const session = await Session.open(folder)
  try {
    return await correctedRows(session, batch, await currentManifest(sample.lake), sample.lake)
  } finally {
    session.close()
    await rm(folder, { recursive: true })
  }
}

describe('a reject file that is corrected and sent again', () => {
  test('is published under the same keys, though nobody saw the identifiers', async () => {
    const table = visits()
    const first = await tryPublish(
      sample,
      table,
      writeCsv(HEADERS, [
        row({ 病案号: 'GOOD' }),
        row({
          病案号: 'EARLY',
          person: '33010119800101123x',
          name: '某演示',
          住址: '演示路',
          n: 'x',
          ward: '=1+1',
          K02: 'B',
          S02: '1',
        }),
        row({
          病案号: 'LATE',
          person: 'P2',
          facility: 'F00',
          ward: "''+3",
          cost: '12.50',
          K01: 'A',
          K03: 'C',
          S03: '2',
        }),
        row({ 病案号: 'GOOD', ward: 'twice' }),
      ]),
    )
    expect([first.batch.rowsPublished, first.batch.rowsRejected]).toEqual([1, 3])
    const { headers, rows, text } = await rejectsOf(sample, first.batch.rejectFile)
    for (const secret of ['EARLY', '33010119800101123', '某演示', '演示路', keyed('EARLY')])
      expect(text).not.toContain(secret)
    expect(headers.slice(-5)).toEqual(['_origin', '_line', '_field', '_value', '_reason'])
    expect(rows.map(({ ward }) => ward)).toEqual(["'=1+1", "'''+3", 'twice'])

    const [early = {}, late = {}] = rows
    const second = await tryPublish(
      sample,
      table,
      writeCsv(headers, [
        { ...early, n: '2' },
        { ...late, facility: 'F002' },
      ]),
    )
    expect([second.batch.rowsPublished, second.batch.rowsRejected]).toEqual([2, 0])
    expect(second.ignoredHeaders).toEqual(['住址'])
    const rest = { day: '2026-10-05', person: null, cost: null, codes: '[]', ward: null, n: 1 }
    const expected = [
      { ...rest, facility: 'F001', record: keyed('GOOD') },
      {
        ...rest,
        facility: 'F001',
        record: keyed('EARLY'),
        person: keyed('33010119800101123X'),
        ward: '=1+1',
        n: 2,
        codes: '[{"code":"B","state":"1"}]',
      },
      {
        ...rest,
        facility: 'F002',
        record: keyed('LATE'),
        person: keyed('P2'),
        ward: "'+3",
        cost: 12.5,
        codes: '[{"code":"A","state":null},{"code":"C","state":"2"}]',
      },
    ].sort((a, b) => (a.record < b.record ? -1 : 1))
    expect(await published(table)).toEqual(expected)
    expect(await corrected(first.batch.id)).toEqual([
      { line: 3, by: second.batch.id },
      { line: 4, by: second.batch.id },
    ])
  })

  test('tells through any number of rounds which rows were corrected', async () => {
    const table = visits()
    const first = await tryPublish(
      sample,
      table,
      writeCsv(HEADERS, [row({ 病案号: 'A', n: 'x' }), row({ 病案号: 'B', n: 'x' })]),
    )
    const once = await rejectsOf(sample, first.batch.rejectFile)
    const [a = {}, b = {}] = once.rows
    // The day of B is corrected as well, so that its key is another than the rejected one's.
    const second = await tryPublish(
      sample,
      table,
      writeCsv(once.headers, [
        { ...a, n: '1' },
        { ...b, n: 'y', day: '2026-10-06' },
      ]),
    )
    expect(await corrected(first.batch.id)).toEqual([{ line: 2, by: second.batch.id }])
    const twice = await rejectsOf(sample, second.batch.rejectFile)
    expect(twice.headers).toEqual(once.headers)
    expect(twice.rows.map(({ _origin, _line }) => [_origin, _line])).toEqual([
      [`${first.batch.id}:3 ${second.batch.id}:3`, '3'],
    ])
    const third = await tryPublish(sample, table, writeCsv(twice.headers, [{ ...twice.rows[0], n: '1' }]))
    expect(await corrected(first.batch.id)).toEqual([
      { line: 2, by: second.batch.id },
      { line: 3, by: third.batch.id },
    ])
    expect(await corrected(second.batch.id)).toEqual([{ line: 3, by: third.batch.id }])
  })

  test('skips what needs an identifier that is never given back', async () => {
    const table = visits()
    const first = await tryPublish(
      sample,
      table,
      writeCsv(HEADERS, [row({ born: '2027-01-01' }), row({ 病案号: 'R2' })]),
    )
    const { headers, rows } = await rejectsOf(sample, first.batch.rejectFile)
    expect(rows.map(({ born, _reason }) => [born, _reason])).toEqual([['', 'not yet born / not yet born']])
    const second = await tryPublish(sample, table, writeCsv(headers, rows))
    expect(second.batch.rowsPublished).toBe(1)
  })
})

describe('a token', () => {
  const table = visits()
  const token = (column: string, value: string, of = table.name, key = HMAC_KEY) =>
    identifierToken(key, of, column, keyed(value))
  const refused = async (value: string) => {
    const { batch } = await tryPublish(
      sample,
      table,
      writeCsv(HEADERS, [row({ 病案号: value }), row({ 病案号: `beside ${value}` })]),
    )
    const { rows } = await rejectsOf(sample, batch.rejectFile)
    return rows.map(({ _field, _reason, 病案号 }) => [_field, _reason?.split(' / ')[1]?.slice(0, 24), 病案号])
  }

  test('made here stands for the very hash of the identifier', async () => {
    await tryPublish(
      sample,
      table,
      writeCsv(HEADERS, [row({ 病案号: token('record', 'T1'), person: token('person', 'P1') })]),
    )
    const rows = await published(table)
    expect(rows.map(({ record, person }) => [record, person])).toEqual([[keyed('T1'), keyed('P1')]])
  })

  test.each([
    ['of another column', () => token('person', 'T2')],
    ['of another table', () => token('record', 'T2', 'discharge')],
    ['of another installation', () => token('record', 'T2', table.name, 'ff'.repeat(16))],
    ['with one digit altered', () => token('record', 'T2').replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    [
      'with the hidden hash altered',
      () => token('record', 'T2').replace(/^hash:./, (head) => (head.endsWith('0') ? 'hash:1' : 'hash:0')),
    ],
    ['cut short', () => token('record', 'T2').slice(0, -1)],
    ['that is the hash itself', () => `hash:${keyed('T2')}:${keyed('T2')}`],
    [
      'that is the hash’s own digits',
      () => {
        const digits = createHmac('sha256', Buffer.from(HMAC_KEY, 'hex')).update('T2').digest('hex')
        return `hash:${digits.slice(0, 18)}:${digits.slice(0, 32)}`
      },
    ],
  ])('%s is rejected and not repeated', async (_, make) => {
    expect(await refused(make())).toEqual([['病案号', 'the token (hash:...) is ', '']])
  })

  test('is not the mask of a file from before tokens', async () => {
    expect(await refused('***')).toEqual([['病案号', 'the identifier is masked', '']])
  })
})

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab=+-@\'",;\t演示１ ＝\n'), maxLength: 6 }),
  fc.constantFrom("''+3", "''a", '="07"', "'", "'-"),
)
const bad = fc.constantFrom('none', 'n', 'day', 'facility', 'state')
const generated = fc.record({
  person: text,
  ward: text,
  code: fc.constantFrom('', 'A', ' B'),
  late: fc.constantFrom('', 'C'),
  bad,
})

test('whatever the values, what is published after the correction is what a sound file would have published', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(generated, { minLength: 1, maxLength: 12 }), async (records) => {
      const sound = records.map(({ person, ward, code, late }, at) =>
        row({ 病案号: `R${at}`, person, ward, K01: code, S01: '1', K02: late, S02: '2', name: ward, cost: '0.1' }),
      )
      const wrong: Row = { n: 'x', day: '2026-02-30', facility: 'F9', S01: '7' }
      const spoil = (of: Row, how: string) => {
        const header = how === 'state' ? 'S01' : how
        // The state of an entry without a code is not read, so it cannot be wrong.
        const spoilt = how === 'none' || (header === 'S01' && !of.K01?.trim())
        return spoilt ? of : { ...of, [header]: wrong[header] ?? '' }
      }
      const expected = visits()
      await tryPublish(sample, expected, writeCsv(HEADERS, sound))

      const table = visits()
      const first = await tryPublish(
        sample,
        table,
        writeCsv(
          HEADERS,
          sound.map((one, at) => spoil(one, records[at]?.bad ?? 'none')),
        ),
      )
      const { headers, rows } = await rejectsOf(sample, first.batch.rejectFile)
      expect(rows.length).toBe(first.batch.rowsRejected)
      if (rows.length > 0) {
        const right = rows.map((one) => {
          const original = sound[Number(one._line) - 2 - linesBefore(sound, Number(one._line))] ?? {}
          const fields = (one._field ?? '').split('; ')
          return { ...one, ...Object.fromEntries(fields.map((field) => [field, original[field] ?? ''])) }
        })
        const second = await tryPublish(sample, table, writeCsv(headers, right))
        expect(second.batch.rowsRejected).toBe(0)
      }
      expect(await published(table)).toEqual(await published(expected))
    }),
    { numRuns: 15, seed: 20261102 },
  )
})

/** Line ends inside the values of the records that stand before a physical line. */
function linesBefore(rows: readonly Row[], line: number): number {
  let at = 2
  let inside = 0
  for (const one of rows) {
    if (at >= line) break
    const ends = HEADERS.reduce((sum, name) => sum + ((one[name] ?? '').split('\n').length - 1), 0)
    inside += ends
    at += 1 + ends
  }
  return inside
}
