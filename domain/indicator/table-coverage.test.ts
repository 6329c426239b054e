import { expect, test } from 'vitest'
import type { Answer } from './envelope'
import { coverageOfTables } from './table-coverage'

const about = { indicator: 'reporting.coverage', definitionVersion: '1' }
const row = (key: string, numerator: number, denominator: number) => ({
  key,
  cells: {
    'reporting.coverage': {
      ...{ ...about, state: 'shown' as const, value: numerator / denominator },
      ...{ numerator, denominator },
    },
  },
})
const answer: Answer = {
  rows: [
    row('visit_day', 90, 100),
    row('income_month', 310, 620),
    { key: 'bed_day', cells: { 'reporting.coverage': { ...about, state: 'no-data' } } },
  ],
  ...{ period: { from: '2026-10-01', to: '2026-10-31' }, dataThrough: null, asOf: null, coverage: null },
  ...{ dataVersion: 't@1', demo: true },
}
const coverage = coverageOfTables(answer)

test('tables together, each counted once, are days reported over days owed and never a mean of shares', () => {
  expect(coverage(['visit_day'])).toEqual({ reported: 90, expected: 100, every: 'day' })
  expect(coverage(['visit_day', 'income_month', 'visit_day'])).toEqual({ reported: 400, expected: 720, every: 'day' })
})

test('a table nobody owes adds nothing, and alone has no coverage', () => {
  expect(coverage(['visit_day', 'population'])).toEqual({ reported: 90, expected: 100, every: 'day' })
  expect(coverage(['population', 'bed_day'])).toBeNull()
})
