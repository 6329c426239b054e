import { REST, UNKEYED } from '@cockpit/domain/explain/sum-change'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { AnswerRow, Envelope, Withheld } from '@cockpit/domain/indicator/envelope'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { cutsOf } from './cuts'
import { type Explanation, explainChange, type Unexplained } from './explain-change'

const definition: IndicatorDefinition = {
  id: 'inpatient.costPerDischarge',
  zh: '次均住院费用',
  en: 'Cost per discharge',
  unit: { zh: '元', en: 'yuan' },
  format: 'money',
  digits: 0,
  direction: 'lower',
  formula: { zh: '费用 ÷ 出院人次', en: 'cost ÷ discharges' },
  standard: '公立医院绩效考核',
  evidence: 'default',
  version: '1',
  effectiveFrom: '2026-01-01',
  owner: '财务处',
  sensitivity: 'facility',
  kind: 'ratio',
  per: 1,
  tables: ['discharge'],
  pack: 'inpatient',
  dimensions: ['tier', 'category', 'department', 'drg', 'countyCode', 'benchmarkVersion'],
  scope: 'facility',
  grain: 'day',
}
const sum: IndicatorDefinition = { ...definition, kind: 'sum' }

const shown = (numerator: number, denominator: number): Envelope => ({
  indicator: definition.id,
  state: 'shown',
  ...(denominator > 0 ? { value: numerator / denominator } : { value: 0 }),
  numerator,
  denominator,
  definitionVersion: '1',
})
const amount = (value: number): Envelope => ({
  indicator: definition.id,
  state: 'shown',
  value,
  definitionVersion: '1',
})
const withheld = (state: Withheld): Envelope => ({ indicator: definition.id, state, definitionVersion: '1' })
const rows = (cells: Record<string, Envelope>): AnswerRow[] =>
  Object.entries(cells).map(([key, cell]) => ({ key, cells: { [definition.id]: cell } }))
const requireExplained = (found: Explanation | Unexplained): Explanation => {
  if (typeof found === 'string') throw new Error(found)
  return found
}
const total = (found: Explanation) => found.parts.reduce((all, part) => all + part.contribution, 0)

describe('a change by its parts', () => {
  const before = { a: shown(100_000, 100), b: shown(300_000, 100) }
  const after = { a: shown(150_000, 100), b: shown(300_000, 100) }

  it('of a ratio, with what each part did itself and by its weight', () => {
    const found = requireExplained(
      explainChange(definition, { before: shown(400_000, 200), after: shown(450_000, 200) }, rows(before), rows(after)),
    )
    expect(found).toMatchObject({ before: 2000, after: 2250, change: 250, unshown: 0, within: 250, mix: 0 })
    expect(found.parts.map(({ id, contribution }) => [id, contribution])).toEqual([
      ['a', 250],
      ['b', 0],
      [REST, 0],
    ])
    // No case more, so nothing by volume: all is price.
    expect(found.cost).toEqual({ before: 400_000, after: 450_000, change: 50_000, volume: 0, price: 50_000, mix: 0 })
  })

  it('what may not be shown is the remainder, and is counted', () => {
    const found = requireExplained(
      explainChange(
        definition,
        { before: shown(400_000, 200), after: shown(450_000, 200) },
        rows({ a: before.a, b: withheld('suppressed') }),
        rows(after),
      ),
    )
    expect(found.unshown).toBe(1)
    expect(found.parts.map(({ id }) => id)).toEqual(['a', REST])
    expect(total(found)).toBeCloseTo(250, 9)
  })

  it('a part that opened, closed or fell silent is nothing in the other period, and says so', () => {
    const found = requireExplained(
      explainChange(
        sum,
        { before: amount(30), after: amount(25) },
        rows({ a: amount(10), b: amount(20) }),
        rows({ a: withheld('not-reported'), b: amount(20), '': amount(5) }),
      ),
    )
    expect(found.parts).toEqual([
      { id: 'a', contribution: -10, before: 10, after: null, absent: { when: 'after', why: 'not-reported' } },
      { id: 'b', contribution: 0, before: 20, after: 20 },
      { id: UNKEYED, contribution: 5, before: null, after: 5, absent: { when: 'before', why: 'no-data' } },
      { id: REST, contribution: 0, before: null, after: null },
    ])
    expect(found.cost).toBeNull()
  })

  it('the contributions are the change exactly, whatever is shown', () => {
    const cell = fc.oneof(
      fc.record({ n: fc.integer({ min: 0, max: 1e6 }), d: fc.integer({ min: 1, max: 1e4 }), hidden: fc.boolean() }),
      fc.constant(null),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }), (all) => {
        const side = (at: 0 | 1) => all.flatMap((pair) => pair[at] ?? [])
        const whole = (at: 0 | 1) =>
          shown(
            side(at).reduce((s, { n }) => s + n, 0),
            side(at).reduce((s, { d }) => s + d, 0),
          )
        const rowsAt = (at: 0 | 1) =>
          all.flatMap((pair, i): AnswerRow[] => {
            const one = pair[at]
            if (!one) return []
            return [
              { key: `p${i}`, cells: { [definition.id]: one.hidden ? withheld('suppressed') : shown(one.n, one.d) } },
            ]
          })
        const found = explainChange(definition, { before: whole(0), after: whole(1) }, rowsAt(0), rowsAt(1))
        if (typeof found === 'string') return
        const size = Math.max(1, found.before, found.after)
        expect(Math.abs(total(found) - found.change)).toBeLessThan(1e-9 * size)
        expect(Math.abs((found.within ?? 0) + (found.mix ?? 0) - found.change)).toBeLessThan(1e-9 * size)
        const { cost } = found
        if (cost)
          expect(Math.abs(cost.volume + cost.price + cost.mix - cost.change)).toBeLessThan(
            1e-9 * Math.max(1, cost.before, cost.after),
          )
      }),
    )
  })

  it.each([
    ['different things', { ...definition, kind: 'distinct' as const }, shown(1, 1), 'not-additive'],
    ['no value before', definition, withheld('not-reported'), 'no-value'],
    ['no value of a sum', sum, withheld('suppressed'), 'no-value'],
    ['no case before', definition, shown(0, 0), 'no-value'],
  ])('%s cannot be explained', (_, asked, cell, why) =>
    expect(explainChange(asked, { before: cell, after: shown(1, 1) }, [], [])).toBe(why),
  )
})

test('breakdowns: areas below, facilities, then what was done; places that one already stands at are none', () => {
  expect(cutsOf(definition, 'province')).toEqual(['children', 'county', 'facility', 'department', 'drg'])
  expect(cutsOf(definition, 'city')).toEqual(['children', 'facility', 'department', 'drg'])
  expect(cutsOf(definition, 'county')).toEqual(['facility', 'department', 'drg'])
  expect(cutsOf(definition, null)).toEqual(['department', 'drg'])
  expect(cutsOf({ ...definition, kind: 'rate' }, 'city')).toEqual(['children'])
  expect(cutsOf({ ...definition, scope: 'area', dimensions: [] }, 'county')).toEqual([])
})
