import { parsePeriod } from '@cockpit/domain/period/period'
import { describe, expect, test } from 'vitest'
import { ageText, instantText, remainingText } from './instant'
import { axisMonth, periodText } from './time'

describe('a period is written the way people say it', () => {
  test.each([
    ['2026', '2026年', '2026'],
    ['2026-Q3', '2026年第3季度', 'Q3 2026'],
    ['2026-H1', '2026年上半年', 'H1 2026'],
    ['2026-W41', '2026年第41周', 'Week 41, 2026'],
    ['2026-10', '2026年10月', 'Oct 2026'],
    ['2026-10-05', '2026年10月5日', '5 Oct 2026'],
    ['2026-01..2026-10', '2026年1–10月', 'Jan–Oct 2026'],
    ['2025-11..2026-10', '2025年11月–2026年10月', 'Nov 2025–Oct 2026'],
    ['2026-10..2026-10', '2026年10月', 'Oct 2026'],
    ['2026-10-05..2026-10-07', '2026年10月5日–2026年10月7日', '5 Oct 2026–7 Oct 2026'],
  ])('%s', (text, zh, en) => {
    expect(periodText(parsePeriod(text), 'zh')).toBe(zh)
    expect(periodText(parsePeriod(text), 'en')).toBe(en)
  })
})

test('the axis tells the year once, at January', () => {
  expect(axisMonth('2026-01-01', 'zh')).toBe('2026')
  expect(axisMonth('2026-02-01', 'zh')).toBe('2月')
  expect(axisMonth('2026-02-01', 'en')).toBe('Feb')
})

test('an instant is shown on the clock of Shanghai, whatever the zone of the machine', () => {
  expect(instantText('2026-11-20T16:30:00Z')).toBe('2026-11-21 00:30')
})

describe('age changes its word at a minute, an hour and two days', () => {
  const now = new Date('2026-11-21T00:00:00Z')
  test.each([
    ['2026-11-20T23:59:01Z', '刚刚'],
    ['2026-11-20T23:59:00Z', '1 分钟前'],
    ['2026-11-20T23:00:01Z', '59 分钟前'],
    ['2026-11-20T23:00:00Z', '1 小时前'],
    ['2026-11-19T00:00:01Z', '47 小时前'],
    ['2026-11-19T00:00:00Z', '2 天前'],
  ])('%s -> %s', (at, text) => {
    expect(ageText(at, now, 'zh')).toBe(text)
  })
})

test('a deadline is late only after it has passed', () => {
  const now = new Date('2026-11-21T00:00:00Z')
  expect(remainingText('2026-11-21T00:00:00Z', now, 'zh')).toEqual({ late: false, text: '剩 0 分' })
  expect(remainingText('2026-11-21T01:39:00Z', now, 'zh')).toEqual({ late: false, text: '剩 1 小时 39 分' })
  expect(remainingText('2026-11-18T00:00:00Z', now, 'en')).toEqual({ late: true, text: '3 d late' })
})
