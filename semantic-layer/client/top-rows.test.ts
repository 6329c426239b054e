import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { AnswerRow, Envelope } from '@cockpit/domain/indicator/envelope'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { topRows } from './top-rows'

const definition = (kind: IndicatorDefinition['kind'], per = 1) => ({ id: 'a.b', version: '1', kind, per }) as never
const cell = (over: Partial<Envelope>): Envelope => ({
  indicator: 'a.b',
  definitionVersion: '1',
  state: 'shown',
  ...over,
})
const row = (key: string, over: Partial<Envelope>, at?: string): AnswerRow => ({
  key,
  ...(at ? { at } : {}),
  cells: { 'a.b': cell(over) },
})
const rows = [row('x', { value: 3 }), row('y', { value: 9 }), row('z', { value: 5 }), row('w', { value: 1 })]

test('the largest two, and the rest as one', () => {
  const { rows: shown, rest } = topRows(rows, [definition('sum')], false, { limit: 2 })
  expect(shown.map(({ key }) => key)).toEqual(['y', 'z'])
  expect(rest).toMatchObject({ keys: 2, rows: [{ cells: { 'a.b': { state: 'shown', value: 4 } } }] })
})

test('places outside the filters, which have nothing, are not counted among the rest', () => {
  const more = [
    ...rows,
    row('n', { state: 'no-data' }),
    row('m', { state: 'not-reported' }),
    row('s', { state: 'suppressed' }),
  ]
  expect(topRows(more, [definition('sum')], false, { limit: 4 }).rest).toMatchObject({ keys: 1 })
})

test('the smallest first, those without a value last', () => {
  const more = [...rows, row('n', { state: 'no-data' })]
  const { rows: shown, rest } = topRows(more, [definition('sum')], false, { order: 'smallest' })
  expect(shown.map(({ key }) => key)).toEqual(['w', 'x', 'z', 'y', 'n'])
  expect(rest).toBeUndefined()
})

test('places keep their order, and nothing is left over, where nothing is asked', () => {
  expect(topRows(rows, [definition('sum')], false, { limit: 4 })).toEqual({ rows })
})

test('a ratio of the rest is that of its sums, not the mean of its ratios', () => {
  const of = (key: string, numerator: number, denominator: number) =>
    row(key, { value: (numerator / denominator) * 100, numerator, denominator })
  const { rest } = topRows([of('x', 90, 100), of('y', 1, 10), of('z', 30, 60)], [definition('ratio', 100)], true, {
    limit: 1,
  })
  // (1 + 30) / (10 + 60) × 100; the mean of 10 and 50 would be 30.
  expect(rest?.rows[0]?.cells['a.b']).toMatchObject({ numerator: 31, denominator: 70, value: (31 / 70) * 100 })
})

test('a rate by disease has the same residents in every row', () => {
  const of = (key: string, numerator: number) =>
    row(key, { value: (numerator / 50_000) * 1e5, numerator, denominator: 50_000 })
  const { rest } = topRows([of('x', 30), of('y', 10), of('z', 5)], [definition('rate', 1e5)], true, { limit: 1 })
  expect(rest?.rows[0]?.cells['a.b']).toMatchObject({ numerator: 15, denominator: 50_000 })
  expect(rest?.rows[0]?.cells['a.b']?.value).toBeCloseTo(30, 9)
})

test.each([
  ['distinct things have no sum', 'distinct', [{ value: 3 }, { value: 2 }], 'not-applicable'],
  ['one withheld cell withholds the rest', 'sum', [{ value: 3 }, { state: 'suppressed' }], 'suppressed'],
  ['nothing was reported', 'sum', [{ state: 'not-reported' }, { state: 'not-reported' }], 'not-reported'],
  ['nothing is known', 'sum', [{ state: 'not-reported' }, { state: 'no-data' }], 'no-data'],
] as const)('%s', (_, kind, cells, state) => {
  const all = [row('first', { value: 100 }), ...cells.map((over, n) => row(`k${n}`, over))]
  const { rest } = topRows(all, [definition(kind)], false, { limit: 1 })
  expect(rest?.rows[0]?.cells['a.b']).toEqual({ indicator: 'a.b', definitionVersion: '1', state })
})

test('of a line each step has its rest, and shown and rest add up to all', () => {
  const value = fc.integer({ min: 0, max: 1000 })
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 }), fc.nat(12), (values, limit) => {
      const all = values.flatMap(([one, two], n) => [
        row(`k${n}`, { value: one }, '2026-01-01'),
        row(`k${n}`, { value: two }, '2026-02-01'),
      ])
      const { rows: shown, rest } = topRows(all, [definition('sum')], true, { limit: limit + 1 })
      for (const [n, at] of ['2026-01-01', '2026-02-01'].entries()) {
        const sum = [...shown, ...(rest?.rows ?? [])]
          .filter((one) => one.at === at)
          .reduce((total, one) => total + (one.cells['a.b']?.value ?? 0), 0)
        expect(sum).toBe(values.reduce((total, pair) => total + (pair[n] ?? 0), 0))
      }
      expect(new Set(shown.map(({ key }) => key)).size + (rest?.keys ?? 0)).toBe(values.length)
    }),
  )
})
