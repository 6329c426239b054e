import { describe, expect, test } from 'vitest'
import { CalendarDate, calendarDate } from '../period/calendar'
import { random } from '../random/random'
import { type FarringtonSettings, farrington, farrington1996, farringtonFlexible } from './farrington'
import { outbreakWeights } from './farrington-model'
import { newton } from './newton'
import { LIMIT_KINDS } from './prediction-limit'
import { type CountSeries, SurveillanceError } from './series'

/** Weeks with a season, growth and one outbreak, counted 52 a year. */
function weeks(length: number, level: number, growth = 0): CountSeries {
  const chance = random('farrington', length, level, growth)
  const counts = Array.from({ length }, (_, week) => {
    const outbreak = week > 100 && week < 110 ? 4 : 1
    return chance.poisson(
      level *
        outbreak *
        Math.exp(0.6 * Math.sin((week / 52) * 2 * Math.PI) + growth * week) *
        (0.7 + 0.6 * chance.next()),
    )
  })
  const people = counts.map((_, week) => 100_000 + 100 * week)
  return { from: calendarDate(2012, 1, 2), step: 'week', counts, people, stepsPerYear: 52 }
}

/** The method written down once more in plain loops: design by labels, Newton's fits, leverages from the inverse, probabilities summed one by one. */
function naive({ counts, people }: CountSeries, now: number, s: FarringtonSettings) {
  const label = (index: number) => {
    // Weeks from the middle of the nearest anniversary window at or before the index.
    const after = (((index - now) % 52) + 52) % 52
    if (after <= s.halfWindow || after >= 52 - s.halfWindow) return s.seasons
    if (s.seasons === 1) return null
    const [gap, blocks] = [52 - 2 * s.halfWindow - 1, s.seasons - 1]
    const lengths = Array.from({ length: blocks }, (_, at) => Math.floor(gap / blocks) + (at < gap % blocks ? 1 : 0))
    let end = s.halfWindow
    const ends = lengths.map((length) => {
      end += length
      return end
    })
    return ends.findIndex((one) => after <= one) + 1
  }
  const used: number[] = []
  for (let index = now - 52 * s.years - s.halfWindow; index < now - s.leftOut; index++)
    if (label(index) !== null) used.push(index)
  const y = used.map((index) => counts[index] as number)
  const offsets = used.map((index) => (s.people ? Math.log(people?.[index] as number) : 0))
  const row = (season: number | null, time: number, trend: boolean) => [
    1,
    ...(trend ? [time / 100] : []),
    ...Array.from({ length: s.seasons - 1 }, (_, at) => (season === at + 1 ? 1 : 0)),
  ]
  const fit = (trend: boolean) => {
    const rows = used.map((index) => row(label(index), index - now, trend))
    const once = (weights: number[]) => {
      const { estimates, inverse } = newton({ rows, counts: y, weights, offsets })
      const mu = rows.map((x, i) =>
        Math.exp(x.reduce((sum, v, j) => sum + v * (estimates[j] as number), offsets[i] as number)),
      )
      const chi = y.reduce(
        (sum, one, i) => sum + ((weights[i] as number) * (one - (mu[i] as number)) ** 2) / (mu[i] as number),
        0,
      )
      const variance = (x: number[]) =>
        x.reduce((a, v, j) => a + v * x.reduce((b, u, k) => b + u * (inverse[j]?.[k] as number), 0), 0)
      return { estimates, mu, raw: chi / (y.length - (rows[0]?.length ?? 0)), variance, rows }
    }
    const first = once(y.map(() => 1))
    if (s.outbreakResidual === null) return first
    const phi = Math.max(1, first.raw)
    const residuals = y.map((one, i) => {
      const mu = first.mu[i] as number
      const h = mu * first.variance(first.rows[i] as number[])
      return (1.5 * (one ** (2 / 3) * mu ** (-1 / 6) - mu ** 0.5)) / Math.sqrt(phi * (1 - h))
    })
    return once(outbreakWeights(residuals, s.outbreakResidual))
  }
  const at = (trend: boolean) => {
    const model = fit(trend)
    const x = row(s.seasons, 0, trend)
    const eta = x.reduce(
      (sum, v, j) => sum + v * (model.estimates[j] as number),
      s.people ? Math.log(people?.[now] as number) : 0,
    )
    return {
      ...model,
      mean: Math.exp(eta),
      dispersion: Math.max(1, model.raw),
      error: Math.sqrt(Math.max(1, model.raw) * model.variance(x)),
    }
  }
  const withTrend = at(true)
  // A slope of more than about two of its standard errors; the cases of the test stay clear of the edge.
  const axis = row(null, 100, true).map((_, j) => (j === 1 ? 1 : 0))
  const t = Math.abs((withTrend.estimates[1] as number) / Math.sqrt(withTrend.raw * withTrend.variance(axis)))
  const edge = Math.abs(t - 1.98) < 0.06
  const trend = s.trend && t > 1.98 && withTrend.mean <= Math.max(...y)
  return { ...(trend ? withTrend : at(false)), trend, edge }
}

/** The smallest count whose summed probabilities reach 1 − tail. */
function summedQuantile(mean: number, dispersion: number, tail: number): number {
  const size = mean / (dispersion - 1)
  let mass = dispersion === 1 ? Math.exp(-mean) : dispersion ** -size
  let sum = mass
  let k = 0
  while (sum < 1 - tail) {
    k++
    mass *= dispersion === 1 ? mean / k : ((size + k - 1) / k) * (1 - 1 / dispersion)
    sum += mass
  }
  return k
}

describe('against the definition in plain loops', () => {
  const cases: [string, CountSeries, Partial<FarringtonSettings>][] = [
    ['flexible', weeks(420, 12), {}],
    ['flexible, growing', weeks(420, 12, 0.002), {}],
    ['flexible, people as an offset', weeks(420, 20, 0.001), { people: true }],
    ['flexible without weights', weeks(400, 8), { outbreakResidual: null }],
    ['flexible, nearly Poisson', weeks(400, 1.5), {}],
    ['five seasons, a rest to share out', weeks(420, 10), { seasons: 8, halfWindow: 2, leftOut: 10 }],
    ['1996', weeks(400, 6), farrington1996('week')],
  ]
  test.each(cases)('%s', (_, series, change) => {
    const settings = { ...farringtonFlexible('week'), ...change }
    const last = series.counts.length - 1
    const verdicts = farrington(series, settings, { from: last - 40, to: last })
    let compared = 0
    for (const [place, verdict] of verdicts.entries()) {
      if (place % 8 !== 0) continue
      if (verdict.kind !== 'judged') throw new Error(verdict.why)
      const twin = naive(series, last - 40 + place, settings)
      if (twin.edge) continue
      compared++
      expect(verdict.model.trend !== null).toBe(twin.trend)
      // The customary stop of the fit leaves the fifth figure open; Newton goes to the end.
      expect(verdict.expected / twin.mean).toBeCloseTo(1, 4)
      expect(verdict.model.dispersion / twin.dispersion).toBeCloseTo(1, 3)
      expect(verdict.model.error / twin.error).toBeCloseTo(1, 3)
      if (settings.limit === 'negative-binomial')
        expect(verdict.limit).toBe(summedQuantile(verdict.expected, verdict.model.dispersion, settings.tail))
      expect(verdict.alarm).toBe(verdict.observed > (verdict.limit ?? 0) && verdict.held === undefined)
    }
    expect(compared).toBeGreaterThan(3)
  })
  test('the growing series is judged with a trend, the level one mostly without', () => {
    const share = (series: CountSeries) => {
      const found = farrington(series, farringtonFlexible('week'), { from: 380, to: 419 })
      return found.filter((one) => one.kind === 'judged' && one.model.trend !== null).length / found.length
    }
    expect(share(weeks(420, 12, 0.002))).toBeGreaterThan(0.9)
    expect(share(weeks(420, 12))).toBeLessThan(0.5)
  })
})

describe('what a count means', () => {
  const calm = weeks(420, 12)
  const judgeLast = (count: number | null, change: Partial<FarringtonSettings> = {}, series = calm) =>
    farrington(
      { ...series, counts: series.counts.with(419, count) },
      { ...farringtonFlexible('week'), ...change },
      { from: 419, to: 419 },
    )[0]

  test('equal to the limit is no alarm, one more is', () => {
    const verdict = judgeLast(0)
    if (verdict?.kind !== 'judged' || verdict.limit === null) throw new Error('not judged')
    expect(judgeLast(verdict.limit)).toMatchObject({ alarm: false, score: 1 })
    expect(judgeLast(verdict.limit + 1)).toMatchObject({ alarm: true })
  })
  test('a past outbreak that is weighed down does not raise the limit as much', () => {
    const outbreak = { ...calm, counts: calm.counts.map((count, week) => (week >= 364 && week <= 370 ? 200 : count)) }
    const limit = (series: CountSeries, outbreakResidual: number | null) => {
      const verdict = judgeLast(10, { outbreakResidual }, series)
      if (verdict?.kind !== 'judged') throw new Error('not judged')
      expect(verdict.model.weighedDown > 0).toBe(outbreakResidual !== null)
      return verdict.limit ?? 0
    }
    expect(limit(outbreak, 2.58)).toBeLessThan(0.7 * limit(outbreak, null))
  })
  test('five cases in four weeks are needed; above the limit with fewer is said to be held', () => {
    const rare: CountSeries = { ...calm, counts: calm.counts.map((_, week) => (week % 60 === 0 ? 1 : 0)) }
    const with4 = { ...rare, counts: rare.counts.with(418, 0).with(417, 0).with(416, 0) }
    expect(judgeLast(4, {}, with4)).toMatchObject({ alarm: false, held: 'few-cases' })
    const with5 = judgeLast(5, {}, with4)
    expect(with5).toMatchObject({ alarm: true })
    expect(with5).not.toHaveProperty('held')
  })
  test('a disease that never was: five cases are an alarm, none is not', () => {
    const never: CountSeries = { ...calm, counts: calm.counts.map(() => 0) }
    expect(judgeLast(5, {}, never)).toMatchObject({ alarm: true, limit: 0 })
    expect(judgeLast(0, {}, never)).toMatchObject({ alarm: false, score: 0 })
    expect(judgeLast(5, { limit: 'two-thirds' }, never)).toMatchObject({ alarm: true })
  })
})

describe('what was not reported', () => {
  const series = weeks(420, 12)
  const settings = farringtonFlexible('week')
  const why = (counts: readonly (number | null)[], now = 419) => {
    const [verdict] = farrington({ ...series, counts }, settings, { from: now, to: now })
    return verdict?.kind === 'not-judged' ? verdict.why : 'judged'
  }
  test.each([
    ['the week itself', series.counts.with(419, null), 419, 'not-reported'],
    ['the five years are not there', series.counts, 200, 'history-short'],
    ['a tenth of the past', series.counts.map((one, week) => (week % 10 === 0 ? null : one)), 419, 'judged'],
    ['a quarter of the past', series.counts.map((one, week) => (week % 4 === 0 ? null : one)), 419, 'history-gap'],
  ])('%s', (_, counts, now, expected) => expect(why(counts, now)).toBe(expected))
  test('is not taken for 0', () => {
    const expectedOf = (fill: number | null) => {
      const counts = series.counts.map((one, week) => (week % 10 === 0 ? fill : one))
      const [verdict] = farrington({ ...series, counts }, settings, { from: 419, to: 419 })
      return verdict?.kind === 'judged' ? verdict.expected : Number.NaN
    }
    expect(expectedOf(null)).toBeGreaterThan(1.05 * expectedOf(0))
  })
})

test('whatever a series looks like, a verdict is a number or says why there is none', () => {
  const chance = random('farrington fuzz')
  const shapes: (() => number | null)[] = [
    () => 0,
    () => (chance.next() < 0.03 ? 1 : 0),
    () => (chance.next() < 0.05 ? 100_000 : 0),
    () => (chance.next() < 0.15 ? null : chance.poisson(2)),
    () => chance.below(2_000_000),
    () => chance.poisson(3) + (chance.next() < 0.02 ? 5000 : 0),
  ]
  let judged = 0
  for (const shape of shapes)
    for (const limit of LIMIT_KINDS)
      for (const method of [farrington1996, farringtonFlexible]) {
        const counts = Array.from({ length: 90 }, shape)
        const series: CountSeries = { from: calendarDate(2010, 1, 1), step: 'month', counts }
        for (const one of farrington(series, { ...method('month'), limit })) {
          if (one.kind === 'not-judged') continue
          judged++
          expect(Number.isFinite(one.expected) && one.expected >= 0).toBe(true)
          expect(Number.isFinite(one.limit) && (one.limit ?? -1) >= 0).toBe(true)
          expect((one.chance ?? -1) >= 0 && (one.chance ?? 2) <= 1).toBe(true)
          expect(Number.isNaN(one.score)).toBe(false)
          expect(one.alarm || one.held !== undefined).toBe(one.observed > (one.limit ?? 0))
        }
      }
  expect(judged).toBeGreaterThan(700)
})

test('under no change about as many alarms as the tail says', () => {
  const chance = random('farrington calm')
  const alarms = Array.from({ length: 8 }, () => {
    const counts = Array.from({ length: 320 }, () => chance.poisson(25))
    const series: CountSeries = { from: CalendarDate.parse('2012-01-02'), step: 'week', counts }
    const judged = farrington(series, { ...farringtonFlexible('week'), tail: 0.1 }, { from: 300, to: 319 })
    return judged.filter((one) => one.kind === 'judged' && one.alarm).length
  })
  const share = alarms.reduce((a, b) => a + b) / (8 * 20)
  expect(share).toBeGreaterThan(0.04)
  expect(share).toBeLessThan(0.15)
})

test.each([
  ['days', { step: 'day' as const }, {}, 'sum the days into weeks'],
  ['no years', {}, { years: 0 }, 'years is 0'],
  ['a tail of a half', {}, { tail: 0.5 }, 'tail is 0.5'],
  ['people that are not there', { people: undefined }, { people: true }, 'the series brings none'],
  ['nothing reported', {}, { reported: 0 }, 'reported is 0'],
])('%s is refused with what to do', (_, series, settings, message) => {
  const run = () => farrington({ ...weeks(300, 5), ...series }, { ...farringtonFlexible('week'), ...settings })
  expect(run).toThrow(SurveillanceError)
  expect(run).toThrow(message)
})
