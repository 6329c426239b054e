import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { addDays, CalendarDate, daysBetween } from '../period/calendar'
import { GRAINS, parsePeriod } from '../period/period'
import { type Comparing, clip, sidesOf, stepStart, stepsOf } from './time-shape'

const written = (window: { from: string; to: string } | undefined) => (window ? `${window.from}..${window.to}` : '')

test.each([
  // The whole month has come: January to October of both years, and twelve months against the twelve before.
  ['2026-10', null, 'yearToDate', '2026-01-01..2026-10-31', '2025-01-01..2025-10-31'],
  ['2026-10', null, 'rolling12', '2025-11-01..2026-10-31', '2024-11-01..2025-10-31'],
  ['2026-10', null, 'rolling3', '2026-08-01..2026-10-31', '2026-05-01..2026-07-31'],
  // Data end on the 18th: both years are counted to the 18th.
  ['2026-10', '2026-10-18', 'yearToDate', '2026-01-01..2026-10-18', '2025-01-01..2025-10-18'],
  ['2026-10', '2026-10-18', 'rolling12', '2025-11-01..2026-10-18', '2024-11-01..2025-10-18'],
  ['2026', '2026-10-31', 'yearToDate', '2026-01-01..2026-10-31', '2025-01-01..2025-10-31'],
  ['2026', '2026-10-31', 'rolling2', '2025-01-01..2026-10-31', '2023-01-01..2024-10-31'],
  // A leap February stands against a whole February.
  ['2024-02', null, 'yearToDate', '2024-01-01..2024-02-29', '2023-01-01..2023-02-28'],
  ['2025-02', null, 'yearToDate', '2025-01-01..2025-02-28', '2024-01-01..2024-02-29'],
  ['2026-W41', null, 'rolling4', '2026-09-14..2026-10-11', '2026-08-17..2026-09-13'],
  ['2026-W41', '2026-10-07', 'rolling4', '2026-09-14..2026-10-07', '2026-08-17..2026-09-09'],
  ['2026-H1', null, 'rolling2', '2025-07-01..2026-06-30', '2024-07-01..2025-06-30'],
  ['2026-Q3', '2026-08-31', 'rolling2', '2026-04-01..2026-08-31', '2025-10-01..2026-02-28'],
  ['2026-10-05', null, 'rolling7', '2026-09-29..2026-10-05', '2026-09-22..2026-09-28'],
  // A range of whole months rolls by months, any other by days.
  ['2026-09..2026-10', null, 'rolling6', '2026-05-01..2026-10-31', '2025-11-01..2026-04-30'],
  ['2026-10-01..2026-10-09', null, 'rolling30', '2026-09-10..2026-10-09', '2026-08-11..2026-09-09'],
  ['2026-W41', '2026-10-07', 'sameLastYear', '', '2025-10-06..2025-10-08'],
  ['2026-W53', null, 'sameLastYear', '', '2025-12-22..2025-12-28'],
  ['2026-W41', '2026-10-07', 'previous', '', '2026-09-28..2026-09-30'],
  ['2026-H1', '2026-05-20', 'previous', '', '2025-07-01..2025-11-17'],
] as const)('%s with data through %s, %s: %s against %s', (text, through, how, own, other) => {
  const period = parsePeriod(text)
  const clipped = clip(period, through === null ? null : CalendarDate.parse(through))
  if (!clipped) throw new Error('no data')
  const sides = sidesOf(period, clipped, how)
  expect([written(sides.own), written(sides.other)]).toEqual([own, other])
})

it('both sides of a rolling comparison have as many steps and do not overlap, wherever the data end', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20_000 }),
      fc.constantFrom(...GRAINS),
      fc.integer({ min: 2, max: 24 }),
      fc.integer({ min: 0, max: 400 }),
      (start, grain, count, held) => {
        const from = stepStart(addDays(CalendarDate.parse('1995-01-01'), start), grain)
        const [step] = stepsOf({ from, to: addDays(from, 400) }, grain)
        if (!step) throw new Error('a span has a step')
        const clipped = clip({ ...step, grain }, addDays(from, held)) ?? step
        const { own, other } = sidesOf({ ...step, grain }, clipped, `rolling${count}` as Comparing)
        if (!own) throw new Error('a rolling comparison has a side of its own')
        expect(own.to).toBe(clipped.to)
        expect(stepsOf(own, grain)).toHaveLength(count)
        expect(stepsOf(other, grain)).toHaveLength(count)
        expect(other.to < own.from).toBe(true)
        // Where all of the last step has come the two lie end to end.
        if (clipped.to === step.to) expect(addDays(other.to, 1)).toBe(own.from)
      },
    ),
  )
})

it('累计同期: both sides begin on 1 January and differ by the leap day at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 370 }), (start, length) => {
      const from = addDays(CalendarDate.parse('1995-01-01'), start)
      const to = addDays(from, length)
      const { own, other } = sidesOf({ from, to, grain: 'range' }, { from, to }, 'yearToDate')
      if (!own) throw new Error('the year to date has a side of its own')
      expect([own.from.slice(5), other.from.slice(5)]).toEqual(['01-01', '01-01'])
      expect(Number(own.from.slice(0, 4)) - Number(other.from.slice(0, 4))).toBe(1)
      expect(Math.abs(daysBetween(own.from, own.to) - daysBetween(other.from, other.to))).toBeLessThanOrEqual(1)
    }),
  )
})
