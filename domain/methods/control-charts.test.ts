import { describe, expect, test } from 'vitest'
import { methodNamed } from './registry'

function resultOf(name: string, input: unknown) {
  const run = methodNamed(name)?.run(input)
  if (!run?.ok) throw new Error(run?.problems.join('\n') ?? `no method ${name}`)
  return run.result
}
function problems(name: string, input: unknown): string {
  const run = methodNamed(name)?.run(input)
  return run && !run.ok ? run.problems.join('\n') : ''
}

const points = (values: readonly (number | null)[]) => values.map((value, i) => ({ at: `m${i + 1}`, value }))
const TWELVE = [10, 12, 11, 13, 9, 10, 14, 12, 11, 10, 13, 20]

describe('xmr', () => {
  test('the worked example: limits, the leap, and a target that ordinary variation keeps', () => {
    const { figures, tables } = resultOf('xmr', methodNamed('xmr')?.example)
    expect(figures).toMatchObject({ now: 'concern', assurance: 'pass', screened: 0 })
    expect(figures.lower).toBeCloseTo(5.312424, 6)
    expect(figures.upper).toBeCloseTo(18.854242, 6)
    expect(tables.points?.at(-1)).toEqual({
      at: '2026-12',
      value: 20,
      phase: 1,
      range: 7,
      rules: 'outside',
      variation: 'concern',
    })
  })

  test('a phase of few points has no limits and says so', () => {
    const { figures, tables, notes } = resultOf('xmr', {
      direction: 'lower',
      phases: ['m13'],
      points: points([...TWELVE, 1, null, 2]),
    })
    expect(figures).toMatchObject({ now: 'too-few', centre: null, assurance: null })
    expect(tables.phases?.map((row) => [row.points, row.centre === null])).toEqual([
      [12, false],
      [2, true],
    ])
    expect(notes[0]?.en).toContain('m13 to m15 has 2 points')
  })

  test.each([
    [{ direction: 'up', points: points([1]) }, 'higher, lower, monitor'],
    [{ direction: 'lower', points: [{ at: 'm1' }] }, 'value: is missing; give its value, or null'],
    [{ direction: 'lower', points: points([1]), phases: ['m7'] }, 'm7, which is no period of the series'],
    [{ direction: 'lower', points: [...points([1]), ...points([1])] }, 'm1 twice'],
  ])('%j is refused', (input, message) => expect(problems('xmr', input)).toContain(message))
})

describe('funnel', () => {
  test('the unit far out is named, the small one is not judged', () => {
    const { figures, tables, notes } = resultOf('funnel', methodNamed('funnel')?.example)
    expect(figures).toMatchObject({ method: 'log', dispersion: 'additive', judged: 10, warning: 1, attention: 1 })
    expect(tables.units?.find((row) => row.name === 'E')).toMatchObject({ place: 'warning', side: 'high' })
    expect(notes.at(-1)?.en).toContain('not judged: K')
  })

  test('exact limits are those published', () => {
    const { tables } = resultOf('funnel', {
      kind: 'standardised',
      method: 'exact',
      units: [{ name: 'A', observed: 15, base: 15 }],
    })
    const [row] = tables.units ?? []
    for (const [column, value] of [
      ['lower95', 0.5596924],
      ['upper95', 1.649348],
      ['lower99.8', 0.386265],
      ['upper99.8', 2.082907],
    ] as const)
      expect(row?.[column], column).toBeCloseTo(value, 6)
  })

  test('a share above 1 and a method that the kind has not are refused', () => {
    const units = [{ name: 'A', observed: 5, base: 3 }]
    expect(problems('funnel', { kind: 'share', units })).toContain('A has 5 events among 3 cases')
    expect(problems('funnel', { kind: 'rate', method: 'arcsine', units })).toContain('rate has no method arcsine')
  })
})

describe('smr', () => {
  const strata = [
    { stratum: 'young', cases: 500, observed: 8 },
    { stratum: 'old', cases: 50, observed: 7 },
  ]
  const rates = [
    { stratum: 'young', rate: 0.01 },
    { stratum: 'old', rate: 0.1 },
  ]

  test('by rates that are given: 15 of 10', () => {
    const { figures, tables } = resultOf('smr', { strata, rates })
    expect(figures).toMatchObject({ observed: 15, expected: 10, ratio: 1.5 })
    expect(figures.lower).toBeCloseTo(0.8395, 4)
    expect(figures.upper).toBeCloseTo(2.474, 4)
    expect(tables.strata?.map((row) => row.excess)).toEqual([3, 2])
  })

  test('institutions add up to the whole, and one of few expected has no ratio', () => {
    const { figures, tables } = resultOf('smr', methodNamed('smr')?.example)
    const [a, b] = tables.facilities ?? []
    expect(Number(a?.expected) + Number(b?.expected)).toBeCloseTo(Number(figures.expected), 12)
    expect(b).toMatchObject({ sample: 'small', ratio: null, lower: null })
  })

  test('a stratum that the reference has not is told of', () => {
    const { figures, notes } = resultOf('smr', { strata: [...strata, { stratum: 'x', cases: 3, observed: 1 }], rates })
    expect(figures.observed).toBe(15)
    expect(notes[0]?.en).toContain('3 cases, 1 deaths')
  })

  test.each([
    [{ strata }, 'needs the reference once'],
    [{ strata: [...strata, ...strata], rates }, 'row 3 (young): stands there already'],
    [{ strata: [{ stratum: 'a', cases: 1, observed: 2 }], rates }, 'more events than cases'],
  ])('%j is refused', (input, message) => expect(problems('smr', input)).toContain(message))
})

describe('change', () => {
  test('a cost by volume, price and mix: worked by hand', () => {
    const { figures, tables } = resultOf('change', methodNamed('change')?.example)
    // Q 150 → 160, mean cost 410,000/150 → 536,400/160; shares 2/3, 1/3 → 9/16, 7/16; prices 1,000, 6,200 → 1,060, 6,300.
    const mean = (410_000 / 150 + 536_400 / 160) / 2
    expect(figures.change).toBe(126_400)
    expect(figures.volume).toBeCloseTo(10 * mean, 6)
    expect(figures.price).toBeCloseTo(155 * (((2 / 3 + 9 / 16) / 2) * 60 + ((1 / 3 + 7 / 16) / 2) * 100), 6)
    expect(figures.mix).toBeCloseTo(155 * (1030 * (9 / 16 - 2 / 3) + 6250 * (7 / 16 - 1 / 3)), 6)
    expect(tables.parts?.map((part) => part.id)).toEqual(['G1', 'G2'])
  })

  test('a sum and a ratio', () => {
    const sum = { kind: 'sum', parts: [{ id: 'a', before: 3, after: 1 }] }
    expect(resultOf('change', sum).figures).toEqual({ before: 3, after: 1, change: -2 })
    const side = (numerator: number, denominator: number) => ({ numerator, denominator })
    const ratio = { kind: 'ratio', parts: [{ id: 'a', before: side(1, 2), after: side(3, 4) }] }
    expect(resultOf('change', ratio).figures).toMatchObject({ change: 0.25, within: 0.25, mix: 0 })
  })

  test.each([
    [{ kind: 'mean', parts: [] }, 'give sum, ratio or cost'],
    [{ kind: 'sum', parts: [] }, 'give at least one of parts'],
    [{ kind: 'sum', parts: Array(2).fill({ id: 'a', before: 1, after: 1 }) }, 'row 2 (id "a"): stands there already'],
    [
      { kind: 'cost', parts: [{ id: 'a', before: { cases: 0, cost: 0 }, after: { cases: 1, cost: 1 } }] },
      'no case in one of the periods',
    ],
  ])('%j is refused', (input, message) => expect(problems('change', input)).toContain(message))
})
