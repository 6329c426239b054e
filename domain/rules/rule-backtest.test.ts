import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CalendarDate, calendarDate } from '../period/calendar'
import type { KnownEvent } from '../surveillance/backtest'
import { dateAt } from '../surveillance/series'
import { windowOf } from './condition'
import { RuleDefinition } from './definition'
import { judge } from './judge'
import { type BacktestSubject, backtestRule, together } from './rule-backtest'
import { neighbours } from './rule-sweep'
import type { Reading, RuleVerdict } from './verdict'

const rule = (when: object, more: object = {}): RuleDefinition =>
  RuleDefinition.parse({
    id: 'a-rule',
    version: '1',
    title: { zh: '规则', en: 'Rule' },
    advice: { zh: '', en: '' },
    indicator: 'notifiable.cases',
    by: 'county',
    grain: 'month',
    level: 'III',
    when,
    ...more,
  })
const above = rule({ kind: 'threshold', op: '>', value: 10, steps: 1 })
const event = (name: string, from: string, to: string, noticed?: string): KnownEvent => ({
  name,
  from: CalendarDate.parse(from),
  to: CalendarDate.parse(to),
  ...(noticed ? { noticed: CalendarDate.parse(noticed) } : {}),
})

/** Every step judged by its own window, as the jobs do. */
function verdicts(one: RuleDefinition, from: string, values: readonly (number | null)[]): RuleVerdict[] {
  const readings = values.map((value): Reading => ({ value }))
  const window = windowOf(one.when, one.grain)
  const calendar = { from: CalendarDate.parse(from), step: one.grain, counts: [] }
  return readings.map((_, at) => {
    const first = Math.max(0, at + 1 - window)
    const series = { from: dateAt(calendar, first), step: one.grain, readings: readings.slice(first, at + 1) }
    return judge(one, { series, context: {} })
  })
}
const place = (
  area: string,
  values: readonly (number | null)[],
  events: readonly KnownEvent[] = [],
  one = above,
): BacktestSubject => ({ key: area, area, each: null, verdicts: verdicts(one, '2026-01-01', values), events })

describe('a backtest of a rule', () => {
  const outbreak = event('outbreak', '2026-03-01', '2026-04-30', '2026-04-15')
  const found = backtestRule(above, '2026-01-01', [
    // Found in March, known on its last day; a false alert in June.
    place('990101', [1, 1, 20, 20, 1, 11], [outbreak]),
    place('990102', [1, 1, 1, 1, null, 1], [event('missed', '2026-02-01', '2026-02-28')]),
  ])

  test('counts alerts, not alarms, and compares them with what is known', () => {
    expect(found).toMatchObject({ from: '2026-01-01', to: '2026-06-01', subjects: 2, heard: 1 })
    expect(found.found).toMatchObject({ alerts: 2, falseAlerts: 1, precision: 0.5, sensitivity: 0.5, judged: 11 })
    expect(found.found.notJudged['not-reported']).toBe(1)
    // 31 March is day 30 of the event, and a fortnight before people noticed; the other event's 28 days all passed.
    expect(found.found.events[0]).toMatchObject({ outcome: 'found', delay: 30, lead: 15 })
    expect(found.found.daysMissed).toBe(30 + 28)
    expect(found.found.falsePerMonth).toBeCloseTo(1 / 6, 12)
  })

  test('by area and month, where 0 is calm and no cell is not judged', () => {
    const cell = (area: string, month: string) => found.cells.find((one) => one.area === area && one.month === month)
    expect(cell('990101', '2026-03')?.alerts).toBe(1)
    expect(cell('990101', '2026-04')?.alerts).toBe(0)
    expect(cell('990102', '2026-05')).toBeUndefined()
  })

  test('parts put together are the whole', () => {
    const one = (subject: BacktestSubject) => backtestRule(above, '2026-01-01', [subject])
    const whole = together([
      one(place('990101', [1, 1, 20, 20, 1, 11], [outbreak])),
      one(place('990102', [1, 1, 1, 1, null, 1], [event('missed', '2026-02-01', '2026-02-28')])),
    ])
    expect(whole).toEqual(found)
    expect(together([])).toBeNull()
  })

  test('within the hold-off it is one alert', () => {
    const values = [20, 1, 20, 1, 1, 20]
    const alerts = (holdOff: number) => {
      const one = { ...above, holdOff }
      return backtestRule(one, '2026-01-01', [place('990101', values, [], one)]).found.alerts
    }
    expect([alerts(0), alerts(1), alerts(2)]).toEqual([3, 2, 1])
  })
})

test('the budget over many places keeps what stands out of all of them, and not what one in forty shows by chance', () => {
  const one = rule({ kind: 'rate', op: '>', value: 100, per: 1000, steps: 1, tail: 0.05 })
  // 10 events are expected at the limit: 16 come by chance once in 20, 30 once in a hundred thousand.
  const counts = [16, 30, ...Array.from({ length: 38 }, () => 10)]
  const subjects = counts.map((numerator, n): BacktestSubject => {
    const reading = { value: numerator * 10, numerator, denominator: 100 }
    const verdict = judge(one, { series: { from: '2026-01-01', step: 'month', readings: [reading] }, context: {} })
    return { key: String(n), area: String(n), each: null, verdicts: [verdict], events: [] }
  })
  expect(backtestRule(one, '2026-01-01', subjects).budget).toMatchObject({
    alarms: 2,
    kept: 1,
    expectedFalse: 40 * 0.05,
  })
})

test('the neighbours of a rule are sound rules that differ in one setting, and never the rule itself', () => {
  const farrington = rule({
    kind: 'farrington',
    variant: 'flexible',
    years: 5,
    tail: 0.005,
    fewestCases: 5,
    limit: 'two-thirds',
  })
  for (const one of [above, farrington, rule({ kind: 'surge', factor: 1.2, baseline: 3, floor: 20 })]) {
    const all = neighbours(one)
    expect(all.length).toBeGreaterThan(3)
    for (const { rule: other, parameter } of all) {
      expect(RuleDefinition.safeParse(other).success).toBe(true)
      const differs = Object.keys({ ...one.when, ...other.when }).filter(
        (name) => (one.when as Record<string, unknown>)[name] !== (other.when as Record<string, unknown>)[name],
      )
      expect(differs).toEqual(parameter === 'holdOff' ? [] : [parameter])
    }
  }
})

const published = resolve(import.meta.dirname, '../../../shared/data/notifiable/notifiable_monthly_CN_ZJ_CQ.csv')
const absent = !existsSync(published)
if (absent) console.log(`skipped: the rules over the notifiable diseases; ${published} is absent`)

describe.skipIf(absent)(
  'the shipped kinds over the notifiable diseases, 2004 to 2020',
  { meta: { reason: `${published} is absent` } } as object,
  () => {
    const MONTHS = 204
    const table = new Map<string, (number | null)[]>()
    if (!absent)
      for (const row of readFileSync(published, 'utf8').trim().split('\n').slice(1)) {
        const [disease, , , area, month = '', cases = ''] = row.split(',')
        const counts = table.get(`${disease}|${area}`) ?? new Array<number | null>(MONTHS).fill(null)
        table.set(`${disease}|${area}`, counts)
        const at = (Number(month.slice(0, 4)) - 2004) * 12 + Number(month.slice(5)) - 1
        counts[at] = cases === '' || Number.isNaN(Number(cases)) ? null : Number(cases)
      }
    const from = calendarDate(2004, 1, 1)
    const known = new Map([
      ['流行性感冒|全国', [event('pandemic', '2009-09-01', '2009-12-31')]],
      ['登革热|全国', [event('Guangdong', '2014-09-01', '2014-11-30')]],
      ['风疹|全国', [event('resurgence', '2019-03-01', '2019-07-31')]],
      ['猩红热|全国', [event('year of many', '2011-05-01', '2011-06-30')]],
    ])
    const run = (one: RuleDefinition, names: readonly string[]) =>
      backtestRule(
        one,
        from,
        names.map((name) => {
          const [disease = '', area = ''] = name.split('|')
          return {
            key: area,
            area,
            each: disease,
            verdicts: verdicts(one, from, table.get(name) ?? []),
            events: known.get(name) ?? [],
          }
        }),
      )
    const flexible = rule(
      { kind: 'farrington', variant: 'flexible', years: 5, tail: 0.005, fewestCases: 5, limit: 'two-thirds' },
      { holdOff: 1 },
    )

    test('Farrington finds the four known outbreaks by the end of their first month, and the shipped surge cries wolf more often', () => {
      const { found } = run(flexible, [...known.keys()])
      expect(found.sensitivity).toBe(1)
      expect(found.events.every(({ delay }) => (delay ?? 99) < 31)).toBe(true)
      expect(found.notJudged['history-short']).toBe(4 * 61)
      // The season alone doubles influenza: what is no outbreak is told as one, month for month more often.
      const surge = run(rule({ kind: 'surge', factor: 2, baseline: 3, floor: 20 }, { holdOff: 1 }), [
        ...known.keys(),
      ]).found
      expect(surge.judged).toBeGreaterThan(found.judged)
      expect(surge.falsePerMonth ?? 0).toBeGreaterThan(found.falsePerMonth ?? 0)
    })
  },
)
