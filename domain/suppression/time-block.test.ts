import { expect, test } from 'vitest'
import { CalendarDate } from '../period/calendar'
import { around, blockAt, blocksOf, siblingsOf } from './time-block'

const day = (text: string) => CalendarDate.parse(text)
const named = (from: string, to: string, cut = 0) =>
  blocksOf(day(from), day(to), cut).map((block) => `${block.grain} ${block.from}`)

test.each([
  ['2025-01-01', '2025-12-31', 0, ['year 2025-01-01']],
  ['2025-02-01', '2025-06-30', 0, ['month 2025-02-01', 'month 2025-03-01', 'quarter 2025-04-01']],
  ['2025-09-29', '2025-10-31', 0, ['day 2025-09-29', 'day 2025-09-30', 'month 2025-10-01']],
  ['2024-12-01', '2025-12-31', 0, ['month 2024-12-01', 'year 2025-01-01']],
  ['2025-01-01', '2025-02-20', 20, ['month 2025-01-01', 'part 2025-02-01']],
  // February ends before the day at which months are parted: it is one part, and a month.
  ['2025-02-01', '2025-02-28', 30, ['month 2025-02-01']],
])('%s to %s, months parted at %i', (from, to, cut, expected) => {
  expect(named(from, to, cut)).toEqual(expected)
})

test('every block lies whole in the one around it and is found again among its siblings', () => {
  for (const cut of [0, 12, 31])
    for (let block = blockAt('day', day('2024-02-29'), cut); ; ) {
      const siblings = siblingsOf(block)
      expect(siblings.filter((one) => one.from === block.from && one.to === block.to)).toHaveLength(1)
      const outer = around(block)
      if (!outer) break
      expect(siblings[0]?.from).toBe(outer.from)
      expect(siblings.at(-1)?.to).toBe(outer.to)
      block = outer
    }
})
