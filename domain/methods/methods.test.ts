import { describe, expect, test } from 'vitest'
import { METHODS, methodNamed } from './registry'

function figures(name: string, input: unknown) {
  const run = methodNamed(name)?.run(input)
  if (!run?.ok) throw new Error(run?.problems.join('\n') ?? `no method ${name}`)
  return run.result
}
function problems(name: string, input: unknown): readonly string[] {
  const run = methodNamed(name)?.run(input)
  return run && !run.ok ? run.problems : []
}

/** Numbers of the domain brief's vectors. */
const EQUITY = {
  gini: 0.124138,
  theil: 0.0263,
  theilBetween: 0.001613,
  theilWithin: 0.024687,
  hrad: [1.048276, 0.786207, 0.147414, 1.89272, 6.114943],
  pad: [0.95, 0.95, 0.2375, 2.111111, 4.75],
  hrdi: [3.577709, 2.683282, 1.006231, 4.333333, 9.333333],
}

test('names are different, and every method says itself in both languages and has an example that runs', () => {
  expect(new Set(METHODS.map((one) => one.name)).size).toBe(METHODS.length)
  for (const one of METHODS) {
    expect(one.name).toMatch(/^[a-z][a-z-]*[a-z]$/)
    for (const words of [one.title, one.formula]) expect(words.zh !== '' && words.en !== '').toBe(true)
    expect(problems(one.name, one.example)).toEqual([])
  }
})

describe('figures', () => {
  test('drg: those of the vector, hospital by hospital', () => {
    const { figures: whole, tables } = figures('drg', methodNamed('drg')?.example)
    const [a, b] = tables.facilities ?? []
    expect(a).toMatchObject({ facility: 'A', cases: 161, groups: 3, lowRiskDeaths: 1 })
    expect(a?.totalWeight).toBeCloseTo(217, 9)
    expect(a?.caseMixIndex).toBeCloseTo(1.35625, 9)
    expect(a?.costIndex).toBeCloseTo(1.0375, 9)
    expect(a?.timeIndex).toBeCloseTo(1.01875, 9)
    expect(a?.costOverExpected).toBeCloseTo(1.014286, 6)
    expect(b).toMatchObject({ facility: 'B', cases: 42, grouped: 40, lowRiskMortality: null })
    expect(whole.totalWeight).toBeCloseTo(217 + 40 * 1.74, 9)
    expect(whole.costIndex).toBeCloseTo((160 * 1.0375 + 40 * (5900 / 6200)) / 200, 12)
  })

  test('drg: groups that the reference does not know are named', () => {
    const { figures: whole, notes } = figures('drg', {
      cases: [{ drg: 'X', cost: 1, stay: 1 }],
      benchmarks: [{ drg: 'Y', weight: 1 }],
    })
    expect(whole).toMatchObject({ grouped: 0, caseMixIndex: null })
    expect(notes[0]?.en).toContain('X')
  })

  test('equity: those of the vector', () => {
    const { figures: whole, tables } = figures('equity', methodNamed('equity')?.example)
    for (const name of ['gini', 'theil', 'theilBetween', 'theilWithin'] as const)
      expect(whole[name], name).toBeCloseTo(EQUITY[name], 6)
    for (const name of ['hrad', 'pad', 'hrdi'] as const)
      for (const [place, value] of EQUITY[name].entries())
        expect(tables.areas?.[place]?.[name], name).toBeCloseTo(value, 5)
  })

  test.each([
    ['cutoff', [0.021111, 0.021111, 0.004444]],
    ['enhanced', [0.022544, 0.02058, 0.004198]],
    ['gaussian', [0.029508, 0.016579, 0.00489]],
    ['kernel', [0.021491, 0.020486, 0.005025]],
  ])('accessibility by %s: those of the vector, and no supply is lost', (decay, expected) => {
    const example = methodNamed('accessibility')?.example as object
    const { figures: whole, tables } = figures('accessibility', { ...example, decay })
    for (const [place, value] of expected.entries()) expect(tables.places?.[place]?.access).toBeCloseTo(value, 5)
    expect(whole.supplyReached).toBeCloseTo(70, 9)
  })

  test('rates: the whole is the sum over the sum, not the mean of the rates', () => {
    const { figures: whole, tables } = figures('beds-per-thousand', {
      areas: [
        { name: 'A', beds: 10, residents: 1000 },
        { name: 'B', beds: 10, residents: 9000 },
        { name: 'C', beds: 1, residents: 0 },
      ],
    })
    expect(whole.rate).toBeCloseTo(2.1, 12)
    expect(tables.areas?.map((row) => row.rate)).toEqual([10, 10 / 9, null])
  })

  test('incidence: a published rate comes out of its cases and residents', () => {
    const { figures: whole } = figures('incidence', {
      areas: [{ name: '2004-01', cases: 353, residents: 1_299_880_000 }],
    })
    expect(whole.rate).toBeCloseTo(0.0271563528941133, 14)
  })

  test('ratio: of sums', () => {
    expect(figures('ratio', methodNamed('ratio')?.example).figures.ratio).toBeCloseTo(31 / 1100, 12)
  })

  test('emr-grade: says how many of the items are there', () => {
    const { figures: whole, notes } = figures('emr-grade', methodNamed('emr-grade')?.example)
    expect(whole.total).toBeCloseTo(5 * 0.9 * 0.95 + 4 + 6 * 0.8 * 0.9, 12)
    expect(whole).toMatchObject({ level: 0, items: 3 })
    expect(notes.at(-1)?.en).toContain('39')
  })

  test('drg-reference: its rows are an input of drg, and the region is one', () => {
    const cases = [
      { drg: 'A', count: 10, cost: 1000, stay: 5, deaths: 1 },
      { drg: 'B', count: 30, cost: 3000, stay: 9, deaths: 1 },
    ]
    const { tables } = figures('drg-reference', {
      grouping: 'v1',
      version: '2026-01',
      from: '2026-01-01',
      cases,
    })
    const benchmarks = (tables.drg_reference ?? []).map((row) => ({
      drg: row.drg_code,
      weight: row.weight,
      meanCost: row.mean_cost,
      meanStay: row.mean_los,
      risk: row.risk_class,
    }))
    // Worked by hand: the region has 2 deaths in 40; (1 + 20·0.05) ÷ 30 and (1 + 20·0.05) ÷ 50.
    expect((tables.drg_reference ?? []).map((row) => row.mortality)).toEqual([2 / 30, 2 / 50])
    expect(figures('drg', { version: '2026-01', cases, benchmarks }).figures).toMatchObject({
      version: '2026-01',
      caseMixIndex: 1,
      costIndex: 1,
      timeIndex: 1,
    })
  })
})

describe('an input that cannot be used is told of row by row', () => {
  const one = { drg: 'G1', cost: 1, stay: 1 }
  test.each([
    ['drg', { cases: [], benchmarks: [] }, 'cases: is empty; give at least one of cases'],
    [
      'drg',
      { cases: [one, { ...one, stay: '5' }], benchmarks: [] },
      'cases, row 2 (drg "G1"), stay: is "5"; give the stay',
    ],
    ['drg', { cases: [{ cost: 1, stay: 1 }], benchmarks: [] }, 'cases, row 1, drg: is missing; give the group'],
    ['drg', { cases: [{ ...one, deaths: 2 }], benchmarks: [] }, 'more deaths than cases'],
    ['drg', { cases: [{ ...one, los: 2 }], benchmarks: [] }, '"los" is not known here'],
    ['drg', { cases: [one], benchmarks: [{ drg: 'G1', weight: 1, risk: 'none' }] }, 'low, midlow, midhigh, high'],
    [
      'drg',
      {
        cases: [one],
        benchmarks: [
          { drg: 'G1', weight: 1 },
          { drg: 'G1', weight: 2 },
        ],
      },
      'benchmarks, row 2 (drg "G1"): stands in row 1 already',
    ],
    ['drg', [], 'the input: '],
    [
      'equity',
      { areas: [{ name: 'A', people: 0, resource: 5 }] },
      'areas, row 1 (name "A"): has some of the resource and nobody to use it',
    ],
    [
      'accessibility',
      { sites: [{ name: 'H', supply: 1 }], places: [{ name: 'A', people: 1, minutes: [1, 2] }] },
      'places, row 1 (name "A"), minutes: has 2 times for 1 sites',
    ],
    ['emr-grade', { items: [{ role: '医师', item: 'a', function: 9, application: 1, quality: 1 }] }, '病房医师'],
    [
      'drg-reference',
      { grouping: 'v1', version: 'a', from: '2026-01-01', cases: [{ ...one, stay: 90 }] },
      'No case is in a group',
    ],
    [
      'drg-reference',
      { grouping: 'v1', version: 'a', from: '2026', cases: [one] },
      'from: is "2026"; give the first day',
    ],
  ])('%s %j', (name, input, expected) => {
    expect(problems(name, input).join('\n')).toContain(expected)
  })

  test('many problems are counted, not all told', () => {
    const told = problems('ratio', { parts: Array.from({ length: 50 }, () => ({})) })
    expect(told).toHaveLength(21)
    expect(told.at(-1)).toBe('and 130 more problems of the same input')
  })
})
