import { expect, test } from 'vitest'
import { type Counted, coverageByTable, sumCoverage } from './sum-coverage'

const daily = (table: string, reported: number, expected: number): Counted => ({
  table,
  every: 'day',
  reported,
  expected,
  reportedDays: reported,
  expectedDays: expected,
})
const monthly = (table: string, reported: number, expected: number, days = 31): Counted => ({
  table,
  every: 'month',
  reported,
  expected,
  reportedDays: reported * days,
  expectedDays: expected * days,
})

test('nothing owed is no coverage, which is not zero', () => {
  expect(sumCoverage([])).toBeNull()
  expect(sumCoverage([daily('a', 0, 0)])).toBeNull()
  expect(sumCoverage([daily('a', 0, 3)])).toEqual({ reported: 0, expected: 3, every: 'day' })
})

test.each([
  [
    'facility-days stay facility-days',
    [daily('a', 10, 31), daily('b', 31, 31)],
    { reported: 41, expected: 62, every: 'day' },
  ],
  [
    'facility-months stay facility-months',
    [monthly('a', 2, 7), monthly('b', 7, 7)],
    { reported: 9, expected: 14, every: 'month' },
  ],
  [
    'the two are added as days',
    [daily('a', 10, 31), monthly('b', 2, 3)],
    { reported: 72, expected: 124, every: 'day' },
  ],
  [
    'a table nobody owes there does not change the unit',
    [monthly('a', 1, 2), daily('b', 0, 0)],
    { reported: 1, expected: 2, every: 'month' },
  ],
])('%s', (_, counted, sum) => {
  expect(sumCoverage(counted)).toEqual(sum)
})

test('table by table, each in its own unit, the least covered first', () => {
  expect(coverageByTable([monthly('b', 1, 2), daily('a', 31, 31), monthly('b', 0, 2), daily('c', 1, 31)])).toEqual([
    { table: 'c', every: 'day', reported: 1, expected: 31 },
    { table: 'b', every: 'month', reported: 1, expected: 4 },
    { table: 'a', every: 'day', reported: 31, expected: 31 },
  ])
})
