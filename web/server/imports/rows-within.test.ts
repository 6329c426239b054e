import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordReader } from './record-reader'
import { rowsWithin } from './rows-within'

async function* pieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}
const check = (text: string, size = 7) =>
  rowsWithin(pieces(text, size), ['facility_id', '机构编码'], (id) => id === 'H01')

describe('a sender with a facility grant', () => {
  test('may send a file whose every row names that facility', async () => {
    expect(await check('机构编码,金额\nH01,1\nH01,2\n')).toEqual({ ok: true, rows: 2 })
  })
  test('may use the other delimiters, quotes and a byte-order mark', async () => {
    expect(await check('\uFEFF"Facility_ID"\t"note"\r\n"H01"\t"a ""b""\n c"\r\n')).toEqual({ ok: true, rows: 1 })
  })
  test('is refused with the line of the first row of another facility', async () => {
    expect(await check('金额,机构编码\n1,H01\n"2\n2",H02\n3,H03\n')).toEqual({
      ok: false,
      reason: 'foreign-facility',
      line: 3,
      value: 'H02',
    })
  })
  test('is refused when a row leaves the facility empty', async () => {
    expect(await check('机构编码\n""\n')).toMatchObject({ ok: false, reason: 'foreign-facility', line: 2 })
  })
  test('is refused when no column names the facility', async () => {
    expect(await check('a,b\n1,2\n')).toMatchObject({ ok: false, reason: 'no-facility-column' })
    expect(await check('')).toMatchObject({ ok: false, reason: 'no-facility-column' })
  })
})

// Each of these was read here as rows of H01 alone, and by the import as rows of H02 as well.
describe('a file that the import could read otherwise is refused:', () => {
  test.each([
    ['two delimiters with the facility under each', 'x,facility_id,y|facility_id|||\n1,H02,z|H01|||\n', 1],
    ['a facility under a second delimiter, beyond a quote', 'facility_id,n|"\nH01,1\n"|facility_id|||\n', 1],
    ['a quote that nobody closes', '机构编码,note\nH01,"a\nH02,b\n', 2],
    ['text after a closed quote', '机构编码,note\nH01,"a"b\nH02,c\n', 2],
    ['a quote inside a field, after a blank', 'note,机构编码,x\n "a,H01,b",H02\n', 2],
    ['a line end that is a carriage return alone', '机构编码,note\nH01,a\rH02,b\n', 2],
    ['a second encoding behind a quote', '机构编码,note\nH01,"\u0000H\u00000\u00002"\n', 2],
  ])('%s', async (_, text, line) => {
    expect(await check(text)).toMatchObject({ ok: false, reason: 'unclear-text', line })
    expect(await check(text, 1)).toMatchObject({ ok: false, reason: 'unclear-text', line })
  })
})

test('a record longer than any real one is refused before it fills the memory', async () => {
  expect(await check(`机构编码,note\nH01,"${'a'.repeat(199_990)}"\n`, 65_536)).toEqual({ ok: true, rows: 1 })
  expect(await check(`机构编码,note\nH01,"${'a'.repeat(200_000)}"\n`, 65_536)).toMatchObject({
    reason: 'unclear-text',
    line: 2,
  })
})

test('blank lines before the header are passed over and counted', async () => {
  expect(await check('\uFEFF\r\n \n机构编码\nH02\n')).toMatchObject({ reason: 'foreign-facility', line: 4 })
})

test('what was written with quotes is read back, however it is cut into pieces', () => {
  const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '中', ' ') })
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 5 }), (rows, size) => {
      const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n')
      const read: string[][] = []
      const reader = new RecordReader(
        ',',
        (fields) => read.push([...fields]),
        (line) => expect.unreachable(`line ${line} is clear`),
      )
      for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size))
      reader.end()
      expect(read).toEqual(rows)
    }),
  )
})
