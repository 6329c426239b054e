import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { identifierToken } from '@cockpit/jobs/ingest/identifier-token'
import { keptHash } from '@cockpit/jobs/ingest/pseudonym'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesBelow } from './lake-laws'
import { HMAC_KEY, SampleLake } from './sample-lake'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

const HEADER = 'A01,A48,A49,A20,A11,A27,A30,A35,A13,住址,A12C,B12,B15,B16C,B20,C03C,B34C,D01'
const row = (
  record: string,
  person: string,
  name: string,
  phones: string[],
  more: Partial<Record<'address' | 'cost' | 'stay', string>> = {},
) =>
  [
    'F001',
    record,
    '1',
    person,
    name,
    ...phones,
    '1980-01-01',
    more.address ?? '',
    '1',
    '2026-10-01 08:00:00',
    '2026-10-05 09:30:00',
    '0301',
    more.stay ?? '4',
    'I21.000',
    '1',
    more.cost ?? '100',
  ].join(',')

const keyed = (value: string) => keptHash(createHmac('sha256', Buffer.from(HMAC_KEY, 'hex')).update(value).digest())

test('no identifier stands in any byte of the lake, whether its row was published, rejected or broken', async () => {
  const planted = [
    '欧阳演示甲',
    '欧阳演示乙',
    '欧阳演示丙',
    '欧阳演示丁',
    '330106198001017777',
    '330106198001018888',
    '330106198001019999',
    '13987654321',
    '13987654322',
    '13987654323',
    '演示路九十九号',
    'REC-SECRET-1',
    'REC-SECRET-2',
    'REC-SECRET-3',
  ]
  const phones = ['13987654321', '13987654322', '13987654323']
  const text = [
    HEADER,
    row('REC-SECRET-1', '330106198001017777', '欧阳演示甲', phones, { address: '演示路九十九号' }),
    row('REC-SECRET-2', '330106198001018888', '欧阳演示乙', phones, { address: '演示路九十九号', stay: 'x' }),
    row('REC-SECRET-1', '330106198001017777', '欧阳演示丙', phones),
    `${row('REC-SECRET-3', '330106198001019999', '欧阳演示丁', phones)},one field too many`,
  ].join('\n')
  const { batch, ignoredHeaders } = await sample.published('discharge', `${text}\n`)
  expect([batch.rowsRead, batch.rowsPublished, batch.rowsRejected]).toEqual([4, 1, 3])
  expect(ignoredHeaders).toEqual(['住址'])
  const files = await filesBelow(sample.lake, '.')
  expect(files.some((file) => file.endsWith('.parquet'))).toBe(true)
  expect(batch.rejectFile && files.includes(batch.rejectFile)).toBe(true)
  for (const file of files) {
    const bytes = await readFile(join(sample.lake, file))
    for (const text of planted) expect(bytes.includes(text), `${text} in ${file}`).toBe(false)
  }
  // Parquet is compressed, so its values are looked at as well.
  const published = JSON.stringify(
    await sample.rows(
      "SELECT * REPLACE (_line::INT AS _line) FROM (SELECT COLUMNS(c -> c != 'admission_no' AND c != 'age_years' AND c != 'los_days') FROM discharge)",
    ),
  )
  for (const text of planted) expect(published).not.toContain(text)
})

const token = (column: string, value: string) => identifierToken(HMAC_KEY, 'discharge', column, keyed(value))

test('the rejected row keeps the sender’s layout: identifiers as tokens or empty, unknown columns masked', async () => {
  const { batch } = await sample.published(
    'discharge',
    `${HEADER}\n${row('R9', 'P9', '某演示', ['1', '2', '3'], { stay: '0' })}\n${row('R8', 'P8', '某演示', ['1', '2', '3'])}\n`,
  )
  const text = await readFile(join(sample.lake, batch.rejectFile ?? 'missing'), 'utf8')
  expect(text).toBe(
    `\ufeff${HEADER},_origin,_line,_field,_value,_reason\n` +
      `F001,${token('record_no', 'R9')},1,${token('person_key', 'P9')},,,,,,***,1,2026-10-01 08:00:00,2026-10-05 09:30:00,0301,0,I21.000,1,100,${batch.id}:2,2,B20,0,小于最小值 1 / below the minimum 1\n`,
  )
  expect(text).not.toContain(keyed('R9'))
})

test('the hash is HMAC-SHA256 as node:crypto computes it, of any text', async () => {
  const values = fc.sample(
    fc.oneof(
      fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
      fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom(...'演示病案号ABC0123 -"\'\\,') }),
    ),
    { numRuns: 300, seed: 7 },
  )
  // Blanks are cut, line ends, lone hyphens and a spreadsheet's marks of text mean something to the reader; the rest must come through.
  const records = [...new Set(values.map((value) => value.replace(/[\s\p{Cc}\ufffd]+/gu, '')))].filter(
    (v) => v !== '' && v !== '-' && !(v.length === 18 && v.endsWith('x')) && !/^('|=")/.test(v),
  )
  expect(records.length).toBeGreaterThan(150)
  const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`
  await sample.published(
    'discharge',
    `${HEADER}\n${records.map((record) => row(quoted(record), '', '', ['', '', ''], { cost: '777' })).join('\n')}\n`,
  )
  const rows = await sample.rows('SELECT record_no FROM discharge WHERE cost_total = 777 ORDER BY _line')
  expect(rows.map(({ record_no }) => record_no)).toEqual(records.map(keyed))
})

test.each([
  ['a key longer than a block is hashed first', 'ab'.repeat(100)],
  ['a key of exactly one block', 'cd'.repeat(64)],
])('%s', async (_name, hmacKey) => {
  const record = `LONG-${hmacKey.length}`
  await sample.published('discharge', `${HEADER}\n${row(record, '', '', ['', '', ''])}\n`, { hmacKey })
  const expected = keptHash(createHmac('sha256', Buffer.from(hmacKey, 'hex')).update(record).digest())
  expect(await sample.rows(`SELECT count(*)::INT AS n FROM discharge WHERE record_no = '${expected}'`)).toEqual([
    { n: 1 },
  ])
})

test('an identity number ending in x and in X is one person', async () => {
  await sample.published(
    'discharge',
    `${HEADER}\n${row('X1', '33010619800101123x', '', ['', '', ''])}\n${row('X2', '33010619800101123X', '', ['', '', ''])}\n`,
  )
  expect(
    await sample.rows(`SELECT count(*)::INT AS n FROM discharge WHERE person_key = '${keyed('33010619800101123X')}'`),
  ).toEqual([{ n: 2 }])
})

test('a key that is too short is refused without being repeated', async () => {
  const attempt = sample.import('discharge', `${HEADER}\n${row('S1', '', '', ['', '', ''])}\n`, { hmacKey: 'abcd' })
  await expect(attempt).rejects.toThrow('at least 16 bytes in hexadecimal')
  await expect(attempt).rejects.not.toThrow('abcd')
})
