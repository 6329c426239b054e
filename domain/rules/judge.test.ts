import { describe, expect, it, test } from 'vitest'
import { calendarDate } from '../period/calendar'
import { funnel } from '../spc/funnel'
import { ears, earsSettings } from '../surveillance/ears'
import { farrington, farringtonFlexible } from '../surveillance/farrington'
import { riskAdjustedCusum } from '../surveillance/risk-adjusted-cusum'
import type { RuleCondition } from './condition'
import type { RuleDefinition } from './definition'
import { judge } from './judge'
import { peerContexts } from './peer-context'
import { reasonOf } from './reason'
import { type Reading, RULE_STATES, type RuleSeries } from './verdict'

const series = (readings: readonly (number | null | Reading)[], from = '2024-01-01'): RuleSeries => ({
  from,
  step: 'month',
  readings: readings.map((one) => (typeof one === 'number' || one === null ? { value: one } : one)),
})
const say = (when: RuleCondition, readings: readonly (number | null | Reading)[], more: Partial<RuleDefinition> = {}) =>
  judge({ when, ...more }, { series: series(readings), context: {} })
const of = (numerator: number, denominator: number): Reading => ({
  value: numerator / denominator,
  numerator,
  denominator,
})

const above: RuleCondition = { kind: 'threshold', op: '>', value: 0.3, steps: 3 }
const silent: RuleCondition = { kind: 'not-reported', steps: 2 }
const surge: RuleCondition = { kind: 'surge', factor: 4, baseline: 3, floor: 10 }
const rise: RuleCondition = {
  kind: 'change',
  against: 'previous',
  direction: 'rise',
  by: 0.2,
  unit: 'share',
  steps: 1,
}
const fall: RuleCondition = { ...rise, direction: 'fall', by: 2, unit: 'points', steps: 2 }
const target: RuleCondition = { kind: 'target', steps: 1 }
const small: Reading = { value: null, small: true }

describe('judge', () => {
  it.each<[string, RuleCondition, readonly (number | null | Reading)[], string, string]>([
    ['three months above the limit', above, [0.2, 0.31, 0.32, 0.33], 'fires', 'beyond'],
    ['equal to the limit is not beyond it', above, [0.31, 0.3, 0.33], 'held', 'run-short'],
    ['two of three months', above, [0.29, 0.31, 0.33], 'held', 'run-short'],
    ['inside now, whatever was before', above, [null, 0.31, 0.3], 'calm', 'inside'],
    ['too little history', above, [0.31, 0.33], 'not-judged', 'history-short'],
    ['a withheld month breaks the run', above, [0.31, null, 0.33], 'not-judged', 'history-gap'],
    ['a small month breaks it too', above, [0.31, small, 0.33], 'not-judged', 'history-gap'],
    ['below, for a floor', { kind: 'threshold', op: '<', value: 5, steps: 1 }, [6, 4], 'fires', 'beyond'],
    ['silent for two months after reporting', silent, [7, null, null], 'fires', 'beyond'],
    ['silent for one month only', silent, [7, 8, null], 'held', 'run-short'],
    ['never reported at all', silent, [null, null, null], 'not-judged', 'history-gap'],
    ['reported zero is not silence', silent, [7, 0, 0], 'calm', 'inside'],
    ['a small count was reported', silent, [7, small, small], 'calm', 'inside'],
    ['more than four times the baseline', surge, [3, 3, 3, 13], 'fires', 'beyond'],
    ['exactly four times the baseline', surge, [3, 3, 3, 12], 'calm', 'inside'],
    ['a surge below the floor', surge, [1, 1, 1, 9], 'held', 'few-cases'],
    ['a gap in the baseline', surge, [3, null, 3, 50], 'not-judged', 'history-gap'],
    ['small counts stand as none before a surge', surge, [small, small, small, 12], 'fires', 'beyond'],
    ['a rise by more than a fifth', rise, [10, 12.1], 'fires', 'beyond'],
    ['a rise by just a fifth', rise, [10, 12], 'calm', 'inside'],
    ['a negative base moves by its size', rise, [-10, -7.9], 'fires', 'beyond'],
    ['two falls running', fall, [10, 7, 4], 'fires', 'beyond'],
    ['one fall of two', fall, [10, 9, 6], 'held', 'run-short'],
    ['nothing to compare with', rise, [12], 'not-judged', 'history-short'],
    ['no target', target, [1], 'not-judged', 'no-target'],
    ['a floor missed', target, [{ value: 0.8, target: { min: 0.9 } }], 'fires', 'beyond'],
    ['a floor met', target, [{ value: 0.9, target: { min: 0.9 } }], 'calm', 'inside'],
    ['a ceiling missed', target, [{ value: 4, target: { min: 1, max: 3 } }], 'fires', 'beyond'],
  ])('%s', (_, when, readings, state, why) => {
    expect(say(when, readings)).toMatchObject({ state, why })
  })

  it('says the value, the limit and over how many steps', () => {
    expect(say(above, [0.31, 0.32, 0.35])).toMatchObject({ value: 0.35, limit: 0.3, steps: 3, side: 'above' })
    expect(say(surge, [2, 4, 3, 30])).toMatchObject({ value: 30, limit: 12, expected: 3 })
    expect(say(fall, [10, 7, 4])).toMatchObject({ value: 4, limit: 5, side: 'below' })
  })

  it('compares with the same month last year, not with the twelfth reading', () => {
    const when: RuleCondition = { ...rise, against: 'sameLastYear' }
    const year = [10, ...Array.from({ length: 11 }, () => 100)]
    expect(say(when, [...year, 13]).state).toBe('fires')
    expect(say(when, [...year.slice(1), 13])).toMatchObject({ why: 'history-short' })
  })
})

describe('rates', () => {
  const when: RuleCondition = { kind: 'rate', op: '>', value: 10, per: 1000, steps: 2, tail: 0.05 }
  const month = (numerator: number, denominator: number): Reading => ({
    value: (numerator / denominator) * 1000,
    numerator,
    denominator,
  })
  test('steps are added up, not averaged, and chance decides', () => {
    // 24 events where 10 are expected at the limit; the chance added up term by term.
    let [term, below] = [Math.exp(-10), 0]
    for (let k = 0; k < 24; k++) {
      below += term
      term *= 10 / (k + 1)
    }
    const found = say(when, [month(4, 900), month(20, 100)])
    expect(found).toMatchObject({ state: 'fires', value: 24, expected: 10 })
    expect(found.chance).toBeCloseTo(1 - below, 10)
  })
  test('two cases in a village are no alarm', () =>
    expect(say(when, [month(0, 50), month(2, 50)])).toMatchObject({ state: 'held', why: 'few-cases', value: 20 }))
  test('a month without its base says nothing', () =>
    expect(say(when, [month(1, 50), { value: 20 }])).toMatchObject({ state: 'not-judged', why: 'no-size' }))
})

describe('charts', () => {
  const calm = [10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11]
  const when: RuleCondition = { kind: 'xmr', rules: ['outside'], side: 'above', baseline: 24 }
  test('a point outside its own ordinary variation', () => {
    expect(say(when, [...calm, 30])).toMatchObject({ state: 'fires', said: ['outside'], side: 'above' })
    expect(say(when, [...calm, 11]).state).toBe('calm')
    expect(say({ ...when, side: 'below' }, [...calm, 30]).state).toBe('calm')
    expect(say(when, calm.slice(0, 10))).toMatchObject({ state: 'not-judged', why: 'history-short' })
  })

  const peers = (last: Reading) =>
    Array.from({ length: 12 }, (_, n) => ({
      key: `H${n}`,
      tier: n < 9 ? 'tertiary' : 'secondary',
      series: series([n === 0 ? last : of(20 + (n % 3), 400)]),
    }))
  const outlier: RuleCondition = { kind: 'funnel', values: 'share', level: 'warning', side: 'above', peers: 'tier' }
  test('a place outside the funnel of its tier, as the funnel itself places it', () => {
    for (const own of [of(70, 400), of(22, 400), of(2, 4)]) {
      const group = peers(own)
      const first = group[0]
      if (!first) throw new Error('there is a first')
      const found = judge({ when: outlier }, { series: first.series, context: peerContexts(outlier, group)(first, 0) })
      const units = group.slice(0, 9).map(({ key, series: { readings } }) => ({
        id: key,
        observed: readings[0]?.numerator ?? 0,
        base: readings[0]?.denominator ?? 0,
      }))
      const placed = funnel(units, { kind: 'share' }).units[0]
      expect(found.state).toBe(
        placed?.place === null
          ? 'not-judged'
          : placed?.place === 'warning' && placed.side === 'high'
            ? 'fires'
            : 'calm',
      )
    }
  })
  test('four of a tier make no funnel', () => {
    const group = peers(of(20, 400)).slice(6)
    const last = group.at(-1)
    if (!last) throw new Error('there is a last')
    const found = judge({ when: outlier }, { series: last.series, context: peerContexts(outlier, group)(last, 0) })
    expect(found).toMatchObject({ state: 'not-judged', why: 'no-peers' })
  })
})

describe('surveillance', () => {
  const counts = Array.from({ length: 75 }, (_, n) => 20 + ((n * 7) % 5)).concat([60])
  const whole = { from: calendarDate(2018, 1, 1), step: 'month' as const, counts }
  test('Farrington is the published method on the same series', () => {
    const settings = farringtonFlexible('month')
    const expected = farrington(whole, settings).at(-1)
    const when: RuleCondition = {
      kind: 'farrington',
      variant: 'flexible',
      years: 5,
      tail: 0.005,
      fewestCases: 5,
      limit: 'negative-binomial',
    }
    const found = judge({ when }, { series: series(counts, '2018-01-01'), context: {} })
    expect(expected?.kind === 'judged' && expected.alarm).toBe(true)
    expect(found).toMatchObject({ state: 'fires', value: 60, limit: expected?.kind === 'judged' && expected.limit })
  })
  test.each(['C1', 'C2', 'C3'] as const)('EARS %s judges the last step as it would in the whole series', (method) => {
    const expected = ears(whole, earsSettings(method)).at(-1)
    const when: RuleCondition = { kind: 'ears', method, threshold: method === 'C3' ? 2 : 3, baseline: 7 }
    const found = judge({ when }, { series: series(counts.slice(-12)), context: {} })
    expect(expected?.kind === 'judged' && { score: expected.score, alarm: expected.alarm }).toEqual({
      score: found.score,
      alarm: found.state === 'fires',
    })
  })
  test('the CUSUM finds a shift that no single month shows, and has no mean of nothing', () => {
    const when: RuleCondition = { kind: 'cusum', reference: 0.5, decision: 5, baseline: 12, history: 36 }
    const base = Array.from({ length: 12 }, () => 16)
    expect(say(when, [...base, 22, 22, 22, 22]).state).toBe('calm')
    expect(say(when, [...base, 22, 22, 22, 22, 22, 22]).state).toBe('fires')
    expect(say(when, [...base.map(() => 0), 5])).toMatchObject({ state: 'not-judged', why: 'no-fit' })
  })
  test('the risk-adjusted sum of a step is that of its cases where none resets it', () => {
    const when: RuleCondition = {
      kind: 'risk-adjusted-cusum',
      oddsRatio: 2,
      decision: 3,
      history: 2,
      peers: 'all',
    }
    const found = judge({ when }, { series: series([of(6, 10), of(8, 10)]), context: { risks: [0.3, 0.4] } })
    // Events first or last, the sum is the same as long as it never falls to 0 nor passes the limit.
    const cases = [
      ...Array.from({ length: 10 }, (_, n) => ({ risk: 0.3, event: n < 6 })),
      ...Array.from({ length: 10 }, (_, n) => ({ risk: 0.4, event: n < 8 })),
    ]
    expect(found.score).toBeCloseTo(riskAdjustedCusum(cases, { oddsRatio: 2, decision: 1000 }).at(-1)?.sum ?? 0, 12)
    expect(judge({ when }, { series: series([of(6, 10), of(8, 10)]), context: { risks: [0.3, null] } })).toMatchObject({
      state: 'not-judged',
      why: 'no-peers',
    })
  })
  test('peers of the risk leave the place itself out', () => {
    const when: RuleCondition = { kind: 'risk-adjusted-cusum', oddsRatio: 2, decision: 3, history: 2, peers: 'all' }
    const group = Array.from({ length: 7 }, (_, n) => ({
      key: `H${n}`,
      tier: '',
      series: series([of(n === 0 ? 50 : 1, 100), of(n === 0 ? 50 : 3, 100)]),
    }))
    const first = group[0]
    if (!first) throw new Error('there is a first')
    expect(peerContexts(when, group)(first, 1)).toEqual({ risks: [0.01, 0.02] })
  })
})

describe('composites', () => {
  const when = (mode: 'all' | 'any' | 'at-least', count?: number): RuleCondition => ({
    kind: 'composite',
    mode,
    of: ['a-rule', 'b-rule', 'c-rule'],
    ...(count ? { count } : {}),
  })
  it.each<[RuleCondition, readonly string[], string]>([
    [when('all'), ['fires', 'fires', 'fires'], 'fires'],
    [when('all'), ['fires', 'fires', 'held'], 'calm'],
    [when('all'), ['fires', 'fires', 'not-judged'], 'not-judged'],
    [when('all'), ['calm', 'fires', 'not-judged'], 'calm'],
    [when('any'), ['calm', 'calm', 'fires'], 'fires'],
    [when('any'), ['calm', 'not-judged', 'calm'], 'not-judged'],
    [when('at-least', 2), ['fires', 'not-judged', 'fires'], 'fires'],
    [when('at-least', 2), ['fires', 'calm', 'calm'], 'calm'],
  ])('%j of %j', (condition, states, expected) => {
    const names = ['a-rule', 'b-rule', 'c-rule']
    const members = Object.fromEntries(
      names.map((name, n) => [name, RULE_STATES.find((one) => one === states[n]) ?? 'calm']),
    )
    expect(judge({ when: condition }, { series: series([1]), context: { members } }).state).toBe(expected)
  })
})

describe('what holds an alarm back', () => {
  const when: RuleCondition = { kind: 'threshold', op: '>', value: 0.3, steps: 1 }
  test('a place below the smallest base or with fewer events', () => {
    expect(say(when, [of(4, 10)], { smallest: { base: 30 } })).toMatchObject({ state: 'held', why: 'small' })
    expect(say(when, [of(4, 10)], { smallest: { cases: 5 } })).toMatchObject({ state: 'held', why: 'small' })
    expect(say(when, [of(4, 10)], { smallest: { base: 10, cases: 4 } }).state).toBe('fires')
    expect(say(when, [0.4], { smallest: { base: 30 } })).toMatchObject({ state: 'not-judged', why: 'no-size' })
    expect(say(when, [0.2], { smallest: { base: 30 } }).state).toBe('calm')
  })
  test('the holiday month and a span with its reason', () => {
    const at = (from: string, suppress: RuleDefinition['suppress']) =>
      judge({ when, suppress }, { series: series([0.4], from), context: {} })
    expect(at('2026-02-01', { newYear: { before: 7, after: 15 } })).toMatchObject({ state: 'held', why: 'new-year' })
    expect(at('2026-01-01', { newYear: { before: 7, after: 15 } }).state).toBe('fires')
    const spans = [{ from: '2026-03-01', to: '2026-03-20', reason: '系统切换' }]
    const held = at('2026-03-01', { spans })
    expect(held).toMatchObject({ state: 'held', why: 'span', said: ['系统切换'] })
    expect(reasonOf({ when, grain: 'month' }, held).zh).toContain('系统切换')
    expect(at('2026-04-01', { spans }).state).toBe('fires')
  })
})

test('every verdict has words in both languages, and they name its figures', () => {
  const found = say(above, [0.31, 0.32, 0.35])
  expect(reasonOf({ when: above, grain: 'month' }, found)).toEqual({
    zh: '0.35，高于限值 0.3，已连续 3 个月',
    en: '0.35, above the limit 0.3, 3 months running',
  })
  const short = say(above, [0.2, 0.32, 0.35])
  expect(reasonOf({ when: above, grain: 'month' }, short).en).toContain('for 2 months only')
  expect(reasonOf({ when: silent, grain: 'month' }, say(silent, [7, null, null])).en).toBe(
    'Nothing reported for 2 months',
  )
})
