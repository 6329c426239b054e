import { describe, expect, test } from 'vitest'
import { readValue, type Steps, sumOf, withHour } from './read-value'

describe('a value is read by its steps', () => {
  test.each<[string, Steps, string]>([
    [' 男 ', { values: { 男: '1', 女: '2' } }, '1'],
    ['不明', { values: { 男: '1' } }, '不明'],
    ['constructor', { values: { 男: '1' } }, 'constructor'],
    ['__proto__', { values: { 男: '1' } }, '__proto__'],
    ['', { values: { '': '9' } }, '9'],
    ['-', { values: { 男: '1' } }, ''],
    ['0301|内科', { split: { by: '|', part: 2 } }, '内科'],
    ['0301', { split: { by: '|', part: 2 } }, ''],
    ['1.5', { unit: '万元' }, '15000'],
    ['0.1', { unit: '万元' }, '1000'],
    ['1,234.5', { unit: '千元' }, '1234500'],
    ['15000元', { unit: '万元' }, '15000'],
    ['1.5 万元', { unit: '元' }, '15000'],
    ['约1.5', { unit: '万元' }, '约1.5'],
    ['12.5%', { percent: 'fraction' }, '0.125'],
    ['12.5', { percent: 'fraction' }, '0.125'],
    ['12.5％', { percent: 'points' }, '12.5'],
    ['3', { times: '0.001' }, '0.003'],
    ['46296', { date: '1900' }, '2026-10-01'],
    ['46296.5', { date: '1900' }, '2026-10-01 12:00:00'],
    ['44834', { date: '1904' }, '2026-10-01'],
    ['2026-10-01', { date: '1900' }, '2026-10-01'],
    ['="00123"', { values: {} }, '00123'],
  ])('%j by %j is %j', (text, steps, expected) => {
    expect(readValue(text, steps)).toBe(expected)
  })
})

test('a sum leaves out what is empty, is empty when all is, and shows what is no number', () => {
  expect(sumOf(['1.10', '', '2.20'], {})).toBe('3.3')
  expect(sumOf(['', '-'], {})).toBe('')
  expect(sumOf(['1', 'x', '2'], {})).toBe('x')
  expect(sumOf(['0.1', '0.2'], { unit: '万元' })).toBe('3000')
})

test.each([
  ['2026-10-05', '8', '2026-10-05 08:00:00'],
  ['20261005', '14', '2026-10-05 14:00:00'],
  ['2026/10/5 0:00:00', '08:30', '2026/10/5 08:30:00'],
  ['2026-10-05 09:15:00', '8', '2026-10-05 09:15:00'],
  ['2026-10-05', '', '2026-10-05'],
  ['2026-10-05', '8时5分', '2026-10-05 08:05:00'],
])('the day %s and the hour %j are %s', (day, hour, expected) => {
  expect(withHour(day, hour)).toBe(expected)
})
