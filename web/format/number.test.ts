import { describe, expect, test } from 'vitest'
import { bandText, changeText, exactText, plainText, valueText, type Wording, writeValue } from './number'

const visits: Wording = { format: 'count', digits: 0, unit: { zh: '人次', en: 'visits' } }
const income: Wording = { format: 'money', digits: 2, unit: { zh: '元', en: 'CNY' } }
const share: Wording = { format: 'percent', digits: 1, unit: { zh: '%', en: '%' } }
const index: Wording = { format: 'decimal', digits: 2, unit: { zh: '', en: '' } }

describe('a count takes 万 from 10,000 and 亿 from 100,000,000', () => {
  test.each([
    [0, '0 人次'],
    [-0, '0 人次'],
    [9_999, '9,999 人次'],
    [10_000, '1.00 万人次'],
    [864_213, '86.42 万人次'],
    [1_000_000, '100.0 万人次'],
    [99_999_999, '10,000.0 万人次'],
    [100_000_000, '1.00 亿人次'],
    [-25_000, '-2.50 万人次'],
  ])('%d -> %s', (value, text) => {
    expect(valueText(value, visits, 'zh')).toBe(text)
  })
})

test('English keeps all digits below a million and then counts in millions', () => {
  expect(valueText(864_213, visits, 'en')).toBe('864,213 visits')
  expect(valueText(1_250_000, visits, 'en')).toBe('1.25 m visits')
  expect(valueText(2_400_000_000, income, 'en')).toBe('2.40 bn CNY')
})

test('money is yuan and scales to 万元 and 亿元', () => {
  expect(writeValue(48_120_000, income, 'zh')).toEqual({ figure: '4,812.0', unit: '万元' })
  expect(valueText(1_234_500_000, income, 'zh')).toBe('12.35 亿元')
  expect(valueText(812.5, income, 'zh')).toBe('812.50 元')
})

test('a percentage is stored as a share and written with its own digits', () => {
  expect(valueText(0.319, share, 'zh')).toBe('31.9%')
  expect(valueText(1, share, 'en')).toBe('100.0%')
})

test('an index without a unit is the figure alone', () => {
  expect(valueText(0.857, index, 'zh')).toBe('0.86')
})

test('the exact text never scales', () => {
  expect(exactText(864_213, visits, 'zh')).toBe('864,213 人次')
  expect(exactText(0.31876, share, 'zh')).toBe('31.88%')
})

describe('a change carries its sign', () => {
  test('of an amount it is relative', () => {
    expect(changeText({ change: 0.0312, difference: 100 }, visits, 'zh')).toBe('+3.1%')
    expect(changeText({ change: -0.02, difference: -5 }, visits, 'en')).toBe('−2.0%')
    expect(changeText({ change: 0, difference: 0 }, visits, 'zh')).toBe('±0.0%')
  })
  test('of a percentage it is the difference in percentage points', () => {
    expect(changeText({ change: 0.15, difference: 0.041 }, share, 'zh')).toBe('+4.1 个百分点')
    expect(changeText({ change: -0.1, difference: -0.02 }, share, 'en')).toBe('−2.0 pp')
  })
  test('from nothing it is the difference itself', () => {
    expect(changeText({ change: null, difference: 12 }, visits, 'zh')).toBe('+12 人次')
  })
})

test('a plain figure keeps at most the digits asked for', () => {
  expect(plainText(15_084.123, 'zh')).toBe('15,084.12')
})

test('a change that rounds to nothing is written as none, without a direction', () => {
  expect(changeText({ change: -0.0004, difference: -0.0001 }, share, 'zh')).toBe('±0.0 个百分点')
  expect(changeText({ change: 0.0004, difference: 1 }, visits, 'zh')).toBe('±0.0%')
  expect(changeText({ change: 0.0005, difference: 1 }, visits, 'zh')).toBe('+0.1%')
})

test('a target band tells its unit once', () => {
  const beds: Wording = { format: 'decimal', digits: 2, unit: { zh: '张/千人', en: 'per 1,000' } }
  expect(bandText({ max: 0.27 }, share, 'zh')).toBe('≤ 27.0%')
  expect(bandText({ min: 7.4, max: 7.5 }, beds, 'zh')).toBe('7.40–7.50 张/千人')
  expect(bandText({ min: 0.8, max: 0.9 }, share, 'en')).toBe('80.0–90.0%')
  expect(bandText({}, share, 'zh')).toBe('')
})
