import { expect, test } from 'vitest'
import { CalendarDate } from '../period/calendar'
import { parsePeriod } from '../period/period'
import { clip, comparedWindow, stepsOf } from './time-shape'

const day = (text: string) => CalendarDate.parse(text)
const compared = (period: string, through: string | null, how: 'sameLastYear' | 'previous') => {
  const asked = parsePeriod(period)
  const clipped = clip(asked, through === null ? null : day(through))
  if (!clipped) throw new Error('no data')
  const { from, to } = comparedWindow(asked, clipped, how)
  return `${from}..${to}`
}

test.each([
  ['2026', null, 'sameLastYear', '2025-01-01..2025-12-31'],
  ['2026', '2026-10-31', 'sameLastYear', '2025-01-01..2025-10-31'],
  ['2026', '2026-10-31', 'previous', '2025-01-01..2025-10-31'],
  ['2026-10', '2026-10-18', 'previous', '2026-09-01..2026-09-18'],
  ['2026-10', '2026-10-18', 'sameLastYear', '2025-10-01..2025-10-18'],
  ['2026-03', '2026-03-30', 'previous', '2026-02-01..2026-02-28'],
  ['2026-Q3', '2026-08-31', 'previous', '2026-04-01..2026-05-31'],
  ['2026-10', '2026-12-31', 'previous', '2026-09-01..2026-09-30'],
  ['2024-02', null, 'sameLastYear', '2023-02-01..2023-02-28'],
] as const)('%s with data through %s, %s: %s', (period, through, how, expected) => {
  expect(compared(period, through, how)).toBe(expected)
})

test('data that end before the period leave nothing of it', () => {
  expect(clip(parsePeriod('2026-10'), day('2026-09-30'))).toBeNull()
})

test('steps cut by the question are told from whole ones', () => {
  const steps = stepsOf({ from: day('2026-01-15'), to: day('2026-03-31') }, 'month')
  expect(steps.map(({ at, from, to, whole }) => [at, from, to, whole])).toEqual([
    ['2026-01-01', '2026-01-15', '2026-01-31', false],
    ['2026-02-01', '2026-02-01', '2026-02-28', true],
    ['2026-03-01', '2026-03-01', '2026-03-31', true],
  ])
  expect(stepsOf({ from: day('2026-02-10'), to: day('2026-07-01') }, 'quarter').map(({ at }) => at)).toEqual([
    '2026-01-01',
    '2026-04-01',
    '2026-07-01',
  ])
})
