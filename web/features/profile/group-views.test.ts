import type { AnswerRow } from '@cockpit/domain/indicator/envelope'
import { describe, expect, it } from 'vitest'
import { partsOf } from './composition-view'
import { emrRoles, emrTotal, gradePath } from './emr-view'
import { answer, hidden, shown } from './made-answers'
import { mixRows, mixTiles } from './mix-view'
import { mortalityView } from './mortality-view'
import { fieldOf, quadrantRows } from './quadrant-view'

describe('observed and expected deaths with their groups', () => {
  const ids = { ratio: 'r', cases: 'n' }
  const cell = (observed: number, expected: number) =>
    shown('r', observed / expected, { numerator: observed, denominator: expected })
  const row = (key: string, observed: number, expected: number, cases: number): AnswerRow => ({
    key,
    cells: { r: cell(observed, expected), n: shown('n', cases) },
  })
  const withheld = (key: string): AnswerRow => ({ key, cells: { r: hidden('r'), n: hidden('n') } })
  const total = answer([{ key: '', cells: { r: cell(30, 20) } }])

  it('adds the groups and what is withheld up to the whole, the largest excess first', () => {
    const by = answer([row('A', 5, 9, 500), row('B', 22, 8, 400), withheld('C'), withheld('D')])
    const view = mortalityView(total, by, ids)
    expect(view?.strata.map(({ key, excess }) => [key, excess])).toEqual([
      ['B', 14],
      ['A', -4],
    ])
    const all = [...(view?.strata ?? []), ...(view?.rest ? [view.rest] : [])]
    expect(all.reduce((sum, one) => sum + one.observed, 0)).toBe(30)
    expect(all.reduce((sum, one) => sum + one.excess, 0)).toBeCloseTo(10, 12)
    expect(all.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 12)
    expect(view?.ratio).toBe(1.5)
    // Exact Poisson interval of 30 (Garwood 1936): 20.24 to 42.83.
    expect(view?.interval?.lower).toBeCloseTo(20.24 / 20, 3)
    expect(view?.interval?.upper).toBeCloseTo(42.83 / 20, 3)
  })
  it('has no ratio with fewer than five expected, and tells which', () => {
    const small = answer([{ key: '', cells: { r: cell(3, 4.9) } }])
    expect(mortalityView(small, answer([]), ids)).toMatchObject({
      sample: 'small',
      ratio: null,
      interval: null,
      observed: 3,
    })
    expect(mortalityView(answer([{ key: '', cells: { r: cell(1, 0.4) } }]), answer([]), ids)?.sample).toBe('none')
  })
  it('does not name one withheld group by what is left over', () =>
    expect(mortalityView(total, answer([row('A', 5, 9, 500), withheld('C')]), ids)?.rest).toBeNull())
  it('is nothing where the facility has no such figure', () =>
    expect(mortalityView(answer([{ key: '', cells: { r: hidden('r') } }]), answer([]), ids)).toBeNull())
})

describe('the case mix', () => {
  const ids = { weight: 'w', cases: 'n', shade: 'c', stay: 's' }
  const row = (key: string, weight: number, cases: number): AnswerRow => ({
    key,
    cells: { w: shown('w', weight), n: shown('n', cases), c: shown('c', 1.1), s: shown('s', 0.9) },
  })
  const rows = mixRows(
    answer([
      row('A', 10, 12),
      row('B', 30, 9),
      { key: 'C', cells: { w: hidden('w'), n: hidden('n') } },
      { key: '', cells: {} },
    ]),
    ids,
    (key) => key || 'none',
  )
  it('puts the heaviest first, and withheld groups behind without a share', () => {
    expect(rows.map(({ key, share }) => [key, share])).toEqual([
      ['B', 0.75],
      ['A', 0.25],
      ['C', null],
    ])
  })
  it('draws areas of weight or of cases, and none of a withheld group', () => {
    const write = { figure: () => '', says: () => [] }
    expect(mixTiles(rows, 'weight', write).map(({ key, area }) => [key, area])).toEqual([
      ['B', 30],
      ['A', 10],
    ])
    expect(mixTiles(rows, 'cases', write).map(({ area }) => area)).toEqual([9, 12])
  })
})

describe('cost and time', () => {
  it.each([
    [1.1, 1.1, 'bothHigh'],
    [1.1, 1, 'costHigh'],
    [1, 1, 'neither'],
    [0.9, 1.2, 'timeHigh'],
  ] as const)('cost %f and time %f: %s; a value on the line is not above it', (x, y, field) =>
    expect(fieldOf(x, y)).toBe(field),
  )
  it('leaves out who has only one of the two, and puts the own facility first', () => {
    const rows = quadrantRows(
      answer([
        { key: 'A', cells: { x: shown('x', 0.9), y: shown('y', 1.2), n: shown('n', 50) } },
        { key: 'B', cells: { x: shown('x', 0.9), y: hidden('y'), n: hidden('n') } },
        { key: 'ME', cells: { x: shown('x', 1.3), y: shown('y', 1.2), n: shown('n', 5) } },
      ]),
      { x: 'x', y: 'y', size: 'n' },
      'ME',
      () => undefined,
    )
    expect(rows.map(({ key, own, field }) => [key, own, field])).toEqual([
      ['ME', true, 'bothHigh'],
      ['A', false, 'timeHigh'],
    ])
  })
})

describe('parts of an amount', () => {
  const part = (key: string, value: number, before?: number): AnswerRow => ({
    key,
    cells: {
      a: shown(
        'a',
        value,
        before === undefined
          ? {}
          : { compare: { sameLastYear: { value: before, difference: value - before, change: null } } },
      ),
    },
  })
  it('are shares of the whole with the rest last, beside those of the compared period', () => {
    const parts = partsOf(
      answer([part('x', 20, 10), part('y', 60, 30)], { keys: 3, rows: [part('', 20, 60)] }),
      'a',
      'sameLastYear',
      'others',
    )
    expect(parts.map(({ name, share, before }) => [name, share, before])).toEqual([
      ['y', 0.6, 0.3],
      ['x', 0.2, 0.1],
      ['others', 0.2, 0.6],
    ])
  })
  it('have no shares of before where one of them is not known', () =>
    expect(
      partsOf(answer([part('x', 20, 10), part('y', 60)]), 'a', 'sameLastYear', 'others').map(({ before }) => before),
    ).toEqual([null, null]))
})

describe('electronic records', () => {
  const scores = [
    '病房医师',
    '病房护士',
    '门诊医师',
    '检查科室',
    '检验处理',
    '治疗信息处理',
    '医疗保障',
    '病历管理',
    '电子病历基础',
    '信息利用',
  ]
  const of = (names: readonly string[]) => answer(names.map((key) => ({ key, cells: { s: shown('s', 12) } })))
  it('adds the ten roles up and says what is missing to the next floor', () => {
    const rows = emrRoles(of([...scores].reverse()), 's', [])
    expect(rows.map(({ role }) => role)).toEqual(scores)
    expect(emrTotal(rows)).toEqual({ total: 120, reaches: 4, toNext: 20 })
  })
  it('has no total while a role has no score', () =>
    expect(emrTotal(emrRoles(of(scores.slice(1)), 's', []))).toBeNull())
  it('has a gap in a year without a grade', () => {
    const path = gradePath(
      answer([
        { key: '', at: '2026-01-01', cells: { l: shown('l', 5) } },
        { key: '', at: '2024-01-01', cells: { l: shown('l', 4) } },
        { key: '', at: '2025-01-01', cells: {} },
      ]),
      'l',
    )
    expect(path).toEqual({ years: ['2024', '2025', '2026'], levels: [4, null, 5], target: null })
  })
  it('is held to the target of the newest year, and to none where none is set', () => {
    const target = (min: number) => ({ target: { min, source: '规划', evidence: 'policy' as const } })
    const rows = [
      { key: '', at: '2025-01-01', cells: { l: shown('l', 4, target(3)) } },
      { key: '', at: '2026-01-01', cells: { l: shown('l', 4, target(4)) } },
    ]
    expect(gradePath(answer(rows), 'l').target).toEqual({ level: 4, source: '规划' })
    const ceiling = { target: { max: 4, source: '规划', evidence: 'policy' as const } }
    expect(
      gradePath(answer([{ key: '', at: '2026-01-01', cells: { l: shown('l', 4, ceiling) } }]), 'l').target,
    ).toBeNull()
  })
})
