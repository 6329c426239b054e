import { expect, test } from 'vitest'
import { type DoctorSums, doctorLabel, doctorsTold } from './doctors'

const doctor = (key: string, observed: number, expected: number, change: Partial<DoctorSums> = {}): DoctorSums => ({
  ...{ key, listed: 2, cases: 100, lowRiskDeaths: 1, grouped: 80, weight: 96, cost: 1_500_000, benchmarked: 80 },
  ...{ costRatios: 88, observed, expected },
  ...change,
})
const line = (sums: readonly DoctorSums[], key: string) => doctorsTold(sums).lines.find((one) => one.key === key)

test('figures are the sums over their own bases', () => {
  expect(line([doctor('a', 12, 10)], 'a')).toMatchObject({
    ...{ cases: 100, lowRiskDeaths: 1, caseMixIndex: 1.2, costPerCase: 15_000, costIndex: 1.1, ratio: 1.2 },
  })
  // Exact Poisson, published for 12 events: 6.2006 to 20.9616.
  expect(line([doctor('a', 12, 10)], 'a')?.interval?.lower).toBeCloseTo(0.62006, 4)
  expect(line([doctor('a', 12, 10)], 'a')?.interval?.upper).toBeCloseTo(2.09616, 4)
})

test('fewer than five cases are not told, fewer than five expected deaths give no ratio', () => {
  const few = line([doctor('a', 1, 2, { cases: 4 })], 'a')
  expect(few).toEqual({
    ...{
      key: 'a',
      listed: null,
      cases: null,
      lowRiskDeaths: null,
      caseMixIndex: null,
      costPerCase: null,
      costIndex: null,
    },
    ...{ observed: null, expected: null, ratio: null, interval: null, mark: null },
  })
  expect(line([doctor('a', 9, 4.99)], 'a')).toMatchObject({ observed: 9, expected: 4.99, ratio: null, interval: null })
  expect(line([doctor('a', 9, 5, { grouped: 4, weight: 8 })], 'a')).toMatchObject({ ratio: 1.8, caseMixIndex: null })
})

test('nobody is marked where they differ no more than chance, nor in the company of too few', () => {
  const alike = Array.from({ length: 8 }, (_, i) => doctor(`d${i}`, 9 + (i % 3), 10))
  expect(doctorsTold(alike).withheld).toEqual({ code: 'inside-limits', outside: 0, of: 8 })
  const few = [doctor('a', 60, 10), doctor('b', 10, 10)]
  expect(doctorsTold(few).withheld?.code).toBe('too-few-peers')
  expect(doctorsTold(few).lines.map(({ mark }) => mark)).toEqual([null, null])
})

test('who lies far outside is marked, and stands where the key puts it', () => {
  const told = doctorsTold([
    doctor('x', 40, 10),
    ...['b', 'a', 'd', 'c'].map((key) => doctor(key, 20, 20)),
    doctor('', 5, 5),
  ])
  expect(told.withheld).toBeNull()
  expect(told.lines.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'x', ''])
  expect(told.lines.map(({ mark }) => mark?.level ?? null)).toEqual([null, null, null, null, 'warning', null])
  // Pages that do not say who attended are nobody's mortality.
  expect(told.lines.at(-1)?.ratio).toBeNull()
})

test('a label is short, always the same, and none for nobody', () => {
  expect(doctorLabel('mF3~q_x81Zab')).toBe(doctorLabel('mF3~q_x81Zab'))
  expect(doctorLabel('mF3~q_x81Zab')).toMatch(/^A-[0-9A-HJKMNP-TV-Z]{5}$/)
  expect(doctorLabel('')).toBe('')
})
