import { CalendarDate } from '@cockpit/domain/period/calendar'
import { expect, test } from 'vitest'
import { type Span, Values } from './fetch-values'
import type { Need } from './need'
import { runsOf } from './span-runs'

const span = (from: string, to: string, more: Partial<Span> = {}): Span => ({
  window: { from: CalendarDate.parse(from), to: CalendarDate.parse(to) },
  ...more,
})
/** What is asked, as `from..to by grain`, and the steps it gives its spans from. */
const told = (spans: readonly Span[]) =>
  runsOf(spans).map(({ asked, spans: of }) => [
    `${asked.window.from}..${asked.window.to}${asked.series ? ` by ${asked.series.grain}` : ''}`,
    of.map(({ span: one, at }) => `${one.window.from}${at ? ` at ${at}` : ''}`),
  ])

test('a month and the one before it are one question, the same month of last year another', () => {
  const months = [span('2026-10-01', '2026-10-31'), span('2026-09-01', '2026-09-30'), span('2025-10-01', '2025-10-31')]
  expect(told(months)).toEqual([
    ['2025-10-01..2025-10-31', ['2025-10-01']],
    ['2026-09-01..2026-10-31 by month', ['2026-09-01 at 2026-09-01', '2026-10-01 at 2026-10-01']],
  ])
})

test('quarters and years go together by themselves, also over the end of a year', () => {
  expect(told([span('2026-01-01', '2026-03-31'), span('2025-10-01', '2025-12-31')])).toEqual([
    ['2025-10-01..2026-03-31 by quarter', ['2025-10-01 at 2025-10-01', '2026-01-01 at 2026-01-01']],
  ])
  expect(told([span('2025-01-01', '2025-12-31'), span('2024-01-01', '2024-12-31')])).toEqual([
    ['2024-01-01..2025-12-31 by year', ['2024-01-01 at 2024-01-01', '2025-01-01 at 2025-01-01']],
  ])
})

test('a month beside a quarter, what is cut by a day, and lines are asked by themselves', () => {
  const line = { grain: 'month', steps: [] } as const
  const spans = [
    span('2026-04-01', '2026-04-30'),
    span('2026-01-01', '2026-03-31'),
    span('2026-10-01', '2026-10-18'),
    span('2026-09-01', '2026-09-18'),
    span('2026-05-01', '2026-05-31', { series: line }),
  ]
  const runs = runsOf(spans)
  expect(runs).toHaveLength(spans.length)
  for (const { asked, spans: of } of runs) expect(of).toEqual([{ span: asked, at: '' }])
})

test('two spans of the same days stay two', () => {
  const month = span('2026-10-01', '2026-10-31')
  const reaching = { ...month, reach: CalendarDate.parse('2026-12-31') }
  expect(runsOf([month, reaching]).map(({ asked }) => asked)).toEqual([month, reaching])
})

test('of a line each step has its own values and its own rows', () => {
  const need: Need = { member: 'a.b', shape: 'flow', apart: false }
  const values = new Values()
  values.put(need, '330102', '2026-09-01', 4)
  values.put(need, '330102', '2026-10-01', 5)
  values.put(need, '330103', '2026-09-01', 6)
  const october = values.ofStep('2026-10-01')
  expect([october.get(need, '330102', ''), october.get(need, '330103', ''), october.keys()]).toEqual([
    5,
    null,
    ['330102'],
  ])
  expect(values.keys()).toEqual(['330102', '330103'])
  expect(values.ofStep('2026-08-01').keys()).toEqual([])
})
