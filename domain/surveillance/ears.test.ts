import { describe, expect, test } from 'vitest'
import { calendarDate } from '../period/calendar'
import { random } from '../random/random'
import { EARS_METHODS, type EarsMethod, type EarsSettings, ears, earsSettings } from './ears'
import { type CountSeries, SurveillanceError } from './series'

const series = (counts: readonly (number | null)[]): CountSeries => ({
  from: calendarDate(2026, 1, 1),
  step: 'day',
  counts,
})
const judged = (counts: readonly (number | null)[], settings: EarsSettings, index: number) => {
  const verdict = ears(series(counts), settings)[index]
  if (verdict?.kind !== 'judged') throw new Error(`step ${index} was not judged: ${verdict?.why}`)
  return verdict
}

/** Numbers of the domain brief's vectors. */
const VECTOR = [3, 4, 2, 5, 3, 4, 3, 6, 5, 4, 9, 12]

describe('the vector', () => {
  test.each([
    ['C1', 3.376119],
    ['C2', 5.656854],
    ['C3', 7.480013],
  ] as const)('%s of the last day', (method, score) => {
    const last = judged(VECTOR, earsSettings(method), 11)
    expect(last.score).toBeCloseTo(score, 6)
    expect(last).toMatchObject({ alarm: true, date: '2026-01-12', observed: 12 })
  })
  test.each([
    ['C1', 11.39515],
    ['C2', 8.370248],
  ] as const)('upper limit of %s at one in a thousand', (method, limit) => {
    expect(judged(VECTOR, { ...earsSettings(method), threshold: 3.090232306167813 }, 11).limit).toBeCloseTo(limit, 5)
  })
  test('C2 of the last three days, of which C3 is the sum above 1', () => {
    const last = [9, 10, 11].map((day) => judged(VECTOR, earsSettings('C2'), day).score)
    for (const [place, value] of [0.58554, 3.823159, 5.656854].entries()) expect(last[place]).toBeCloseTo(value, 5)
  })
  test('C3 without the days that were alarms of their own', () => {
    expect(judged(VECTOR, { ...earsSettings('C3'), leaveOutAlarms: true }, 11).score).toBeCloseTo(5.656854 - 1, 6)
  })
})

/** By the definition, day by day, over slices of its own. */
function naive(counts: readonly number[], day: number, method: EarsMethod, floor: number): number {
  const against = (to: number, at: number) => {
    const base = counts.slice(to - 7, to)
    const mean = base.reduce((a, b) => a + b) / 7
    const variance = (base.map((y) => y * y).reduce((a, b) => a + b) - 7 * mean * mean) / 6
    return ((counts[at] as number) - mean) / Math.max(Math.sqrt(Math.max(0, variance)), floor)
  }
  if (method === 'C1') return against(day, day)
  if (method === 'C2') return against(day - 2, day)
  return [0, 1, 2].map((back) => Math.max(0, against(day - back - 2, day - back) - 1)).reduce((a, b) => a + b)
}

test.each(EARS_METHODS)('%s of some steps is what it is among all steps', (method) => {
  const chance = random('ears-range', method)
  const counts = Array.from({ length: 60 }, () => (chance.next() < 0.1 ? null : chance.below(12))).with(50, 90)
  const settings = { ...earsSettings(method), fewest: 5 }
  const all = ears(series(counts), settings)
  for (let from = 0; from < counts.length; from += 1)
    for (const to of [from, Math.min(from + 4, counts.length - 1)])
      expect(ears(series(counts), settings, { from, to })).toEqual(all.slice(from, to + 1))
  expect(all.some((one) => one.kind === 'judged' && one.alarm)).toBe(true)
})

describe.each(EARS_METHODS)('%s over generated days', (method) => {
  const chance = random('ears', method)
  const counts = Array.from({ length: 400 }, () => chance.poisson(chance.next() < 0.05 ? 15 : 3))
  const settings = earsSettings(method)
  const first = { C1: 7, C2: 9, C3: 11 }[method]
  const verdicts = ears(series(counts), settings)

  test('equals the definition', () => {
    let alarms = 0
    for (const [day, verdict] of verdicts.entries()) {
      if (verdict.kind === 'not-judged') {
        expect(verdict.why).toBe('history-short')
        expect(day).toBeLessThan(first)
        continue
      }
      const score = naive(counts, day, method, 0.5)
      expect(verdict.score).toBeCloseTo(score, 9)
      expect(verdict.alarm).toBe(score > settings.threshold)
      alarms += verdict.alarm ? 1 : 0
    }
    expect(verdicts.filter((one) => one.kind === 'judged')).toHaveLength(400 - first)
    expect(alarms).toBeGreaterThan(5)
  })
  test('the limit is the count above which the same day would have been an alarm', () => {
    for (const day of [20, 57, 123, 200, 311]) {
      const { limit } = judged(counts, settings, day)
      if (limit === null) continue
      const withCount = (count: number) => judged(counts.with(day, count), settings, day).alarm
      expect(withCount(limit + 1e-6)).toBe(true)
      if (limit > 1e-6) expect(withCount(limit - 1e-6)).toBe(false)
    }
  })
})

test('C3 that is an alarm whatever the count has no limit', () => {
  const counts = [...VECTOR, 0]
  const after = judged(counts, earsSettings('C3'), 12)
  expect(after).toMatchObject({ limit: null, alarm: true, observed: 0 })
})

describe('days that were not reported', () => {
  const calm: (number | null)[] = Array.from({ length: 20 }, (_, day) => day % 3)
  test('are not judged, nor is what rests on them', () => {
    const gap = calm.with(12, null)
    const why = (method: EarsMethod, day: number) => {
      const verdict = ears(series(gap), earsSettings(method))[day]
      return verdict?.kind === 'not-judged' ? verdict.why : 'judged'
    }
    expect(['C1', 'C2', 'C3'].map((method) => why(method as EarsMethod, 12))).toEqual(Array(3).fill('not-reported'))
    expect(why('C1', 13)).toBe('history-gap')
    expect(why('C1', 11)).toBe('judged')
    // Two steps lie between the baseline of C2 and the day; C3 needs the C2 of the gap itself.
    expect(why('C2', 14)).toBe('judged')
    expect(why('C2', 15)).toBe('history-gap')
    expect(why('C3', 14)).toBe('history-gap')
  })
  test('may be some of the baseline where the settings allow it', () => {
    const gap = calm.with(12, null)
    const settings = { ...earsSettings('C1'), fewest: 6 }
    const verdict = judged(gap, settings, 13)
    const known = [6, 7, 8, 9, 10, 11].map((day) => day % 3)
    expect(verdict.expected).toBeCloseTo(known.reduce((a, b) => a + b) / 6, 12)
  })
})

describe('a flat baseline', () => {
  const flat = (last: number) => [2, 2, 2, 2, 2, 2, 2, last]
  test('has the deviation of the floor; equal to the threshold is no alarm', () => {
    expect(judged(flat(3), earsSettings('C1'), 7)).toMatchObject({ score: 2, limit: 3.5, alarm: false })
    expect(judged(flat(3.5), earsSettings('C1'), 7)).toMatchObject({ score: 3, alarm: false })
    expect(judged(flat(4), earsSettings('C1'), 7)).toMatchObject({ score: 4, alarm: true })
  })
  test('without a floor makes any case above it an alarm, and the same count none', () => {
    const bare = { ...earsSettings('C1'), floor: 0 }
    expect(judged(flat(3), bare, 7)).toMatchObject({ score: Number.POSITIVE_INFINITY, alarm: true, chance: 0 })
    expect(judged(flat(2), bare, 7)).toMatchObject({ score: 0, alarm: false, chance: 0.5 })
  })
})

test('the chance is that of one more count of a normal baseline', () => {
  const chance = random('ears chance')
  const counts = Array.from({ length: 20_000 }, () => Math.max(0, 100 + 10 * chance.normal()))
  const chances = ears(series(counts), earsSettings('C2')).flatMap((one) =>
    one.kind === 'judged' ? [one.chance ?? 1] : [],
  )
  for (const level of [0.01, 0.05, 0.5])
    expect(chances.filter((one) => one < level).length / chances.length).toBeCloseTo(level, 1 - Math.log10(level * 2))
})

test.each([
  ['a count below 0', { counts: [1, -1] }, {}, 'Count 2 is -1'],
  ['a baseline of two', { counts: [1] }, { baseline: 2, fewest: 2 }, 'baseline of 2 steps is too short'],
  ['more asked than there is', { counts: [1] }, { fewest: 8 }, '8 reported steps'],
  ['no threshold', { counts: [1] }, { threshold: 0 }, 'threshold of 0'],
  ['a floor below 0', { counts: [1] }, { floor: -1 }, 'floor of -1'],
])('%s is refused with what to do', (_, given, settings, message) => {
  const run = () => ears({ ...series(given.counts) }, { ...earsSettings('C1'), ...settings })
  expect(run).toThrow(SurveillanceError)
  expect(run).toThrow(message)
})
