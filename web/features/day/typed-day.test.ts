import { daysInMonth } from '@cockpit/domain/period/calendar'
import { expect, test } from 'vitest'
import { isIn, typedClock, typedDay, weeksOf } from './typed-day'

test.each(['2026-11-22', '2026/11/22', '2026.11.22', '20261122', ' 2026年11月22日 '])('%s is a day', (text) => {
  expect(typedDay(text)).toBe('2026-11-22')
})

test('a month and a day may have one digit; what the calendar lacks, and half a day, are none', () => {
  expect(typedDay('2026-2-3')).toBe('2026-02-03')
  expect(['2026-02-30', '2026-11', '11/22/2026', '22.11.2026', '2026112', 'x', ''].map(typedDay)).toEqual(
    Array(7).fill(null),
  )
})

test('a time of day', () => {
  expect(['8:05', '08：05', '0805', '8点5分', '23:59', '00:00'].map(typedClock)).toEqual([
    ...['08:05', '08:05', '08:05', '08:05', '23:59', '00:00'],
  ])
  expect(['24:00', '8:60', '805', '8', '', '8:05 PM'].map(typedClock)).toEqual(Array(6).fill(null))
})

test('the weeks of every month begin on a Monday, follow each other, and hold each of its days once', () => {
  for (let year = 2023; year <= 2028; year++)
    for (let month = 1; month <= 12; month++) {
      const days = weeksOf(year, month).flat()
      expect(new Date(`${days[0]}T00:00:00Z`).getUTCDay()).toBe(1)
      expect(new Set(days).size).toBe(days.length)
      expect([...days].sort()).toEqual(days)
      expect(days.length % 7).toBe(0)
      expect(days.filter((day) => isIn(day, year, month))).toHaveLength(daysInMonth(year, month))
    }
})
