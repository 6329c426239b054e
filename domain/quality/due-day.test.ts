import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CalendarDate } from '../period/calendar'
import { dueDay, isOnTime, nextPeriod, type OwedEvery, periodEnd, periodStart } from './due-day'

const day = (text: string) => CalendarDate.parse(text)

describe('the due day', () => {
  test.each<[string, OwedEvery, number, string]>([
    ['2026-10-05', 'day', 0, '2026-10-05'],
    ['2026-10-05', 'day', 1, '2026-10-06'],
    ['2026-12-31', 'day', 1, '2027-01-01'],
    ['2026-10-01', 'month', 10, '2026-11-10'],
    ['2026-10-31', 'month', 10, '2026-11-10'],
    ['2028-02-29', 'month', 0, '2028-02-29'],
    ['2026-02-01', 'month', 0, '2026-02-28'],
    ['2026-12-15', 'month', 10, '2027-01-10'],
    ['2026-01-01', 'year', 60, '2027-03-01'],
    ['2026-12-31', 'year', 0, '2026-12-31'],
  ])('a row of %s owed every %s with %i days is due on %s', (at, every, days, due) => {
    expect(dueDay(day(at), every, days)).toBe(due)
  })

  test.each([
    ['the last millisecond of the due day in Shanghai is on time', '2026-11-10T15:59:59.999Z', true],
    ['midnight in Shanghai is late', '2026-11-10T16:00:00.000Z', false],
    ['the due day’s own midnight in UTC is on time', '2026-11-10T00:00:00.000Z', true],
    ['a day early is on time', '2026-11-09T16:00:00.000Z', true],
  ])('%s', (_, received, onTime) => {
    expect(isOnTime(new Date(received), day('2026-11-10'))).toBe(onTime)
  })
})

const anyDay = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((at) => day(at.toISOString().slice(0, 10)))
const anyEvery = fc.constantFrom<OwedEvery>('day', 'month', 'year')

test('a day lies in exactly one period, and the next begins the day after it ends', () => {
  fc.assert(
    fc.property(anyDay, anyEvery, (at, every) => {
      const [start, end] = [periodStart(at, every), periodEnd(at, every)]
      expect(start <= at && at <= end).toBe(true)
      expect(periodStart(end, every)).toBe(start)
      expect(periodStart(nextPeriod(at, every), every) > end).toBe(true)
    }),
  )
})
