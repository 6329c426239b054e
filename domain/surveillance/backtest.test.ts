import { describe, expect, test } from 'vitest'
import { CalendarDate, calendarDate } from '../period/calendar'
import { random } from '../random/random'
import { alertSpans } from './alert-spans'
import { alertTable } from './alert-table'
import { backtest, type KnownEvent } from './backtest'
import { COUNT_CUSUM, countCusum } from './cusum'
import { EARS_METHODS, ears, earsSettings } from './ears'
import { farrington, farringtonFlexible } from './farrington'
import { type CountSeries, dateAt, SurveillanceError } from './series'
import { sweep } from './sweep'
import type { Detector, Verdict } from './verdict'

const day = (text: string) => CalendarDate.parse(text)
const settings = { holdOff: 0, early: 0 }

/** A series of days drawn by letters: `.` calm, `!` alarm, `h` held, `?` not reported, `-` no history yet. */
function drawn(letters: string, step: CountSeries['step'] = 'day'): { series: CountSeries; detector: Detector } {
  const series: CountSeries = {
    from: calendarDate(2026, 1, 30),
    step,
    counts: [...letters].map((one) => (one === '?' ? null : 1)),
  }
  const usable = step === 'month' ? { ...series, from: calendarDate(2026, 1, 1) } : series
  const detector: Detector = (given) =>
    [...letters].map((letter, at): Verdict => {
      const date = dateAt(given, at)
      if (letter === '?') return { kind: 'not-judged', date, observed: null, why: 'not-reported' }
      if (letter === '-') return { kind: 'not-judged', date, observed: 1, why: 'history-short' }
      const held = letter === 'h' ? { held: 'few-cases' as const } : {}
      return {
        kind: 'judged',
        date,
        observed: 1,
        expected: 1,
        limit: 1,
        score: 0,
        alarm: letter === '!',
        chance: null,
        ...held,
      }
    })
  return { series: usable, detector }
}
const run = (letters: string, events: readonly KnownEvent[] = [], change = {}, step: CountSeries['step'] = 'day') => {
  const { series, detector } = drawn(letters, step)
  return backtest(series, detector, events, { ...settings, ...change })
}

describe('alerts', () => {
  test.each([
    ['!!.!', 0, 2],
    ['!!.!', 1, 1],
    ['!..!', 1, 2],
    ['!?!', 0, 2],
    ['!?!', 1, 1],
    ['....', 3, 0],
  ])('%s with a hold-off of %d', (letters, holdOff, alerts) => {
    expect(run(letters, [], { holdOff }).alerts).toHaveLength(alerts)
  })
  test('of a month lasts from its first day and is known on its last', () => {
    const { series, detector } = drawn('..!!.', 'month')
    expect(alertSpans(series, detector(series), 0)).toEqual([
      { from: '2026-03-01', to: '2026-04-30', known: '2026-03-31', alarms: 2 },
    ])
  })
  test('are counted by the month they begin in, for months with a judged day only', () => {
    expect(run('--!.!!.').months).toEqual([{ month: '2026-02', alerts: 2, falseAlerts: 2 }])
    expect(run('.!!.').months.map((one) => [one.month, one.alerts])).toEqual([
      ['2026-01', 1],
      ['2026-02', 0],
    ])
  })
  test('steps that were not judged or held are counted by their reason', () => {
    expect(run('--?.h!')).toMatchObject({
      steps: 6,
      judged: 3,
      held: 1,
      notJudged: { 'not-reported': 1, 'history-short': 2, 'history-gap': 0, 'no-fit': 0 },
    })
  })
})

describe('a known event', () => {
  // Days: 30 and 31 January, then 1 February on.
  const event = { name: 'cluster', from: day('2026-02-02'), to: day('2026-02-05'), noticed: day('2026-02-05') }
  test.each([
    // letters, outcome, delay, lead, days missed, false alerts
    ['....!!...', 'found', 1, 2, 1, 0],
    ['...!.....', 'found', 0, 3, 0, 0],
    ['......!!.', 'found', 3, 0, 3, 0],
    ['.......!.', 'missed', null, null, 4, 1],
    ['.........', 'missed', null, null, 4, 0],
    ['--------!', 'not-judged', null, null, 0, 1],
    ['..!......', 'missed', null, null, 4, 1],
  ] as const)('%s', (letters, outcome, delay, lead, daysMissed, falseAlerts) => {
    const found = run(letters, [event])
    expect(found.events[0]).toMatchObject({ outcome, delay, lead, daysMissed })
    expect(found.falseAlerts).toBe(falseAlerts)
  })
  test('the day before belongs to it where the settings say so', () => {
    const found = run('..!......', [event], { early: 1 })
    expect(found.events[0]).toMatchObject({ outcome: 'found', delay: -1, lead: 4, daysMissed: 0 })
    expect(found.alerts[0]?.events).toEqual(['cluster'])
  })
  test('a month that finds it is known at the month’s end, which may be after it', () => {
    const found = run('.!...', [event], {}, 'month')
    expect(found.events[0]).toMatchObject({ outcome: 'found', delay: 26, lead: -23, daysMissed: 4 })
  })
  test('precision, sensitivity and false alerts a month over several', () => {
    const late = { name: 'late', from: day('2026-02-07'), to: day('2026-02-07') }
    const before = { name: 'before', from: day('2026-01-30'), to: day('2026-01-30') }
    const found = run('-!.!..!..', [event, late, before])
    expect(found).toMatchObject({
      falseAlerts: 1,
      precision: 2 / 3,
      sensitivity: 1 / 2,
      falsePerMonth: 1 / 2,
      daysMissed: 1,
    })
    expect(found.events.map((one) => one.outcome)).toEqual(['found', 'missed', 'not-judged'])
  })
})

test('alerts by area and month: series of one area are summed, a month nobody judged has no cell', () => {
  const event = { name: 'cluster', from: day('2026-02-01'), to: day('2026-02-02') }
  const table = alertTable([
    { area: 'A', found: run('--.!.!', [event]) },
    { area: 'B', found: run('!--', []) },
    { area: 'A', found: run('!..!..', [event]) },
  ])
  expect(table).toEqual([
    { area: 'A', month: '2026-01', alerts: 1, falseAlerts: 1 },
    { area: 'A', month: '2026-02', alerts: 3, falseAlerts: 1 },
    { area: 'B', month: '2026-01', alerts: 1, falseAlerts: 1 },
  ])
})

test('nothing to divide by is not zero', () => {
  expect(run('--')).toMatchObject({ precision: null, sensitivity: null, falsePerMonth: null, medianDelay: null })
})

describe('every detector judges a step by what was before it only', () => {
  const chance = random('causal')
  const counts = Array.from({ length: 110 }, () => chance.poisson(6))
  const series = (length: number): CountSeries => ({
    from: calendarDate(2010, 1, 1),
    step: 'month',
    counts: counts.slice(0, length),
  })
  const detectors: [string, Detector][] = [
    ...EARS_METHODS.map((kind): [string, Detector] => [kind, (given) => ears(given, earsSettings(kind))]),
    ['farrington', (given) => farrington(given, farringtonFlexible('month'))],
    ['cusum', (given) => countCusum(given, COUNT_CUSUM)],
  ]
  test.each(detectors)('%s', (_, detector) => {
    const whole = detector(series(110))
    for (const length of [60, 85, 109]) expect(detector(series(length)).at(-1)).toEqual(whole[length - 1])
    expect(whole.some((one) => one.kind === 'judged')).toBe(true)
  })
})

describe('the effect of each parameter', () => {
  const chance = random('sweep')
  const series: CountSeries = {
    from: calendarDate(2025, 1, 1),
    step: 'day',
    counts: Array.from({ length: 400 }, (_, at) => chance.poisson(at >= 300 && at < 306 ? 16 : 4)),
  }
  const events = [{ name: 'planted', from: dateAt(series, 300), to: dateAt(series, 305) }]
  let runs = 0
  const rows = sweep(earsSettings('C2'), { threshold: [2, 3, 4, 5], baseline: [7, 14], floor: [0.5] }, (changed) => {
    runs++
    return backtest(series, (given) => ears(given, { ...changed, fewest: changed.baseline }), events, {
      holdOff: 3,
      early: 0,
    })
  })
  test('one row for the settings as they are and one for each other value', () => {
    expect(rows.map((row) => [row.parameter, row.value])).toEqual([
      [null, null],
      ['threshold', 2],
      ['threshold', 4],
      ['threshold', 5],
      ['baseline', 14],
    ])
    expect(runs).toBe(rows.length)
  })
  test('a higher threshold gives fewer alerts', () => {
    const alerts = [2, null, 4, 5].map(
      (value) => rows.find((row) => row.value === value && row.parameter !== 'baseline')?.alerts ?? -1,
    )
    expect([...alerts].sort((a, b) => b - a)).toEqual(alerts)
    expect(alerts[0]).toBeGreaterThan(alerts[3] ?? 0)
    expect(rows[0]).toMatchObject({ sensitivity: 1 })
  })
  test('is no search', () => {
    const many = () => sweep({ a: 0 }, { a: Array.from({ length: 102 }, (_, at) => at) }, () => run('.'))
    expect(many).toThrow('give at most 100')
  })
})

test.each([
  [{ holdOff: -1 }, [], 'holdOff is -1'],
  [{ early: 0.5 }, [], 'early is 0.5'],
  [{}, [{ name: 'turned', from: day('2026-02-02'), to: day('2026-02-01') }], 'turned ends on 2026-02-01'],
])('%j is refused with what to do', (change, events, message) => {
  expect(() => run('..', events, change)).toThrow(SurveillanceError)
  expect(() => run('..', events, change)).toThrow(message)
})
