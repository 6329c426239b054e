import { expect, test } from 'vitest'
import { CalendarDate } from '../period/calendar'
import { spanFault } from './event-span'

const day = (text: string) => CalendarDate.parse(text)
const fault = (from: string, to: string, noticed?: string) =>
  spanFault({ from: day(from), to: day(to), noticed: noticed ? day(noticed) : undefined }, day('2026-11-22'))

test.each([
  ['2026-09-01', '2026-09-01', undefined, null],
  ['2026-09-01', '2026-10-31', '2026-09-01', null],
  // It may still go on.
  ['2026-11-20', '2026-12-31', '2026-11-22', null],
  ['2026-09-02', '2026-09-01', undefined, 'ends-first'],
  ['2020-01-01', '2026-01-01', undefined, 'too-long'],
  ['2026-11-23', '2026-11-24', undefined, 'in-the-future'],
  ['2026-09-01', '2026-09-30', '2026-11-23', 'in-the-future'],
  ['2026-09-01', '2026-09-30', '2026-08-31', 'noticed-first'],
] as const)('%s to %s, noticed %s: %s', (from, to, noticed, expected) => {
  expect(fault(from, to, noticed)).toBe(expected)
})
