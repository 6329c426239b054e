import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { AnswerRow, Envelope } from '@cockpit/domain/indicator/envelope'
import { DRUG_SHARE } from '@cockpit/domain/indicator/sample-definition'
import { describe, expect, it } from 'vitest'
import { fairRank, type RankedUnit, samplingOf } from './fair-rank'

const drugShare = DRUG_SHARE
const mortality: IndicatorDefinition = { ...drugShare, id: 'inpatient.mortality', suppressBelow: 5 }

const shown = (definition: IndicatorDefinition, numerator: number, denominator: number): Envelope => ({
  indicator: definition.id,
  state: 'shown',
  value: (numerator / denominator) * definition.per,
  numerator,
  denominator,
  definitionVersion: '1',
  coverage: { reported: 30, expected: 30 },
})
const rowsOf = (definition: IndicatorDefinition, cells: Record<string, Envelope>): AnswerRow[] =>
  Object.entries(cells).map(([key, cell]) => ({ key, cells: { [definition.id]: cell } }))
const tertiary = () => 'tertiary'
const none = () => []
/** Thirteen months about a level, up and down by the same step. */
const about = (level: number, step = 0.005) => Array.from({ length: 13 }, (_, i) => level + (i % 2 ? step : -step))

describe('what a value is uncertain by', () => {
  const cells = [shown(mortality, 12, 900)]
  it.each([
    ['persons among persons', mortality, cells, 'share'],
    ['income in income', drugShare, cells, 'months'],
    ['a mean of persons', { ...mortality, format: 'decimal' as const }, cells, 'months'],
    ['money of persons, with fen', mortality, [shown(mortality, 12.5, 900)], 'months'],
    ['cases over residents', { ...mortality, kind: 'rate' as const, format: 'decimal' as const }, cells, 'rate'],
    ['an amount', { ...drugShare, kind: 'sum' as const }, cells, 'amount'],
  ])('%s', (_, definition, given, expected) => expect(samplingOf(definition, given)).toBe(expected))
})

describe('a fair ranking of an answer', () => {
  const levels = { a: 0.2, b: 0.3, c: 0.31, d: 0.32, e: 0.45, f: 0.33 }
  const cells = Object.fromEntries(
    Object.entries(levels).map(([key, level]) => [key, shown(drugShare, level * 1e6, 1e6)]),
  )
  const months = (key: string) => about(levels[key as keyof typeof levels] ?? 0)
  const order = (units: readonly RankedUnit[]) => units.map(({ key, rank }) => [key, rank?.best, rank?.worst])

  it('ranks where whole intervals stand apart; ranks are intervals', () => {
    const found = fairRank(drugShare, rowsOf(drugShare, cells), tertiary, months, 1)
    expect(found).toMatchObject({ sampling: 'months', withheld: null, groups: ['tertiary'] })
    expect(order(found.units)).toEqual([
      ['a', 1, 1],
      ['b', 2, 5],
      ['c', 2, 5],
      ['d', 2, 5],
      ['f', 2, 5],
      ['e', 6, 6],
    ])
    for (const { interval, cell } of found.units) {
      expect(interval?.lower).toBeLessThan(cell.value ?? 0)
      expect(interval?.upper).toBeGreaterThan(cell.value ?? 0)
    }
  })

  it('sets failing data behind all others, never as the last rank', () => {
    const short = { ...shown(drugShare, 900_000, 1e6), coverage: { reported: 10, expected: 30 } }
    const empty: Envelope = { indicator: drugShare.id, state: 'not-reported', definitionVersion: '1' }
    const found = fairRank(drugShare, rowsOf(drugShare, { aa: short, ...cells, zz: empty }), tertiary, months, 1)
    expect(found.withheld).toBeNull()
    expect(found.units.slice(-2).map(({ key, rank, unranked }) => [key, rank, unranked])).toEqual([
      ['zz', null, 'no-value'],
      ['aa', null, 'data-failing'],
    ])
    expect(found.units.filter(({ rank }) => rank).map(({ rank }) => rank?.worst)).not.toContain(7)
  })

  it('withholds the order of alike ones, and lists them by key', () => {
    const alike = Object.fromEntries(['f', 'b', 'e', 'a', 'd'].map((key) => [key, cells.b as Envelope]))
    const found = fairRank(drugShare, rowsOf(drugShare, alike), tertiary, () => about(0.3), 1)
    expect(found.withheld).toEqual({ code: 'indistinct', of: 5 })
    expect(order(found.units)).toEqual(['a', 'b', 'd', 'e', 'f'].map((key) => [key, undefined, undefined]))
    // That they overlap is to be seen.
    expect(found.units.every(({ interval }) => interval !== null)).toBe(true)
  })

  it('withholds amounts, mixed peers and days without an interval', () => {
    const amount: IndicatorDefinition = { ...drugShare, kind: 'sum' }
    expect(fairRank(amount, rowsOf(amount, cells), tertiary, none, 1).withheld).toEqual({ code: 'amount' })
    expect(fairRank(drugShare, rowsOf(drugShare, cells), (key) => key, months, 1).withheld?.code).toBe('mixed-peers')
    expect(fairRank(drugShare, rowsOf(drugShare, cells), tertiary, months, null).withheld).toEqual({
      code: 'too-few-peers',
      peers: 0,
      fewest: 5,
    })
  })

  it('of deaths among cases: the funnel says who lies outside, and E < 5 has no rank', () => {
    const deaths = { a: [5, 2000], b: [40, 2000], c: [42, 2100], d: [41, 1900], e: [120, 2000], g: [2, 90] } as const
    const given = Object.fromEntries(Object.entries(deaths).map(([key, [d, n]]) => [key, shown(mortality, d, n)]))
    const found = fairRank(mortality, rowsOf(mortality, given), tertiary, none, 1)
    expect(found.withheld).toBeNull()
    const unit = (key: string) => found.units.find((one) => one.key === key)
    expect(unit('e')).toMatchObject({ side: 'high', rank: { best: 5, worst: 5 } })
    expect(unit('a')).toMatchObject({ side: 'low', rank: { best: 1, worst: 1 } })
    expect(unit('g')).toMatchObject({ unranked: 'too-few-expected', place: null, rank: null })
  })
})
