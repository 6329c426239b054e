import { expect, test } from 'vitest'
import { AreaCode } from '../ids'
import { CalendarDate } from '../period/calendar'
import { type SetTarget, type Targeted, targetFor } from './target'

const [province, city, county, other] = ['330000', '330100', '330102', '330200'].map((code) =>
  AreaCode.parse(code),
) as [AreaCode, AreaCode, AreaCode, AreaCode]
const day = (text: string) => CalendarDate.parse(text)
const set = (area: AreaCode, year: number, min: number, tier: SetTarget['tier'] = 'all'): SetTarget => ({
  indicator: 'care.share',
  area,
  tier,
  since: day(`${year}-01-01`),
  min,
  source: `${area} ${year}`,
  evidence: 'policy',
})
const share = { id: 'care.share', kind: 'ratio' } as const
const at = (more: Partial<Targeted> = {}): Targeted => ({
  path: [county, city, province],
  on: day('2026-10-31'),
  facility: false,
  ...more,
})

test('the nearest area that has one, and not a neighbour', () => {
  const targets = [set(province, 2025, 0.5), set(other, 2025, 0.9), set(city, 2025, 0.6)]
  expect(targetFor(targets, share, at())?.min).toBe(0.6)
  expect(targetFor(targets, share, at({ path: [province] }))?.min).toBe(0.5)
  expect(targetFor([set(county, 2025, 0.4)], share, at({ path: [city, province] }))).toBeUndefined()
  expect(targetFor(targets, { ...share, id: 'care.other' }, at())).toBeUndefined()
})

test('a target holds from its day until the next', () => {
  const targets = [set(province, 2027, 0.9), set(province, 2023, 0.5), set(province, 2025, 0.7)]
  const on = (text: string) => targetFor(targets, share, at({ on: day(text) }))?.min
  expect([on('2022-12-31'), on('2024-12-31'), on('2025-01-01'), on('2026-12-31'), on('2027-01-01')]).toEqual([
    undefined,
    0.5,
    0.7,
    0.7,
    0.9,
  ])
})

test('of a facility, that for its tier before that for all of the same area; the area comes first', () => {
  const targets = [set(province, 2025, 0.5), set(province, 2025, 0.8, 'tertiary'), set(city, 2025, 0.6)]
  const of = (more: Partial<Targeted>) => targetFor(targets, share, at(more))?.min
  expect(of({ path: [province], tier: 'tertiary', facility: true })).toBe(0.8)
  expect(of({ path: [province], tier: 'secondary', facility: true })).toBe(0.5)
  expect(of({ path: [province] })).toBe(0.5)
  expect(of({ tier: 'tertiary', facility: true })).toBe(0.6)
})

test('an amount is held to its own area’s target only', () => {
  const targets = [set(province, 2025, 10), set(county, 2025, 3)]
  const amount = { id: 'care.share', kind: 'stock' } as const
  expect(targetFor(targets, amount, at())?.min).toBe(3)
  expect(targetFor(targets, amount, at({ path: [city, province] }))).toBeUndefined()
  expect(targetFor(targets, amount, at({ facility: true }))).toBeUndefined()
})
