import { describe, expect, test } from 'vitest'
import { calendarDate } from '../period/calendar'
import { random } from '../random/random'
import { COUNT_CUSUM, COUNT_SCALES, type CountCusumSettings, CUSUM_LIMITS, countCusum, upperCusum } from './cusum'
import { type CountSeries, SurveillanceError } from './series'

const series = (counts: readonly (number | null)[]): CountSeries => ({
  from: calendarDate(2024, 1, 1),
  step: 'month',
  counts,
})

describe('standardised values', () => {
  test('the vector', () => {
    const sums = upperCusum([0.2, 0.8, 1.4, 1.1, 0.9, 2], CUSUM_LIMITS).map((step) => step.sum)
    for (const [place, value] of [0, 0.3, 1.2, 1.8, 2.2, 3.7].entries()) expect(sums[place]).toBeCloseTo(value, 12)
  })
  test('equal to the decision limit is no alarm; after one the sum begins at 0, or runs on', () => {
    const limits = { reference: 0.5, decision: 2, restart: true }
    expect(upperCusum([1.5, 1.5, 0.75, 1], limits)).toEqual([
      { sum: 1, alarm: false },
      { sum: 2, alarm: false },
      { sum: 2.25, alarm: true },
      { sum: 0.5, alarm: false },
    ])
    expect(upperCusum([1.5, 1.5, 0.75, 1], { ...limits, restart: false }).at(-1)).toEqual({ sum: 2.75, alarm: true })
  })
  test('what was not reported leaves the sum as it is', () => {
    expect(upperCusum([1.5, null, 1], CUSUM_LIMITS).map((step) => step.sum)).toEqual([1, 1, 1.5])
  })
  // One-sided run lengths for k = 0.5: 335 for h = 4, 931 for h = 5 (the two-sided 168 and 465 are half of them).
  test.each([
    [3, 118],
    [4, 335],
  ])('steps to a false alarm with a decision limit of %d', (decision, length) => {
    const chance = random('run length', decision)
    let steps = 0
    let alarms = 0
    while (alarms < 1500) {
      const found = upperCusum(
        Array.from({ length: 5000 }, () => chance.normal()),
        { ...CUSUM_LIMITS, decision },
      )
      steps += found.length
      alarms += found.filter((step) => step.alarm).length
    }
    expect(steps / alarms / length).toBeGreaterThan(0.93)
    expect(steps / alarms / length).toBeLessThan(1.07)
  })
})

describe.each(COUNT_SCALES)('counts, %s', (scale) => {
  const chance = random('count cusum', scale)
  const counts = Array.from({ length: 200 }, (_, at) => chance.poisson(at < 120 ? 6 : 10))
  const settings: CountCusumSettings = { ...COUNT_CUSUM, scale, baseline: 60 }
  const verdicts = countCusum(series(counts), settings)

  test('the limit of a step is the count above which it would have been an alarm', () => {
    for (const at of [60, 77, 121, 130, 150, 199]) {
      const verdict = verdicts[at]
      if (verdict?.kind !== 'judged' || verdict.limit === null) continue
      const alarm = (count: number) => {
        // The mean is given, so that another count does not change it.
        const again = countCusum(series(counts.with(at, count)), { ...settings, expected: verdict.expected })
        const first = countCusum(series(counts), { ...settings, expected: verdict.expected })
        const [one, same] = [again[at], first[at]]
        if (one?.kind !== 'judged' || same?.kind !== 'judged' || same.limit === null) throw new Error('not judged')
        return { alarm: one.alarm, limit: same.limit }
      }
      const { limit } = alarm(counts[at] ?? 0)
      expect(alarm(limit + 1e-6).alarm).toBe(true)
      expect(alarm(Math.max(0, limit - 1e-6)).alarm).toBe(false)
    }
  })
  test('the baseline is not judged and gives the mean', () => {
    expect(verdicts.slice(0, 60).every((one) => one.kind === 'not-judged' && one.why === 'history-short')).toBe(true)
    const mean = counts.slice(0, 60).reduce((a, b) => a + b) / 60
    expect(verdicts[60]).toMatchObject({ kind: 'judged', expected: mean, date: '2029-01-01' })
  })
  test('a shift is found and calm before it is not', () => {
    const alarms = verdicts.flatMap((one, at) => (one.kind === 'judged' && one.alarm ? [at] : []))
    expect(alarms.filter((at) => at < 120).length).toBeLessThan(2)
    expect(alarms.find((at) => at >= 120)).toBeLessThan(135)
  })
})

test('a month that was not reported is not judged and does not count as none', () => {
  const settings = { ...COUNT_CUSUM, expected: 4 }
  const [, missing, after] = countCusum(series([9, null, 4]), settings)
  expect(missing).toMatchObject({ kind: 'not-judged', why: 'not-reported' })
  const [, next] = countCusum(series([9, 4]), settings)
  expect(after).toMatchObject({ score: next?.kind === 'judged' ? next.score : -1 })
})

test('expected values may differ by step', () => {
  const [first, second] = countCusum(series([5, 50]), { ...COUNT_CUSUM, expected: [5, 50] })
  expect([first, second]).toMatchObject([{ score: 0 }, { score: 0, expected: 50 }])
})

test.each([
  [[1, 2], { reference: -1 }, 'reference value of -1'],
  [[1, 2], { decision: 0 }, 'decision limit of 0'],
  [[0, 0, 3], { expected: null, baseline: 2 }, 'first 2 steps have no case'],
  [[1, 2], { expected: [1] }, '1 expected values for 2 counts'],
  [[1, 2], { expected: 0 }, 'Expected value 1 is 0'],
])('%j with %j is refused with what to do', (counts, change, message) => {
  const run = () => countCusum(series(counts), { ...COUNT_CUSUM, expected: 3, ...change })
  expect(run).toThrow(SurveillanceError)
  expect(run).toThrow(message)
})
