import { expect, test } from 'vitest'
import { addDays, CalendarDate, calendarDate, daysBetween } from '../period/calendar'
import { type CountSeries, dateAt, indexOf, requireSeries, STEPS, SurveillanceError, yearsBefore } from './series'

const made = (step: CountSeries['step'], from = '2018-01-01', rest: Partial<CountSeries> = {}): CountSeries => ({
  from: CalendarDate.parse(from),
  step,
  counts: [],
  ...rest,
})

test.each(STEPS)('a step of a %s is found again by each of its days', (step) => {
  const series = made(step)
  for (const index of [0, 1, 11, 52, 60]) {
    const first = dateAt(series, index)
    const last = addDays(dateAt(series, index + 1), -1)
    expect(indexOf(series, first)).toBe(index)
    expect(indexOf(series, last)).toBe(index)
  }
  expect(indexOf(series, calendarDate(2017, 12, 31))).toBe(-1)
})

test('years before: the same month, the same day, the week that begins nearest to the same day', () => {
  expect(yearsBefore(made('month'), 40, 3)).toBe(4)
  const days = made('day', '2019-01-01')
  const leap = indexOf(days, calendarDate(2024, 2, 29))
  expect(dateAt(days, yearsBefore(days, leap, 1))).toBe('2023-02-28')
  const weeks = made('week')
  for (const years of [1, 2, 3, 4, 5])
    for (let index = 0; index < 400; index++) {
      const now = dateAt(weeks, index)
      const then = dateAt(weeks, yearsBefore(weeks, index, years))
      const wanted = calendarDate(
        Number(now.slice(0, 4)) - years,
        Number(now.slice(5, 7)),
        Math.min(28, Number(now.slice(8))),
      )
      // Three days and, for the 29th to 31st asked here as the 28th, three more.
      expect(Math.abs(daysBetween(wanted, then) - 1)).toBeLessThanOrEqual(Number(now.slice(8)) > 28 ? 6 : 3)
    }
})

test('a series without a calendar counts steps', () => {
  expect(yearsBefore(made('week', '1990-01-01', { stepsPerYear: 52 }), 281, 5)).toBe(21)
})

test.each([
  [{ counts: [1, Number.NaN] }, 'Count 2 is NaN'],
  [{ counts: [1], people: [1, 2] }, '2 populations for 1 counts'],
  [{ counts: [1], people: [0] }, 'Population 1 is 0'],
  [{ from: calendarDate(2020, 1, 2), step: 'month' }, 'not on 2020-01-02'],
  [{ stepsPerYear: 0 }, 'A year of 0 steps'],
] satisfies [Partial<CountSeries>, string][])('%j is refused', (wrong, message) => {
  expect(() => requireSeries({ ...made('day'), ...wrong })).toThrow(SurveillanceError)
  expect(() => requireSeries({ ...made('day'), ...wrong })).toThrow(message)
})
