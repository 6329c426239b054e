import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AccessibilityError, accessibility, type Decay, decayWeight, enhancedSteps } from './accessibility'

const POPULATION = [1000, 2000, 1500]
const SUPPLY = [50, 20]
const MINUTES = [5, 25, 15, 10, 35, 12]
const TRAVEL = { places: 3, sites: 2, minutes: MINUTES }

describe('three places and two sites, catchment 30 minutes', () => {
  it.each([
    ['2SFCA', { kind: 'cutoff', limit: 30 }, [0.021111, 0.021111, 0.004444]],
    ['E2SFCA 1/0.68/0.22', enhancedSteps(30), [0.022544, 0.02058, 0.004198]],
    ['Gaussian', { kind: 'gaussian', limit: 30 }, [0.029508, 0.016579, 0.00489]],
    ['KD2SFCA', { kind: 'kernel', limit: 30 }, [0.021491, 0.020486, 0.005025]],
  ] satisfies [string, Decay, number[]][])(
    '%s equals the worked example and hands out all 70',
    (_, decay, expected) => {
      const { access, stranded } = accessibility(POPULATION, SUPPLY, TRAVEL, decay)
      for (const [i, value] of expected.entries()) expect(access[i]).toBeCloseTo(value, 6)
      expect(POPULATION.reduce((sum, people, i) => sum + people * (access[i] as number), 0)).toBeCloseTo(70, 9)
      expect(stranded).toEqual([])
    },
  )
})

describe('weights at their boundaries', () => {
  it.each([
    [10, 1],
    [10.01, 0.68],
    [20, 0.68],
    [30, 0.22],
    [30.01, 0],
    [Number.POSITIVE_INFINITY, 0],
  ])('E2SFCA of 30 minutes weighs %d minutes %d', (minutes, weight) =>
    expect(decayWeight(enhancedSteps(30), minutes)).toBe(weight),
  )
  it('a journey of exactly the limit counts', () => expect(decayWeight({ kind: 'cutoff', limit: 30 }, 30)).toBe(1))
  it('the Gaussian weight at the limit is 0.01', () =>
    expect(decayWeight({ kind: 'gaussian', limit: 45 }, 45)).toBeCloseTo(0.01, 12))
})

const instance = fc
  .record({ places: fc.integer({ min: 1, max: 12 }), sites: fc.integer({ min: 1, max: 8 }) })
  .chain(({ places, sites }) =>
    fc.record({
      population: fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: places, maxLength: places }),
      supply: fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: sites, maxLength: sites }),
      travel: fc
        .array(fc.oneof(fc.double({ min: 0, max: 90, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY)), {
          minLength: places * sites,
          maxLength: places * sites,
        })
        .map((minutes) => ({ places, sites, minutes })),
      decay: fc.constantFrom<Decay>(
        { kind: 'cutoff', limit: 30 },
        enhancedSteps(45),
        { kind: 'gaussian', limit: 60 },
        { kind: 'kernel', limit: 45 },
      ),
    }),
  )

describe('laws', () => {
  it('Σ P·A equals the supply of every site that is not stranded: nothing is invented or lost', () =>
    fc.assert(
      fc.property(instance, ({ population, supply, travel, decay }) => {
        const { access, stranded } = accessibility(population, supply, travel, decay)
        const handedOut = population.reduce((sum, people, i) => sum + people * (access[i] as number), 0)
        const available = supply.reduce((sum, beds, j) => (stranded.includes(j) ? sum : sum + beds), 0)
        expect(handedOut).toBeCloseTo(available, 6)
      }),
    ))
  it('equals the definition written out place by place', () =>
    fc.assert(
      fc.property(instance, ({ population, supply, travel, decay }) => {
        const w = (i: number, j: number) => decayWeight(decay, travel.minutes[i * travel.sites + j] as number)
        const naive = population.map((_, i) =>
          supply.reduce((sum, beds, j) => {
            const demand = population.reduce((d, people, k) => d + people * w(k, j), 0)
            return demand > 0 ? sum + (beds / demand) * w(i, j) : sum
          }, 0),
        )
        const { access } = accessibility(population, supply, travel, decay)
        for (const [i, value] of naive.entries()) expect(access[i]).toBeCloseTo(value, 9)
      }),
    ))
  it('a site that no resident reaches is reported, not shared out', () =>
    expect(
      accessibility([100], [10, 5], { places: 1, sites: 2, minutes: [10, 90] }, { kind: 'cutoff', limit: 30 }),
    ).toMatchObject({ stranded: [1] }))
})

describe('input that cannot be used is refused by name', () => {
  const cutoff: Decay = { kind: 'cutoff', limit: 30 }
  it.each([
    ['lengths', () => accessibility([1], SUPPLY, TRAVEL, cutoff), /3 places by 2 sites, but there are 1 populations/],
    ['matrix', () => accessibility(POPULATION, SUPPLY, { ...TRAVEL, minutes: [1] }, cutoff), /has 1 times; 3 x 2/],
    [
      'time',
      () => accessibility([1], [1], { places: 1, sites: 1, minutes: [Number.NaN] }, cutoff),
      /place 0 to site 0 is NaN/,
    ],
    ['supply', () => accessibility([1], [-2], { places: 1, sites: 1, minutes: [1] }, cutoff), /supply of site 0 is -2/],
    ['limit', () => enhancedSteps(0), /catchment of 0 minutes/],
  ])('%s', (_, run, message) => {
    expect(run).toThrow(AccessibilityError)
    expect(run).toThrow(message)
  })
})

const published = resolve(import.meta.dirname, '../../../shared/data/location/2sfca')
const absent = !existsSync(published)
/** Printed beside what is skipped. */
const skipped: { meta: object } = { meta: { reason: `${published} is absent` } }

describe.skipIf(absent)('published access of five cells, cut-off 45 minutes', skipped, () => {
  it('equals the published values to 4 places and the full-precision ones to 12', () => {
    const rows = (name: string) => readFileSync(resolve(published, name), 'utf8').trim().split('\n').slice(1)
    const expected = JSON.parse(readFileSync(resolve(published, 'expected_2sfca_5.json'), 'utf8')) as {
      ids: string[]
      published_4dp: number[]
      full_precision_ours: number[]
    }
    const sites = new Map(rows('sites_5.csv').map((row) => [row.split(',')[0] ?? '', row.split(',').map(Number)]))
    const minutes = new Map(
      rows('od_5x5.csv').map((row) => [row.split(',').slice(0, 2).join(), Number(row.split(',')[2])]),
    )
    const { access } = accessibility(
      expected.ids.map((id) => sites.get(id)?.[1] ?? Number.NaN),
      expected.ids.map((id) => sites.get(id)?.[2] ?? Number.NaN),
      {
        places: 5,
        sites: 5,
        minutes: expected.ids.flatMap((from) => expected.ids.map((to) => minutes.get(`${from},${to}`) ?? Number.NaN)),
      },
      { kind: 'cutoff', limit: 45 },
    )
    for (const i of expected.ids.keys()) {
      expect(access[i]).toBeCloseTo(expected.published_4dp[i] as number, 4)
      expect(access[i]).toBeCloseTo(expected.full_precision_ours[i] as number, 12)
    }
  })
})
