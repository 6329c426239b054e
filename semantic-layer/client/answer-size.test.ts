import { IndicatorQuery, type IndicatorQueryText } from '@cockpit/domain/indicator/query'
import type { Facility } from '@cockpit/domain/territory/territory'
import { expect, test } from 'vitest'
import { cellsOfSeries, MOST_CELLS } from './answer-size'
import type { Breakdown } from './breakdown'

const total: Breakdown = { kind: 'total' }
const facilities = (count: number): Breakdown => ({ kind: 'facilities', facilities: Array<Facility>(count) })
const cells = (breakdown: Breakdown, over: Partial<IndicatorQueryText>) =>
  cellsOfSeries(
    IndicatorQuery.parse({ indicators: ['beds.occupancy'], territory: '330000', period: '2026', ...over }),
    breakdown,
  )

test('what screens ask is far below the limit', () => {
  expect(cells(facilities(35_000), {})).toBe(0)
  expect(cells(total, { series: 'day', period: '2022..2026' })).toBeLessThan(MOST_CELLS)
  expect(cells(facilities(5_000), { series: 'month', period: '2024-11..2026-11' })).toBeLessThan(MOST_CELLS)
})

test('every day since 1949 for a thousand facilities is above it, whatever stands in the data', () => {
  expect(cells(facilities(1_000), { series: 'day', period: '1949..2026' })).toBeGreaterThan(28_000_000)
  expect(cells({ kind: 'dimension', dimension: 'drg' }, { series: 'day', period: '2000..2026' })).toBeGreaterThan(
    MOST_CELLS,
  )
  const indicators = Array.from({ length: 24 }, (_, n) => `beds.i${n}`)
  expect(cells(total, { series: 'day', period: '1949..2999', indicators })).toBeGreaterThan(MOST_CELLS)
})
