import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, AnswerRow, Envelope } from '@cockpit/domain/indicator/envelope'
import { describe, expect, test } from 'vitest'
import { peerAxes } from './peer-axes'
import { provenanceRows } from './provenance-view'
import { tileView } from './tile-view'
import { brushedPeriod, trendLines } from './trend-lines'

const share: IndicatorDefinition = {
  id: 'income.drugShare',
  zh: '药占比',
  en: 'Drug share',
  unit: { zh: '%', en: '%' },
  format: 'percent',
  digits: 1,
  direction: 'lower',
  formula: { zh: '药品收入 ÷ 医疗收入', en: 'drug income ÷ medical income' },
  standard: '公立医院绩效考核',
  evidence: 'default',
  version: '3',
  effectiveFrom: '2025-03-01',
  owner: '财务处',
  sensitivity: 'facility',
  kind: 'ratio',
  per: 1,
  tables: ['income'],
  target: { max: 0.27, source: '本省默认', evidence: 'default' },
  pack: 'outpatient',
  dimensions: [],
  scope: 'facility',
  grain: 'month',
}
const cell = (value: number, more: Partial<Envelope> = {}): Envelope => ({
  indicator: share.id,
  state: 'shown',
  value,
  definitionVersion: '3',
  ...more,
})
const row = (key: string, envelope: Envelope, at?: string): AnswerRow => ({ key, at, cells: { [share.id]: envelope } })
const answer = (rows: AnswerRow[]): Answer => ({
  rows,
  period: { from: '2026-10-01', to: '2026-10-31' },
  dataThrough: '2026-10-31',
  asOf: '2026-11-20T00:40:00Z',
  coverage: { reported: 97, expected: 100 },
  dataVersion: 'income@12',
  demo: true,
})

describe('a tile', () => {
  test('a falling value is better where lower is better', () => {
    const total = answer([
      row(
        '',
        cell(0.25, { standing: 'met', compare: { sameLastYear: { value: 0.28, change: -0.107, difference: -0.03 } } }),
      ),
    ])
    const view = tileView(share, total, undefined, 'sameLastYear', 'zh')
    expect(view.written).toEqual({ figure: '25.0', unit: '%' })
    expect(view.change).toEqual({ text: '−3.0 个百分点', arrow: 'down', sense: 'better' })
    expect(view.target).toEqual({ text: '≤ 27.0%', standing: 'met', policy: false })
  })

  test('no row at all is no data, not zero', () => {
    const view = tileView(share, answer([]), undefined, 'sameLastYear', 'zh')
    expect(view.state).toBe('no-data')
    expect(view.written).toBeNull()
  })

  test('a number from a half-reported period says how much of it came; one that is as good as whole does not', () => {
    const partial = (reported: number, expected: number, state: Envelope['state'] = 'shown') => {
      const coverage = { reported, expected, every: 'day' } as const
      return tileView(share, answer([row('', cell(0.25, { coverage, state }))]), undefined, 'previous', 'zh').partial
    }
    expect(partial(50, 100)).toBe('50%')
    expect(partial(94, 100)).toBe('94%')
    expect(partial(95, 100)).toBeNull()
    // Nothing is owed, or nothing is shown that it could be said of.
    expect(partial(0, 0)).toBeNull()
    expect(partial(50, 100, 'not-reported')).toBeNull()
  })

  test('a withheld comparison keeps its reason', () => {
    const total = answer([row('', cell(0.25, { compare: { previous: 'not-reported' } }))])
    expect(tileView(share, total, undefined, 'previous', 'zh').change).toBe('not-reported')
  })
})

test('the trend pairs each month with the same month of the year before, and keeps a gap', () => {
  const months = answer([
    row('', cell(0.3), '2025-09-01'),
    row('', cell(0.31), '2025-10-01'),
    row('', { indicator: share.id, state: 'not-reported', definitionVersion: '3' }, '2026-09-01'),
    row('', cell(0.33), '2026-10-01'),
  ])
  expect(trendLines(months, share.id, 2)).toEqual({
    months: ['2026-09', '2026-10'],
    values: [null, 0.33],
    lastYear: [0.3, 0.31],
  })
})

test('a run of months drawn over is their period; one month is that month', () => {
  const months = ['2025-12', '2026-01', '2026-02']
  expect(brushedPeriod(months, { first: 0, last: 1 })).toEqual({ from: '2025-12-01', to: '2026-01-31', grain: 'range' })
  expect(brushedPeriod(months, { first: 2, last: 2 })).toEqual({ from: '2026-02-01', to: '2026-02-28', grain: 'month' })
  expect(brushedPeriod(months, { first: -1, last: 9 })).toMatchObject({ from: '2025-12-01', to: '2026-02-28' })
  expect(brushedPeriod([], { first: 0, last: 0 })).toBeNull()
})

test('a tier without quartiles has no spread; with them the axis ends at Tukey’s fences, never below nought', () => {
  const subject = answer([row('', cell(0.25))])
  expect(peerAxes([share], subject, [{ indicator: share.id, peers: 4 }], 'zh')[0]?.peers).toBeNull()
  expect(
    peerAxes([share], subject, [{ indicator: share.id, peers: 9, lower: 0.2, upper: 0.3 }], 'zh')[0],
  ).toMatchObject({
    name: '药占比',
    value: 0.25,
    peers: { min: expect.closeTo(0.05), q1: 0.2, q3: 0.3, max: expect.closeTo(0.45) },
  })
  expect(
    peerAxes([share], subject, [{ indicator: share.id, peers: 9, lower: 0.1, upper: 0.3 }], 'zh')[0]?.peers?.min,
  ).toBe(0)
})

test('several facilities of an area stand by their median', () => {
  const area = answer([
    row('a', cell(0.1)),
    row('b', cell(0.4)),
    row('c', { ...cell(0), state: 'not-reported', value: undefined }),
  ])
  expect(peerAxes([share], area, [], 'zh')[0]?.value).toBe(0.25)
})

test('provenance tells value, formula, parts, target, source, coverage, versions and owner', () => {
  const envelope = cell(0.319, { numerator: 4812, denominator: 15084 })
  const rows = provenanceRows(share, envelope, answer([row('', envelope)]), 'zh')
  expect(Object.fromEntries(rows.map(({ word, text }) => [word, text]))).toEqual({
    value: '31.90%',
    formula: '药品收入 ÷ 医疗收入',
    parts: '4,812 ÷ 15,084',
    target: '≤ 27.0% · 本省默认',
    standard: '公立医院绩效考核',
    coverage: '97 ÷ 100 = 97.0%',
    through: '2026-10-31',
    asOf: '2026-11-20 08:40',
    dataVersion: 'income@12',
    definition: '3 · 2025-03-01',
    owner: '财务处',
  })
})

test('provenance says when the definition changed inside the period', () => {
  const changes = [{ on: '2025-03-01', from: '2', to: '3', what: { zh: '不含饮片', en: 'herbs left out' } }]
  const envelope = cell(0.319, { definitionChanges: changes })
  const changed = (language: 'zh' | 'en') =>
    provenanceRows(share, envelope, answer([row('', envelope)]), language).find(({ word }) => word === 'changed')?.text
  expect([changed('zh'), changed('en')]).toEqual(['2025-03-01 2 → 3 不含饮片', '2025-03-01 2 → 3 herbs left out'])
})

test('a withheld number still tells its formula and source, but no value and no parts', () => {
  const envelope: Envelope = {
    indicator: share.id,
    state: 'suppressed',
    numerator: 3,
    denominator: 9,
    definitionVersion: '3',
  }
  const words = provenanceRows(share, envelope, answer([row('', envelope)]), 'zh').map(({ word }) => word)
  expect(words).toContain('formula')
  expect(words).not.toContain('value')
  expect(words).not.toContain('parts')
})
