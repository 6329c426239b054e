import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalText, numberText } from './cell-text'
import { formatKind } from './number-format'
import { serialDate } from './serial-date'

test.each([
  ['0.30000000000000004', '0.3'],
  ['1.1000000000000001', '1.1'],
  ['1.2E-3', '0.0012'],
  ['1.5E+7', '15000000'],
  ['1E22', '10000000000000000000000'],
  ['-2.5E-7', '-0.00000025'],
  ['123456789012345', '123456789012345'],
  ['1234567890123456', '1234567890123456'],
  ['x', 'x'],
])('the number %s is shown as %s', (raw, text) => {
  expect(decimalText(raw)).toBe(text)
})

test('fifteen digits come back as they were', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 5 }), (digits, places) => {
      const value = digits / 10 ** places
      expect(Number(decimalText(String(value)))).toBe(value)
      expect(decimalText(String(value))).not.toMatch(/e/i)
    }),
  )
})

describe('a day number', () => {
  test.each<[number, boolean, string | null]>([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, '1900-02-29'],
    [61, false, '1900-03-01'],
    [46296, false, '2026-10-01'],
    [44834, true, '2026-10-01'],
    [0, true, '1904-01-01'],
    [46296.75, false, '2026-10-01 18:00:00'],
    [46296.9999999, false, '2026-10-02'],
    [0.5, false, '12:00:00'],
    [-1, false, null],
    [2_958_466, false, null],
  ])('%d (from 1904: %s) is %s', (serial, from1904, date) => {
    expect(serialDate(serial, from1904)).toBe(date)
  })
})

describe('what a format means', () => {
  test.each([
    ['yyyy-mm-dd', 'date'],
    ['[$-804]yyyy"年"m"月"d"日";@', 'date'],
    ['yyyy"年"m"月"', 'month'],
    ['h:mm:ss', 'date'],
    ['[h]:mm', 'date'],
    ['0.00%', 'percent'],
    ['000000', 'digits'],
    ['#,##0.00', 'number'],
    ['0.00_);[Red](0.00)', 'number'],
    ['"第"0"次"', 'number'],
    ['General', 'number'],
    ['@', 'number'],
    ['¥#,##0.00', 'number'],
  ])('%s is a %s', (code, kind) => {
    expect(formatKind(code).kind).toBe(kind)
  })
  test('zeros alone give back the zeros a number lost, a month its day', () => {
    expect(numberText('123', formatKind('000000'), false)).toBe('000123')
    expect(numberText('46296', formatKind('yyyy/mm'), false)).toBe('2026-10')
    expect(numberText('0.125', formatKind('0%'), false)).toBe('12.5%')
  })
})
