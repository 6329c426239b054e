import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stepsOf } from '../indicator/time-shape'
import { addDays, CalendarDate, calendarDate, daysBetween, daysInMonth, weekOf, weeksInYear } from './calendar'
import { formatPeriod, GRAINS, isWholeMonths, parsePeriod, previousPeriod, sameLastYear } from './period'

const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays(calendarDate(1990, 1, 1), n))
const grain = fc.constantFrom(...GRAINS)

/** Numbers every week from a Monday that everybody's calendar calls the first of its year (1 January 2018), one day at a time. */
function weeksByWalking(days: number): Map<string, string> {
  const found = new Map<string, string>()
  const at = new Date(Date.UTC(2018, 0, 1))
  let [year, week] = [2018, 1]
  for (let n = 0; n < days; n++) {
    if (n > 0 && at.getUTCDay() === 1) {
      // A week is the first of a year when most of its days, from Thursday on, lie in it.
      const thursday = new Date(at.getTime() + 3 * 86_400_000).getUTCFullYear()
      if (thursday === year) week++
      else [year, week] = [thursday, 1]
    }
    found.set(at.toISOString().slice(0, 10), `${year}-W${String(week).padStart(2, '0')}`)
    at.setUTCDate(at.getUTCDate() + 1)
  }
  return found
}

it('weeks are numbered as one counts them on a calendar, over thirty years', () => {
  for (const [date, name] of weeksByWalking(11_000)) {
    const { from, to } = parsePeriod(name)
    expect(from <= date && date <= to, `${date} lies in ${name}`).toBe(true)
    const { year, week } = weekOf(CalendarDate.parse(date))
    expect(`${year}-W${String(week).padStart(2, '0')}`).toBe(name)
  }
})

it.each([
  [2015, 53],
  [2020, 53],
  [2021, 52],
  [2026, 53],
  [2027, 52],
])('%i has %i weeks', (year, weeks) => expect(weeksInYear(year)).toBe(weeks))

it('steps of any grain lie end to end, fill the span, and are whole exactly where they are not cut', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 900 }), grain, (from, length, step) => {
      const to = addDays(from, length)
      const steps = stepsOf({ from, to }, step)
      expect(steps[0]?.from).toBe(from)
      expect(steps.at(-1)?.to).toBe(to)
      expect(steps.reduce((sum, one) => sum + daysBetween(one.from, one.to), 0)).toBe(length + 1)
      for (const [n, one] of steps.entries()) {
        const next = steps[n + 1]
        if (next) expect(addDays(one.to, 1)).toBe(next.from)
        expect(one.at <= one.from).toBe(true)
        if (n > 0 && next) expect(one.whole).toBe(true)
      }
    }),
  )
})

it('the step of a day is written and read back as the same period, whatever the grain', () => {
  fc.assert(
    fc.property(day, grain, (date, step) => {
      const whole = stepsOf({ from: addDays(date, -400), to: addDays(date, 400) }, step).find(
        (one) => one.from <= date && date <= one.to,
      )
      const period = { from: whole?.from ?? date, to: whole?.to ?? date, grain: step }
      expect(parsePeriod(formatPeriod(period))).toEqual(period)
    }),
  )
})

it('环比 ends the day before and is of the same kind; 同比 keeps its place in the year', () => {
  fc.assert(
    fc.property(day, grain, (date, step) => {
      const name = stepsOf({ from: addDays(date, -800), to: addDays(date, 800) }, step).find(
        (one) => one.from <= date && date <= one.to,
      )
      const period = parsePeriod(formatPeriod({ from: name?.from ?? date, to: name?.to ?? date, grain: step }))
      const before = previousPeriod(period)
      expect(addDays(before.to, 1)).toBe(period.from)
      expect(parsePeriod(formatPeriod(before))).toEqual(before)
      const lastYear = sameLastYear(period)
      expect(parsePeriod(formatPeriod(lastYear))).toEqual(lastYear)
      if (step === 'week') {
        expect(daysBetween(lastYear.from, lastYear.to)).toBe(7)
        expect(weekOf(lastYear.from).year).toBe(weekOf(period.from).year - 1)
      } else if (step !== 'day') {
        expect(isWholeMonths(lastYear)).toBe(true)
        expect(lastYear.from.slice(5)).toBe(period.from.slice(5))
      } else {
        const [year, month, number] = period.from.split('-').map(Number) as [number, number, number]
        expect(lastYear.from).toBe(calendarDate(year - 1, month, Math.min(number, daysInMonth(year - 1, month))))
      }
    }),
  )
})
