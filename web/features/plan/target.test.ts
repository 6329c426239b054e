import { describe, expect, it } from 'vitest'
import { againstTarget, type CountyLevel, missingUnits, startingTarget } from './target'

const county = (code: string, amount: number, residents: number): CountyLevel => ({
  code,
  name: code,
  state: 'shown',
  value: (amount * 1000) / residents,
  amount,
  residents,
})
const SILENT: CountyLevel = {
  code: '330199',
  name: 's',
  state: 'not-reported',
  value: null,
  amount: null,
  residents: null,
}

describe('missing units', () => {
  it.each([
    [740, 100_000, 7.4, 0],
    [739, 100_000, 7.4, 1],
    [739.9999999999, 100_000, 7.4, 0],
    [900, 100_000, 7.4, 0],
    [0, 135_001, 7.4, 1000],
  ])('%d beds for %d residents at %d per 1,000: %d missing', (beds, residents, target, missing) =>
    expect(missingUnits(beds, residents, target, 1000)).toBe(missing),
  )
})

describe('counties against a target', () => {
  const summary = againstTarget(
    [county('330103', 900, 100_000), county('330102', 300, 100_000), SILENT, county('330104', 740, 100_000)],
    7.4,
    1000,
  )
  it('stand shortest first, those without a value last and never counted as 0', () =>
    expect(summary.rows.map(({ code }) => code)).toEqual(['330102', '330104', '330103', '330199']))
  it('exactly at the target is not below it', () => expect(summary.below).toBe(1))
  it('a surplus elsewhere does not make up for what is missing', () => expect(summary.missing).toBe(440))
  it('the whole is a ratio of sums', () => expect(summary.value).toBeCloseTo(1940 / 300, 10))
  it('counts who is withheld', () => expect([summary.shown, summary.withheld]).toEqual([3, 1]))
  it('without anything shown there is no Gini and no value', () =>
    expect(againstTarget([SILENT], 7.4, 1000)).toMatchObject({ gini: null, value: null, band: null, missing: 0 }))
})

it.each([
  [{ min: 7.4, max: 7.5 }, 6, { value: 7.4, from: 'declared' }],
  [{ max: 3 }, 6, { value: 3, from: 'declared' }],
  [undefined, 6.126, { value: 6.13, from: 'own-level' }],
] as const)('starts from %j with own level %d', (declared, own, expected) =>
  expect(startingTarget(declared, own, 2)).toEqual(expected),
)
