import { carefulSql } from '@cockpit/jobs/ingest/careful-sql'
import { decimalText, parseDecimal } from '@cockpit/jobs/ingest/mapping/decimal'
import { anyTimestampSql, dateSql, timestampSql } from '@cockpit/jobs/ingest/time-sql'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let instance: DuckDBInstance
let connection: Awaited<ReturnType<DuckDBInstance['connect']>>
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  connection = await instance.connect()
})
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

/** What the expression makes of each text, in one query. */
async function read(texts: readonly string[], sql: string): Promise<unknown[]> {
  const list = texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ')
  const reader = await connection.runAndReadAll(`SELECT ${sql} AS v FROM (SELECT unnest([${list}]) AS x)`)
  return reader.getRowObjectsJson().map(({ v }) => v)
}

test('a number is read alike in a plain file and by a mapping', async () => {
  const text = fc.string({
    unit: fc.constantFrom('0', '1', '9', '１', ',', '.', '-', '+', '￥', '¥', ' ', '%', '元', '。'),
    maxLength: 9,
  })
  const texts = [
    ...new Set(fc.sample(text, { numRuns: 3000, seed: 20261122 })),
    '1,234.50',
    '￥1,234',
    '１２．５',
    '-¥5',
  ]
  const found = await read(texts, `TRY_CAST(${carefulSql('x', { type: 'decimal' })} AS DOUBLE)`)
  const differing = texts.filter((one, at) => {
    // The database's own cast takes two signs for one, here as in a plain file.
    if (/^\s*\+-/.test(one)) return false
    const number = parseDecimal(one)
    return (found[at] ?? null) !== (number === null ? null : Number(decimalText(number)))
  })
  expect(differing).toEqual([])
})

describe('dates in words', () => {
  test.each([
    ['2026年10月5日', '2026-10-05 00:00:00'],
    ['２０２６年１０月５日', '2026-10-05 00:00:00'],
    ['2026年10月5日 8时30分', '2026-10-05 08:30:00'],
    ['2026年10月5日8时30分15秒', '2026-10-05 08:30:15'],
    ['2026 年 10 月 5 日', '2026-10-05 00:00:00'],
    ['2026-10-05 08:30', '2026-10-05 08:30:00'],
    ['="2026/10/5"', '2026-10-05 00:00:00'],
    ['2026年13月5日', null],
    ['明天', null],
  ])('%s is %s', async (text, expected) => {
    expect(await read([text], `(${timestampSql(carefulSql('x', { type: 'timestamp' }))})::VARCHAR`)).toEqual([expected])
  })
})

test('a time told by its shape is the time that the slow way reads', async () => {
  const forms = [
    '2026-09-01 08:30:05',
    '2026-09-01 08:30',
    '2026-09-01',
    '2026-09-01T08:30:05',
    '2026/09/01 08:30',
    '2026-9-1 8:30:0Z',
    '20260901083005',
  ]
  const slip = fc.tuple(fc.nat(30), fc.constantFrom(...'0123456789-/:. TZz+()aB'), fc.constantFrom(0, 1))
  const text = fc
    .tuple(fc.constantFrom(...forms), fc.array(slip, { maxLength: 3 }))
    .map(([form, slips]) =>
      slips
        .reduce(
          (now, [at, sign, instead]) => now.slice(0, at % now.length) + sign + now.slice((at % now.length) + instead),
          form,
        )
        .trim(),
    )
  const texts = [...new Set(fc.sample(text, { numRuns: 20_000, seed: 20261122 }))]
  const slow = await read(texts, `(${anyTimestampSql('x')})::VARCHAR`)
  expect(slow.filter((time) => time !== null).length).toBeGreaterThan(300)
  expect(await read(texts, `(${timestampSql('x')})::VARCHAR`)).toEqual(slow)
  expect(await read(texts, `(${dateSql('x', null)})::VARCHAR`)).toEqual(
    await read(texts, `(${anyTimestampSql('x')})::DATE::VARCHAR`),
  )
})

test('a name keeps its full-width signs, a code does not', async () => {
  expect(await read(['内科（东院）Ａ'], carefulSql('x', { type: 'text' }))).toEqual(['内科（东院）Ａ'])
  expect(
    await read([' Ｉ２１．０００ '], carefulSql('x', { type: 'text', codeSet: { set: 'icd10', severity: 'flag' } })),
  ).toEqual(['I21.000'])
})
