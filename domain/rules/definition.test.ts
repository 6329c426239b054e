import { describe, expect, it, test } from 'vitest'
import { CalendarDate } from '../period/calendar'
import { RULE_KINDS, RuleCondition, windowOf } from './condition'
import { RuleDefinition } from './definition'
import { beginsAlert, recoveryOf } from './episode'
import { LUNAR_YEARS, lunarNewYear } from './lunar-new-year'
import { suppressedBy } from './suppressed-step'

const rule = {
  id: 'share-high',
  version: '1',
  title: { zh: '占比偏高', en: 'Share high' },
  advice: { zh: '', en: '' },
  indicator: 'income.drugShare',
  by: 'facility',
  grain: 'month',
  level: 'III',
  when: { kind: 'threshold', op: '>', value: 0.3, steps: 3 },
}
const farrington = {
  kind: 'farrington',
  variant: 'flexible',
  years: 5,
  tail: 0.005,
  fewestCases: 5,
  limit: 'two-thirds',
}
const composite = { kind: 'composite', mode: 'at-least', of: ['a-rule', 'b-rule'] }
const funnel = { kind: 'funnel', values: 'share', level: 'warning', side: 'above', peers: 'tier' }

describe('a definition', () => {
  test('is accepted with all its settings', () => {
    const whole = {
      ...rule,
      territory: '330100',
      owner: 'supervisor',
      holdOff: 2,
      recovery: 2,
      suppress: {
        newYear: { before: 7, after: 15 },
        spans: [{ from: '2026-05-01', to: '2026-05-05', reason: '假期' }],
      },
      smallest: { base: 30, cases: 5 },
    }
    expect(RuleDefinition.parse(whole)).toEqual(whole)
  })
  it.each<[string, object]>([
    ['an unknown setting', { hold: 1 }],
    ['an indicator without a cube', { indicator: 'drugShare' }],
    ['a name with spaces', { id: 'Share High' }],
    ['a limit that is no number', { when: { ...rule.when, value: Number.NaN } }],
    ['no steps', { when: { ...rule.when, steps: 0 } }],
    [
      'a span that ends before it begins',
      { suppress: { spans: [{ from: '2026-05-05', to: '2026-05-01', reason: 'x' }] } },
    ],
    ['a span without a reason', { suppress: { spans: [{ from: '2026-05-01', to: '2026-05-05', reason: ' ' }] } }],
    ['Farrington over days', { grain: 'day', when: farrington }],
    [
      'an odds ratio of 1',
      { when: { kind: 'risk-adjusted-cusum', oddsRatio: 1, decision: 4, history: 12, peers: 'all' } },
    ],
    ['a composite of one', { when: { ...composite, mode: 'all', of: ['a-rule'] } }],
    ['a composite of one twice', { when: { ...composite, mode: 'all', of: ['a-rule', 'a-rule'] } }],
    ['at least how many', { when: composite }],
    ['at least more than there are', { when: { ...composite, count: 3 } }],
    ['a composite of itself', { when: { ...composite, count: 1, of: ['share-high', 'a-rule'] } }],
    ['a composite of diseases', { each: 'disease', when: { ...composite, count: 1 } }],
    ['tiers of counties', { by: 'county', when: funnel }],
    [
      'a history nobody keeps',
      {
        grain: 'day',
        when: { kind: 'change', against: 'sameLastYear', direction: 'rise', by: 1, unit: 'share', steps: 60 },
        holdOff: 60,
        level: 'X',
      },
    ],
  ])('is refused with %s', (_, change) => {
    expect(RuleDefinition.safeParse({ ...rule, ...change }).success).toBe(false)
  })
  test('each kind is listed once', () =>
    expect([...RULE_KINDS].sort()).toEqual(RuleCondition.options.map((one) => one.shape.kind.value).sort()))
})

test('a rule reads what it compares with', () => {
  expect(windowOf({ kind: 'threshold', op: '>', value: 1, steps: 3 }, 'month')).toBe(3)
  expect(windowOf({ kind: 'surge', factor: 2, baseline: 6, floor: 10 }, 'month')).toBe(7)
  expect(windowOf({ kind: 'not-reported', steps: 2 }, 'month')).toBe(14)
  expect(windowOf(RuleCondition.parse({ ...farrington, years: 5 }), 'month')).toBe(62)
})

describe('the lunar new year', () => {
  test('the table is that of the calendar', () => {
    const calendar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' })
    const differing: number[] = []
    for (let year = LUNAR_YEARS.first; year <= LUNAR_YEARS.last; year++)
      if (calendar.format(new Date(`${lunarNewYear(year)}T12:00:00Z`)) !== '1/1') differing.push(year)
    // New moons within minutes of midnight in China (23:56 on 6 February 2027, 00:07 on 3 February 2030), which the runtime only approximates.
    expect(differing).toEqual([2027, 2030])
    expect(lunarNewYear(LUNAR_YEARS.last + 1)).toBeNull()
  })
  it.each([
    ['2026-02-09', '2026-02-15', false],
    ['2026-02-10', '2026-02-16', true],
    ['2026-03-02', '2026-03-08', false],
    ['2025-01-01', '2025-01-31', false],
    ['2025-02-01', '2025-02-28', false],
  ])('%s to %s lies in it: %s', (from, to, expected) => {
    const found = suppressedBy({ newYear: { before: 4, after: 10 } }, CalendarDate.parse(from), CalendarDate.parse(to))
    expect(found !== null).toBe(expected)
  })
})

describe('alerts and recovery', () => {
  test('what goes on within the hold-off is no second alert', () => {
    const steps = ['01', '02', '03', '04']
    const begins = (holdOff: number | undefined, ...fired: string[]) => beginsAlert({ holdOff }, steps, new Set(fired))
    expect(begins(undefined, '03')).toBe(true)
    expect(begins(0, '03')).toBe(false)
    expect(begins(0, '02')).toBe(true)
    expect(begins(1, '02')).toBe(false)
    expect(begins(1, '01')).toBe(true)
    expect(begins(5, '04')).toBe(true)
  })
  test('only judged steps inside the limit are recovery', () => {
    expect(recoveryOf({ recovery: 2 }, ['fires', 'calm', 'calm'])).toEqual({ recovered: true, calm: 2, needed: 2 })
    expect(recoveryOf({ recovery: 2 }, ['fires', 'calm', 'held', 'calm'])).toMatchObject({ recovered: false, calm: 1 })
    expect(recoveryOf({}, ['calm', 'not-judged'])).toMatchObject({ recovered: false, calm: 0, needed: 1 })
  })
})
