import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordReader, rowsWithin } from './rows-within'

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

test('what was written with quotes is read back, however it is cut into pieces', () => {
  const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '中', ' ') })
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 5 }), (rows, size) => {
      const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n')
      const read: string[][] = []
      const reader = new RecordReader(',', (fields) => read.push([...fields]))
      for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size))
      reader.end()
      expect(read).toEqual(rows)
    }),
  )
})
