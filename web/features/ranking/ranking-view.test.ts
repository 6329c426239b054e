import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { DRUG_SHARE } from '@cockpit/domain/indicator/sample-definition'
import { describe, expect, it, test } from 'vitest'
import type { FairRank, RankedUnit } from '../../server/ranking/fair-rank'
import { rankingHref, readRanking } from './ranking-address'
import { rankingView } from './ranking-view'
import { windowOf } from './window-of'

const share: IndicatorDefinition = {
  ...DRUG_SHARE,
  target: { max: 0.3, source: '本省默认', evidence: 'default' },
}
const cell = (value: number): Envelope => ({
  indicator: share.id,
  state: 'shown',
  value,
  definitionVersion: '1',
})
const unit = (key: string, value: number | null, more: Partial<RankedUnit> = {}): RankedUnit => ({
  key,
  group: 'tertiary',
  cell: value === null ? { indicator: share.id, state: 'not-reported', definitionVersion: '1' } : cell(value),
  coverage: 1,
  interval: value === null ? null : { lower: value - 0.04, upper: value + 0.04 },
  place: null,
  side: null,
  rank: null,
  unranked: null,
  ...more,
})
const offered: FairRank = {
  sampling: 'months',
  withheld: null,
  groups: ['tertiary'],
  units: [
    unit('a', 0.02, { rank: { best: 1, worst: 1 } }),
    unit('b', 0.4, { rank: { best: 2, worst: 3 } }),
    unit('c', 0.41, { rank: { best: 2, worst: 3 } }),
    unit('z', null, { unranked: 'no-value' }),
    unit('f', 0.5, { unranked: 'data-failing', coverage: 0.5 }),
  ],
}
const view = (ranking: FairRank) => rankingView(share, ranking, null, 'zh', (key) => `名${key}`)

describe('a ranking as a table', () => {
  it('puts the worse end first, and the failing last and grey, with the reason instead of a rank', () => {
    const { rows, withheld, group } = view(offered)
    expect(rows.map((row) => [row.key, row.rank, row.failing])).toEqual([
      ['c', '2–3', false],
      ['b', '2–3', false],
      ['a', '1', false],
      ['z', null, false],
      ['f', null, true],
    ])
    expect([withheld, group]).toEqual([null, 'tertiary'])
    expect(rows.at(-1)?.unranked).toBe('上报数据不合格，不参与排序，并非排在最后')
    expect(rows.at(-1)?.coverage).toBe('50.0%')
  })

  it('writes the interval once with its unit, never below nought, on one scale with the target', () => {
    const { rows, marks, scale } = view(offered)
    expect(rows.map(({ interval }) => interval)).toEqual(['37.0–45.0%', '36.0–44.0%', '0.0–6.0%', null, '46.0–54.0%'])
    expect(scale).toEqual(['0.0%', '54.0%'])
    expect(marks.map((at) => at.toFixed(4))).toEqual([(0.3 / 0.54).toFixed(4)])
    for (const { from, at, to } of rows)
      if (from !== null && at !== null && to !== null) expect(from < at && at < to).toBe(true)
  })

  it('a withheld one stands by name, whatever the values, and says why', () => {
    const withheld = view({
      ...offered,
      withheld: { code: 'indistinct', of: 3 },
      units: offered.units.map((one) => ({ ...one, rank: null })),
    })
    expect(withheld.rows.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'z', 'f'])
    expect(withheld.withheld).toBe('不排序：3 家的区间都相互重叠，谁先谁后无法分辨')
    expect(withheld.rows.every(({ rank }) => rank === null)).toBe(true)
  })

  it('names no group where there are several, and no scale where nothing is shown', () => {
    expect(view({ ...offered, groups: ['tertiary', 'primary'] }).group).toBeNull()
    expect(view({ ...offered, units: [unit('z', null)] }).scale).toBeNull()
  })
})

test('the address of a ranking is read back as it was written; what cannot be read is named', () => {
  const query = (href: string) => new URLSearchParams(href.split('?')[1] ?? '')
  const address = readRanking(
    query('/ranking?i=income.drugShare&area=330100&period=2026-Q3&by=facility&tier=secondary'),
  )
  expect(address).toMatchObject({ indicator: 'income.drugShare', area: '330100', by: 'facility', tier: 'secondary' })
  expect(readRanking(query(rankingHref(address)))).toEqual(address)
  expect(rankingHref({})).toBe('/ranking')
  expect(readRanking(query('?i=x&by=ward&tier=fourth')).unread).toEqual(['i', 'by', 'tier'])
})

describe('the window of a long table', () => {
  it.each([
    [0, 380, 38, 50_000, { first: 0, end: 18 }],
    [38_000, 380, 38, 50_000, { first: 992, end: 1018 }],
    [9_999_999, 380, 38, 50_000, { first: 49_982, end: 50_000 }],
    [-20, 380, 38, 4, { first: 0, end: 4 }],
    [0, 380, 38, 0, { first: 0, end: 0 }],
  ])('at %d of %d pixels with rows of %d, %d rows', (top, height, row, count, expected) =>
    expect(windowOf(top, height, row, count)).toEqual(expected),
  )
})
