import { describe, expect, test } from 'vitest'
import { calendarDate } from '../period/calendar'
import { referenceSteps } from './reference-steps'
import { type CountSeries, SurveillanceError } from './series'

const weeks: CountSeries = { from: calendarDate(2015, 1, 5), step: 'week', counts: [], stepsPerYear: 52 }
const months: CountSeries = { from: calendarDate(2004, 1, 1), step: 'month', counts: [] }

describe('one season: the windows of earlier years and nothing else', () => {
  test('weeks', () => {
    const steps = referenceSteps(weeks, 281, { years: 3, halfWindow: 3, seasons: 1, leftOut: 3 }) ?? []
    const wanted = [3, 2, 1].flatMap((back) => [-3, -2, -1, 0, 1, 2, 3].map((by) => 281 - 52 * back + by))
    expect(steps.map((one) => one.index)).toEqual(wanted)
    expect(new Set(steps.map((one) => one.season))).toEqual(new Set([0]))
  })
  test('months of the calendar', () => {
    const steps = referenceSteps(months, 30, { years: 2, halfWindow: 1, seasons: 1, leftOut: 1 }) ?? []
    expect(steps.map((one) => one.index)).toEqual([5, 6, 7, 17, 18, 19])
  })
})

describe('ten seasons', () => {
  const settings = { years: 5, halfWindow: 3, seasons: 10, leftOut: 26 }
  const steps = referenceSteps(weeks, 300, settings) ?? []
  test('every week from the oldest window to the last half year, once', () => {
    expect(steps.map((one) => one.index)).toEqual(Array.from({ length: 274 - 37 }, (_, at) => 37 + at))
  })
  test('the windows are the last season; between them nine blocks of five weeks', () => {
    for (const { index, season } of steps) {
      // Weeks after the middle of the last window before.
      const after = (index - (300 - 5 * 52) + 520) % 52
      const window = after <= 3 || after >= 49
      expect(season, `week ${index}`).toBe(window ? 9 : Math.floor((after - 4) / 5))
    }
  })
  test('a rest makes the first blocks longer', () => {
    const year = { ...weeks, stepsPerYear: 54 }
    const found = referenceSteps(year, 320, settings) ?? []
    const sizes = [0, 1, 2, 8].map((season) => found.filter((one) => one.season === season && one.index < 104).length)
    // 47 weeks in nine blocks: two of six, seven of five.
    expect(sizes).toEqual([6, 6, 5, 5])
  })
  test('twelve months hold ten seasons with a window of three, and no more', () => {
    const found = referenceSteps(months, 70, { ...settings, halfWindow: 1, leftOut: 6 }) ?? []
    expect(found.at(-1)?.index).toBe(63)
    for (const { index, season } of found) {
      const after = (index - 10 + 120) % 12
      expect(season).toBe(after <= 1 || after === 11 ? 9 : after - 2)
    }
    const tooMany = () => referenceSteps(months, 70, { ...settings, halfWindow: 1, seasons: 11, leftOut: 6 })
    expect(tooMany).toThrow(SurveillanceError)
    expect(tooMany).toThrow('give at most 10 seasons')
  })
})

test('without the oldest window there are none', () => {
  const settings = { years: 5, halfWindow: 3, seasons: 1, leftOut: 3 }
  expect(referenceSteps(weeks, 262, settings)).toBeNull()
  expect(referenceSteps(weeks, 263, settings)).toHaveLength(35)
})

test('weeks of the calendar stay at the same days of the year', () => {
  const calendar: CountSeries = { from: calendarDate(2010, 1, 4), step: 'week', counts: [] }
  const steps = referenceSteps(calendar, 520, { years: 9, halfWindow: 0, seasons: 1, leftOut: 0 }) ?? []
  // Nine years are 469.6 weeks: counted in fifty-twos the oldest would lie more than a week late.
  expect(steps[0]?.index).toBe(520 - 470)
})
