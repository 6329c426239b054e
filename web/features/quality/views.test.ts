import type { Answer } from '@cockpit/domain/indicator/envelope'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { expect, test } from 'vitest'
import { leagueRows } from './league-view'
import { stripDays } from './strip-view'

const shown = (numerator: number, denominator: number) => ({
  indicator: 'quality.validity',
  definitionVersion: '1',
  state: 'shown' as const,
  value: numerator / denominator,
  numerator,
  denominator,
})
const answer = {
  rows: [
    { key: 'A', cells: { 'quality.validity': shown(99, 100) } },
    { key: 'B', cells: { 'quality.validity': shown(0, 29) } },
    { key: 'C', cells: { 'quality.validity': shown(15, 30) } },
    { key: 'D', cells: { 'quality.validity': { ...shown(1, 1), state: 'not-reported' as const, value: undefined } } },
  ],
} as unknown as Answer

test('the worst stands first, and a denominator below thirty is listed without a place', () => {
  const rows = leagueRows(answer, 'quality.validity', (key) => key)
  expect(rows.map(({ row, place }) => [row.key, place])).toEqual([
    ['C', 1],
    ['A', 2],
    ['B', null],
    ['D', null],
  ])
  expect(rows[0]?.row.cells['quality.validity'].interval).not.toBeNull()
})

const day = (text: string) => CalendarDate.parse(text)
const span = { from: day('2026-10-01'), to: day('2026-10-06') }
const marks = [
  { day: '2026-10-01', standing: 4, open: 0, late: false },
  { day: '2026-10-02', standing: 4, open: 0, late: true },
  { day: '2026-10-03', standing: 4, open: 1, late: false },
]

test('a day of a daily table is good, late, open, missing, or not over yet', () => {
  expect(stripDays(marks, span, 'day', day('2026-10-06')).map(({ state }) => state)).toEqual([
    'good',
    'late',
    'open',
    'missing',
    'missing',
    'future',
  ])
})

test('a day without rows of a monthly table is not missing', () => {
  expect(
    stripDays(marks, span, 'month', day('2026-11-06'))
      .map(({ state }) => state)
      .slice(3),
  ).toEqual(['off', 'off', 'off'])
})
