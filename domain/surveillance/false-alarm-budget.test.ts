import { describe, expect, test } from 'vitest'
import { calendarDate } from '../period/calendar'
import { random } from '../random/random'
import { discoveryCut, type NamedVerdicts, withinBudget } from './false-alarm-budget'
import { SurveillanceError } from './series'
import type { Verdict } from './verdict'

const judged = (chance: number | null, tail = 0.05, month = 1): Verdict => ({
  kind: 'judged',
  date: calendarDate(2020, month, 1),
  observed: 1,
  expected: 1,
  limit: 1,
  score: 0,
  alarm: chance === null || chance < tail,
  chance,
})
const named = (chances: readonly (number | null)[], tail?: number): NamedVerdicts[] =>
  chances.map((chance, at) => ({ area: `area ${at}`, subject: 'disease', verdicts: [judged(chance, tail)] }))

describe('Benjamini and Hochberg', () => {
  test('their example of fifteen tests: four findings at 0.05, where Bonferroni has three', () => {
    const chances = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ]
    expect(discoveryCut(chances, 0.05)).toBe(0.0095)
    expect(discoveryCut([...chances].reverse(), 0.05)).toBe(0.0095)
  })
  test('against adjusted chances worked out one by one', () => {
    const chance = random('bh')
    for (let round = 0; round < 50; round++) {
      const chances = Array.from({ length: 40 }, () => chance.next() ** (chance.next() < 0.3 ? 6 : 1))
      const adjusted = chances.map((own) => {
        const steps = chances.filter((other) => other >= own)
        return Math.min(
          ...steps.map((other) => (other * chances.length) / chances.filter((one) => one <= other).length),
        )
      })
      const cut = discoveryCut(chances, 0.1) ?? -1
      for (const [at, own] of chances.entries()) expect(own <= cut).toBe((adjusted[at] ?? 1) <= 0.1)
    }
  })
  test('nothing is a finding where nothing is small', () => {
    expect(discoveryCut([0.5, 0.9], 0.1)).toBeNull()
    expect(discoveryCut([], 0.1)).toBeNull()
  })
  test('of findings at most the rate is false', () => {
    const chance = random('fdr')
    let [kept, wrong] = [0, 0]
    for (let month = 0; month < 400; month++) {
      const real = Array.from({ length: 100 }, (_, at) => at < 10)
      const chances = real.map((one) => chance.next() * (one ? 0.001 : 1))
      const cut = discoveryCut(chances, 0.1) ?? -1
      for (const [at, own] of chances.entries())
        if (own <= cut) {
          kept++
          wrong += real[at] ? 0 : 1
        }
    }
    expect(wrong / kept).toBeLessThan(0.11)
    expect(wrong / kept).toBeGreaterThan(0.06)
  })
})

describe('a month’s budget over areas and diseases', () => {
  const chances = [1e-6, 0.0004, 0.003, 0.045, 0.2, 0.5, 0.6, 0.7, 0.8, 0.9]
  const settings = { rate: 0.1, perMonth: null, tail: 0.05 }
  test('the rate drops the alarm that ten tests make likely by chance', () => {
    const { months, kept } = withinBudget(named(chances), settings)
    expect(months).toEqual([
      { month: '2020-01', tests: 10, expectedFalse: 0.5, alarms: 4, kept: 3, cut: 0.003, unbudgeted: 0 },
    ])
    expect(kept.map((one) => one.area)).toEqual(['area 0', 'area 1', 'area 2'])
  })
  test('a budget below it drops more', () => {
    expect(withinBudget(named(chances), { ...settings, perMonth: 0.01 }).months[0]).toMatchObject({
      kept: 2,
      cut: 0.001,
    })
  })
  test('what its own rule did not raise is not kept, however rare', () => {
    expect(withinBudget(named(chances, 1e-5), settings).months[0]).toMatchObject({ alarms: 1, kept: 1 })
  })
  test('months are judged apart, and alarms without a chance counted apart', () => {
    const other = { area: 'x', subject: 'C3', verdicts: [judged(null), judged(1e-9, 0.05, 2)] }
    const { months } = withinBudget([...named([0.5]), other], settings)
    expect(months.map(({ month, tests, kept, unbudgeted }) => [month, tests, kept, unbudgeted])).toEqual([
      ['2020-01', 1, 0, 1],
      ['2020-02', 1, 1, 0],
    ])
  })
  test.each([
    [{ rate: 0 }, 'rate of 0'],
    [{ perMonth: 0 }, 'budget of 0'],
  ])('%j is refused', (change, message) => {
    expect(() => withinBudget(named([0.1]), { ...settings, ...change })).toThrow(SurveillanceError)
    expect(() => withinBudget(named([0.1]), { ...settings, ...change })).toThrow(message)
  })
})
