import { expect, test } from 'vitest'
import { CalendarDate } from '../period/calendar'
import { silenceOf } from './silence'

const day = (text: string) => CalendarDate.parse(text)
const monthly = { every: 'month', dueDays: 10, from: day('2026-01-01') } as const
const daily = { every: 'day', dueDays: 1, from: day('2026-01-01') } as const

test.each([
  ['nothing is due before the month has ended', monthly, '2026-09-30', '2026-10-31', 'current', null, 0],
  ['the month has ended and may still come', monthly, '2026-09-30', '2026-11-01', 'waiting', '2026-10-01', 0],
  ['on the due day it is not late', monthly, '2026-09-30', '2026-11-10', 'waiting', '2026-10-01', 0],
  ['the day after the due day it is late', monthly, '2026-09-30', '2026-11-11', 'overdue', '2026-10-01', 1],
  ['every month that is due counts', monthly, '2026-07-31', '2026-11-11', 'overdue', '2026-08-01', 3],
  ['who never sent anything owes from the beginning', monthly, null, '2026-03-11', 'never', '2026-01-01', 2],
  ['who never sent anything and owes nothing yet', monthly, null, '2026-01-20', 'current', null, 0],
  ['a daily table is late after its one day', daily, '2026-10-29', '2026-11-01', 'overdue', '2026-10-30', 1],
  ['a daily table within its one day', daily, '2026-10-30', '2026-11-01', 'waiting', '2026-10-31', 0],
  ['a row from before it was owed is not a report', monthly, '2025-06-30', '2026-03-11', 'overdue', '2026-01-01', 2],
  [
    'who opened in mid-month owes that month from its first day',
    { ...monthly, from: day('2026-01-20') },
    null,
    '2026-02-11',
    'never',
    '2026-01-01',
    1,
  ],
] as const)('%s', (_, obligation, last, today, standing, since, missed) => {
  expect(silenceOf(last === null ? null : day(last), obligation, day(today))).toEqual({ standing, since, missed })
})
