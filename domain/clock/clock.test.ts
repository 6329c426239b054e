import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { LEVELS } from '../task/level'
import { dayKind, dayOf, unpublishedYears } from './calendar'
import { dueAfterPause, dueAfterTransfer, dueTimes } from './due'
import { PUBLISHED_YEARS } from './published-days'
import { type ClockedTask, quietUntil, remindersDue } from './reminders'
import { after, dayLength, elapsed } from './run'
import { ClockSettings, countingOf, DEFAULT_CLOCK_SETTINGS as DEFAULTS } from './settings'

/** An instant said in Chinese time. */
const cn = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const working = countingOf(DEFAULTS, 'III')
const MINUTE = 60_000

/*
 * The oracle: it walks minute by minute, reads the wall clock from the time-zone database and looks the day up in the notice's own words.
 */
const wall = new Intl.DateTimeFormat('en-CA', {
  ...{ timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'short' },
  ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as Intl.DateTimeFormatOptions)

function works(at: number): boolean {
  const part = Object.fromEntries(wall.formatToParts(at).map(({ type, value }) => [type, value]))
  const date = `${part.year}-${part.month}-${part.day}`
  const year = PUBLISHED_YEARS[Number(part.year)]
  const weekend = part.weekday === 'Sat' || part.weekday === 'Sun'
  const free = year?.holidays.some(([, first, last]) => first <= date && date <= last)
  if (free || (weekend && !year?.workdays.includes(date))) return false
  const time = `${part.hour}:${part.minute}`
  return (time >= '08:30' && time < '12:00') || (time >= '14:00' && time < '17:30')
}

/** Minutes of working time in [from, to), both on whole minutes. */
function naiveElapsed(from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at += MINUTE) if (works(at)) sum += 1
  return sum
}

function naiveAfter(from: number, minutes: number): number {
  let left = minutes
  let at = from
  while (left > 0) {
    if (works(at)) left -= 1
    at += MINUTE
  }
  return at
}

/** Whole minutes around the days on which clocks go wrong: holidays, 调休, the turn of the year, the first year without a notice. */
const around = fc
  .tuple(
    fc
      .constantFrom('2024-02-04', '2024-09-30', '2025-01-26', '2025-10-08', '2025-12-31', '2026-02-14', '2026-09-20')
      .map((day) => cn(`${day} 00:00`).getTime()),
    fc.integer({ min: -1440, max: 2880 }),
  )
  .map(([day, minutes]) => day + minutes * MINUTE)

describe('working time against a walk minute by minute', () => {
  it('counts what has passed', () => {
    fc.assert(
      fc.property(around, fc.integer({ min: 0, max: 6 * 1440 }), (from, span) => {
        const to = from + span * MINUTE
        expect(elapsed(working, new Date(from), new Date(to)) / MINUTE).toBe(naiveElapsed(from, to))
      }),
      { numRuns: 12, seed: 1 },
    )
  })

  it('finds the instant at which so much has passed, and is its own inverse', () => {
    fc.assert(
      fc.property(around, fc.integer({ min: 1, max: 900 }), (from, minutes) => {
        const end = after(working, new Date(from), minutes * MINUTE)
        expect(end.getTime()).toBe(naiveAfter(from, minutes))
        expect(elapsed(working, new Date(from), end)).toBe(minutes * MINUTE)
      }),
      { numRuns: 12, seed: 2 },
    )
  })
})

describe('published days', () => {
  test.each([
    ['2024-02-09', true, '除夕 2024 was no day off'],
    ['2024-02-10', false, '春节'],
    ['2024-02-18', true, 'a Sunday worked'],
    ['2025-01-26', true, 'a Sunday worked'],
    ['2025-10-08', false, 'the eighth day of 国庆中秋'],
    ['2026-01-02', false, '元旦, a Friday'],
    ['2026-01-04', true, 'a Sunday worked'],
    ['2026-02-23', false, 'the ninth day of 春节'],
    ['2026-11-22', false, 'a plain Sunday'],
  ])('%s: working %s (%s)', (day, expected) => {
    expect(dayKind(dayOf(cn(`${day} 12:00`)))).toMatchObject({ working: expected, published: true })
  })

  it('the notices agree with the calendar: days worked are weekend days outside every holiday', () => {
    for (const year of Object.values(PUBLISHED_YEARS)) {
      for (const day of year.workdays) {
        expect([0, 6], day).toContain(new Date(`${day}T00:00:00Z`).getUTCDay())
        expect(dayKind(dayOf(cn(`${day} 12:00`))).working, day).toBe(true)
      }
      for (const [name, first, last] of year.holidays) expect(first <= last, name).toBe(true)
    }
  })

  it('a year without its notice has weekends only, and is named', () => {
    expect(dayKind(dayOf(cn('2030-10-01 12:00')))).toEqual({ working: true, published: false, holiday: null })
    expect(unpublishedYears(cn('2026-12-31 23:59'), cn('2030-01-01 00:00'))).toEqual([2027, 2028, 2029, 2030])
    expect(unpublishedYears(cn('2024-01-01 00:00'), cn('2026-12-31 23:59'))).toEqual([])
  })
})

describe('due times', () => {
  it('a red event runs through the night; an ordinary one waits for the morning', () => {
    const friday = cn('2026-11-20 17:00')
    expect(dueTimes(DEFAULTS, 'I', friday).signBy).toEqual(cn('2026-11-20 17:15'))
    expect(dueTimes(DEFAULTS, 'I', friday).closeBy).toEqual(cn('2026-11-21 17:00'))
    // Half an hour on Friday, three and a half on Monday morning.
    expect(dueTimes(DEFAULTS, 'III', friday).signBy).toEqual(cn('2026-11-23 12:00'))
  })

  it('over a holiday and its 调休 days', () => {
    // 2026-02-13 is a Friday, 02-14 is worked, 02-15 to 02-23 are free.
    expect(dueTimes(DEFAULTS, 'IV', cn('2026-02-13 08:30')).signBy).toEqual(cn('2026-02-13 17:30'))
    expect(dueTimes(DEFAULTS, 'IV', cn('2026-02-13 08:30')).feedbackBy).toEqual(cn('2026-02-24 17:30'))
  })

  it('over the turn of the year', () => {
    expect(dueTimes(DEFAULTS, 'III', cn('2025-12-31 16:30')).signBy).toEqual(cn('2026-01-04 11:30'))
  })

  it('does not depend on the zone in which the instant was written', () => {
    const [here, there] = [new Date('2026-11-20T09:00:00Z'), new Date('2026-11-20T04:00:00-05:00')]
    expect(dueTimes(DEFAULTS, 'III', here)).toEqual(dueTimes(DEFAULTS, 'III', there))
  })

  it('signing before feedback before closing, at every level and instant', () => {
    fc.assert(
      fc.property(around, fc.constantFrom(...LEVELS), (at, level) => {
        const { signBy, feedbackBy, closeBy } = dueTimes(DEFAULTS, level, new Date(at))
        expect(new Date(at) <= signBy && signBy <= feedbackBy && feedbackBy <= closeBy).toBe(true)
        const passed = dueAfterTransfer(DEFAULTS, level, new Date(at + 86_400_000), closeBy)
        expect(passed.signBy <= passed.feedbackBy && passed.feedbackBy <= closeBy).toBe(true)
      }),
      { numRuns: 200, seed: 3 },
    )
  })
})

describe('standing still', () => {
  it('loses no time: what was left before the pause is left after it', () => {
    fc.assert(
      fc.property(around, fc.constantFrom(...LEVELS), fc.nat(20_000), fc.nat(20_000), (at, level, wait, pause) => {
        const due = dueTimes(DEFAULTS, level, new Date(at))
        const pausedAt = new Date(at + wait * MINUTE)
        const now = new Date(pausedAt.getTime() + pause * MINUTE)
        const shifted = dueAfterPause(DEFAULTS, level, due, pausedAt, now)
        const counting = countingOf(DEFAULTS, level)
        for (const clock of ['signBy', 'feedbackBy', 'closeBy'] as const) {
          expect(elapsed(counting, now, shifted[clock])).toBe(elapsed(counting, pausedAt, due[clock]))
          if (due[clock] <= pausedAt) expect(shifted[clock]).toEqual(due[clock])
        }
        expect(shifted.signBy <= shifted.feedbackBy && shifted.feedbackBy <= shifted.closeBy).toBe(true)
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  it("a machine's clock that jumped back during the pause takes nothing away", () => {
    const due = dueTimes(DEFAULTS, 'II', cn('2026-11-20 10:00'))
    expect(dueAfterPause(DEFAULTS, 'II', due, cn('2026-11-20 11:00'), cn('2026-11-20 10:30'))).toEqual(due)
    expect(elapsed(working, cn('2026-11-20 11:00'), cn('2026-11-20 10:00'))).toBe(0)
  })
})

describe('reminders', () => {
  const at = cn('2026-11-16 08:30')
  const task = (level: 'I' | 'II' | 'III' | 'IV', change: Partial<ClockedTask> = {}): ClockedTask => ({
    ...{ id: 't', level, running: 'sign', clockFrom: at, pausedSeconds: 0, round: 0, supervision: 'none' },
    ...{ escalation: 0, above: 2, ...dueTimes(DEFAULTS, level, at) },
    ...change,
  })
  const kinds = (one: ClockedTask, now: string) =>
    remindersDue(one, DEFAULTS, cn(now)).map((each) =>
      each.kind === 'urge' ? each.key.split(':')[1] : each.kind === 'card' ? each.grade : `${each.kind}-${each.to}`,
    )

  it('half of the clock for II, four fifths for III', () => {
    expect(kinds(task('II'), '2026-11-16 08:44')).toEqual([])
    expect(kinds(task('II'), '2026-11-16 08:45')).toEqual(['urge-sign'])
    expect(kinds(task('III'), '2026-11-16 11:41')).toEqual([])
    expect(kinds(task('III'), '2026-11-16 11:42')).toEqual(['urge-sign'])
  })

  it('an hour stood still is no hour used', () => {
    const paused = task('II', { pausedSeconds: 600, signBy: cn('2026-11-16 09:10') })
    expect(kinds(paused, '2026-11-16 08:54')).toEqual([])
    expect(kinds(paused, '2026-11-16 08:55')).toEqual(['urge-sign'])
  })

  it('overdue: II goes one up, I at once to the top, neither beyond it', () => {
    expect(kinds(task('II'), '2026-11-16 09:01')).toEqual(['late-sign', 'escalate-next'])
    expect(kinds(task('I'), '2026-11-16 09:01')).toEqual(['late-sign', 'escalate-top'])
    expect(kinds(task('I', { escalation: 2 }), '2026-11-16 09:01')).toEqual(['late-sign'])
  })

  it('III: a yellow card one working day after closing was due; IV: yellow after three, red after seven', () => {
    const late = (level: 'III' | 'IV', supervision: ClockedTask['supervision'] = 'none') =>
      task(level, { running: 'close', closeBy: cn('2026-11-20 17:30'), escalation: 2, supervision })
    expect(kinds(late('III'), '2026-11-23 17:29')).toEqual(['late-close'])
    expect(kinds(late('III'), '2026-11-23 17:30')).toEqual(['late-close', 'yellow'])
    expect(kinds(late('III', 'yellow'), '2026-11-24 09:00')).toEqual(['late-close'])
    expect(kinds(late('IV'), '2026-11-25 17:30')).toEqual(['late-close', 'yellow'])
    expect(kinds(late('IV', 'yellow'), '2026-12-01 17:30')).toEqual(['late-close', 'red'])
  })

  it('nothing in the quiet hours but of the red, and all of it when they end', () => {
    expect(kinds(task('II'), '2026-11-16 23:00')).toEqual([])
    expect(kinds(task('I'), '2026-11-16 23:00')).toEqual(['late-sign', 'escalate-top'])
    expect(kinds(task('II'), '2026-11-17 07:00')).toEqual(['late-sign', 'escalate-next'])
    expect(quietUntil(DEFAULTS, 'II', cn('2026-12-31 22:00'))).toEqual(cn('2027-01-01 07:00'))
    expect(quietUntil(DEFAULTS, 'II', cn('2026-12-31 06:59'))).toEqual(cn('2026-12-31 07:00'))
    expect(quietUntil(DEFAULTS, 'II', cn('2026-12-31 07:00'))).toBeNull()
  })

  it('has the same keys however often and when it is asked within a round, and others in the next', () => {
    const keys = (one: ClockedTask, now: string) => remindersDue(one, DEFAULTS, cn(now)).map(({ key }) => key)
    expect(keys(task('II'), '2026-11-16 09:05')).toEqual(keys(task('II'), '2026-11-16 11:00'))
    const [first] = keys(task('II', { round: 1 }), '2026-11-16 09:05')
    expect(keys(task('II'), '2026-11-16 09:05')).not.toContain(first)
  })
})

describe('settings', () => {
  it('the defaults are sound, and a working day has seven hours', () => {
    expect(ClockSettings.parse(DEFAULTS)).toEqual(DEFAULTS)
    expect(dayLength(working)).toBe(7 * 3_600_000)
  })

  test.each<[string, (s: ClockSettings) => unknown]>([
    ['a span that ends before it begins', (s) => ({ ...s, workingHours: [['12:00', '08:30']] })],
    [
      'spans that overlap',
      (s) => ({
        ...s,
        workingHours: [
          ['08:30', '12:00'],
          ['11:00', '17:30'],
        ],
      }),
    ],
    ['no working hours', (s) => ({ ...s, workingHours: [] })],
    [
      'feedback before signing',
      (s) => ({ ...s, levels: { ...s.levels, I: { ...s.levels.I, sign: { amount: 2, unit: 'hours' } } } }),
    ],
    [
      'red before yellow',
      (s) => ({ ...s, levels: { ...s.levels, IV: { ...s.levels.IV, redAfter: { amount: 1, unit: 'days' } } } }),
    ],
    ['a share of one', (s) => ({ ...s, levels: { ...s.levels, I: { ...s.levels.I, urgeShare: 1 } } })],
    ['something nobody knows', (s) => ({ ...s, colour: 'red' })],
  ])('%s is refused', (_, change) => expect(ClockSettings.safeParse(change(DEFAULTS)).success).toBe(false))
})
