import { CalendarDate } from '@cockpit/domain/period/calendar'
import { formatPeriod } from '@cockpit/domain/period/period'
import { describe, expect, test } from 'vitest'
import { Attempts } from './attempts'
import { type ClockedTask, closureOf } from './closure'
import { deviceCookie } from './device-cookie'
import { fortnightEnding, lastWholeMonth, monthsEnding } from './wall-period'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 0, minute))
const task = (over: Partial<ClockedTask>): ClockedTask => ({
  state: 'dispatched',
  signBy: at(10),
  closeBy: at(60),
  signedAt: null,
  closedAt: null,
  pausedAt: null,
  ...over,
})

describe('closure in time', () => {
  test.each([
    { tasks: [task({})], now: at(5), signed: [0, 0], closed: [0, 0], overdue: 0, why: 'nothing due yet' },
    { tasks: [task({})], now: at(10), signed: [0, 0], closed: [0, 0], overdue: 0, why: 'the limit itself is not past' },
    { tasks: [task({})], now: at(11), signed: [0, 1], closed: [0, 0], overdue: 0, why: 'not signed and past' },
    {
      tasks: [task({ state: 'verifying', signedAt: at(9), pausedAt: at(40) })],
      now: at(90),
      signed: [1, 1],
      closed: [0, 0],
      overdue: 0,
      why: 'its clocks stand still',
    },
    {
      tasks: [task({ signedAt: at(10) })],
      now: at(11),
      signed: [1, 1],
      closed: [0, 0],
      overdue: 0,
      why: 'at the limit',
    },
    { tasks: [task({ signedAt: at(12) })], now: at(61), signed: [0, 1], closed: [0, 1], overdue: 1, why: 'late twice' },
    {
      tasks: [task({ signedAt: at(2), closedAt: at(3), state: 'closed' })],
      now: at(5),
      signed: [1, 1],
      closed: [1, 1],
      overdue: 0,
      why: 'done early counts at once',
    },
    {
      tasks: [task({ state: 'aborted' })],
      now: at(99),
      signed: [0, 0],
      closed: [0, 0],
      overdue: 0,
      why: 'aborted owes nothing',
    },
  ])('$why', ({ tasks, now, signed, closed, overdue }) => {
    expect(closureOf(tasks, now)).toEqual({
      signed: { met: signed[0], of: signed[1] },
      closed: { met: closed[0], of: closed[1] },
      overdue,
    })
  })
})

describe('the months of a wall', () => {
  test.each([
    ['2026-10-31', '2026-10'],
    ['2026-11-20', '2026-10'],
    ['2026-01-05', '2025-12'],
    ['2028-02-28', '2028-01'],
    ['2028-02-29', '2028-02'],
  ])('data to %s: the last whole month is %s', (through, month) => {
    expect(formatPeriod(lastWholeMonth(CalendarDate.parse(through)))).toBe(month)
  })
  test('twenty-five months end with the month of the day', () => {
    const { text, months } = monthsEnding(CalendarDate.parse('2026-11-20'), 25)
    expect(text).toBe('2024-11..2026-11')
    expect(months).toHaveLength(25)
  })
  test('a fortnight has fourteen days, the day itself last', () => {
    expect(fortnightEnding(CalendarDate.parse('2026-03-05')).days.at(0)).toBe('2026-02-20')
    expect(fortnightEnding(CalendarDate.parse('2026-03-05')).days).toHaveLength(14)
  })
})

test('tries are limited within the window and free again after it', () => {
  const attempts = new Attempts(2, 1_000)
  expect([0, 1, 2, 999, 1_000, 1_001, 1_002].map((now) => attempts.take(now))).toEqual([
    true,
    true,
    false,
    false,
    true,
    true,
    false,
  ])
})

test('the cookie of a device is out of reach of scripts and of other sites', () => {
  expect(deviceCookie('t', false)).toMatch(/^cockpit-display=t; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/)
  expect(deviceCookie('t', true)).toMatch(/; Secure$/)
})
