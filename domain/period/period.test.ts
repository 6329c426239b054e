import { describe, expect, it } from 'vitest'
import { addMonths, CalendarDate, daysBetween, isWeekend, shanghaiDate } from './calendar'
import {
  formatPeriod,
  monthsOf,
  PeriodError,
  parsePeriod,
  previousPeriod,
  sameLastYear,
  trailingMonths,
  yearToDate,
} from './period'

const day = (text: string) => CalendarDate.parse(text)

describe('parsePeriod', () => {
  it.each([
    ['2026', '2026-01-01', '2026-12-31'],
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-10-05', '2026-10-05', '2026-10-05'],
    ['2026-01..2026-10', '2026-01-01', '2026-10-31'],
    ['2025-12-30..2026-01', '2025-12-30', '2026-01-31'],
  ])('%s runs from %s to %s and is written back the same', (text, from, to) => {
    const period = parsePeriod(text)
    expect([period.from, period.to]).toEqual([from, to])
    expect(parsePeriod(formatPeriod(period))).toEqual(period)
  })

  it.each(['', 'last month', '2026-13', '2026-Q5', '2025-02-29', '2026-10..', '20261', '1900'])(
    'refuses %j and names the accepted forms',
    (text) => {
      expect(() => parsePeriod(text)).toThrow(PeriodError)
      expect(() => parsePeriod(text)).toThrow(/2026-Q3/)
    },
  )

  it('refuses a range that ends before it starts', () => {
    expect(() => parsePeriod('2026-10..2026-01')).toThrow(/ends before it starts/)
  })
})

describe('compared periods', () => {
  it('同比 of a leap February is the whole February before', () => {
    expect(sameLastYear(parsePeriod('2024-02'))).toMatchObject({ from: '2023-02-01', to: '2023-02-28' })
    expect(sameLastYear(parsePeriod('2025-02'))).toMatchObject({ from: '2024-02-01', to: '2024-02-29' })
  })

  it('环比 of a whole month is the month before, of days the days before', () => {
    expect(previousPeriod(parsePeriod('2026-03'))).toMatchObject({ from: '2026-02-01', to: '2026-02-28' })
    expect(previousPeriod(parsePeriod('2026-01..2026-03'))).toMatchObject({ from: '2025-10-01', to: '2025-12-31' })
    expect(previousPeriod(parsePeriod('2026-03-01..2026-03-07'))).toMatchObject({
      from: '2026-02-22',
      to: '2026-02-28',
    })
  })

  it('累计同期 starts on 1 January of the year the period ends in', () => {
    expect(yearToDate(parsePeriod('2026-10'))).toMatchObject({ from: '2026-01-01', to: '2026-10-31' })
  })

  it('thirteen trailing months include the same month last year', () => {
    const months = monthsOf(trailingMonths(parsePeriod('2026-10'), 13))
    expect(months).toHaveLength(13)
    expect(months.at(0)).toBe('2025-10')
    expect(months.at(-1)).toBe('2026-10')
  })
})

describe('calendar', () => {
  it('a day that does not exist is refused', () => {
    expect(CalendarDate.safeParse('2025-02-29').success).toBe(false)
    expect(CalendarDate.safeParse('2024-02-29').success).toBe(true)
  })

  it('adding a month to the 31st stays inside the shorter month', () => {
    expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28')
    expect(addMonths(day('2026-03-31'), -13)).toBe('2025-02-28')
  })

  it('a Saturday and a Sunday are the weekend, a Friday and a Monday are not', () => {
    expect(['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02'].map((text) => isWeekend(day(text)))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('days are counted with both ends', () => {
    expect(daysBetween(day('2026-03-01'), day('2026-03-31'))).toBe(31)
  })

  it('the Shanghai day begins at 16:00 UTC, whatever the machine’s zone', () => {
    expect(shanghaiDate(new Date('2026-11-20T15:59:59Z'))).toBe('2026-11-20')
    expect(shanghaiDate(new Date('2026-11-20T16:00:00Z'))).toBe('2026-11-21')
  })
})
