import { expect, test } from 'vitest'
import { type IndicatorDefinition, IndicatorMeta } from './definition'
import { changesWithin, underVersion, versionsOf } from './version'

const words = (text: string) => ({ zh: text, en: text })
const share: IndicatorDefinition = {
  ...IndicatorMeta.parse({
    ...words('share'),
    unit: words('%'),
    format: 'percent',
    digits: 1,
    direction: 'lower',
    formula: words('without herbs ÷ total'),
    standard: 'reform of 2017',
    evidence: 'default',
    version: '2017',
    effectiveFrom: '2017-01-01',
    change: words('herbs left out'),
    earlier: [
      {
        version: '2009',
        effectiveFrom: '2009-04-01',
        formula: words('drugs ÷ total'),
        standard: 'before',
        evidence: 'policy',
        zh: 'old share',
        change: words('drugs of the pharmacy alone'),
        numerator: 'drugs',
        denominator: 'all',
      },
      {
        version: '2002',
        effectiveFrom: '2002-01-01',
        formula: words('?'),
        standard: 'long before',
        evidence: 'default',
        numerator: 'pharmacy',
        denominator: 'all',
        per: 100,
      },
    ],
    owner: 'office',
    sensitivity: 'aggregate',
    kind: 'ratio',
    numerator: 'withoutHerbs',
    denominator: 'total',
    target: { max: 0.3, source: 'reform', evidence: 'default' },
    tables: ['visit_day'],
  }),
  id: 'income.share',
  pack: 'money',
  scope: 'facility',
  grain: 'day',
  dimensions: [],
}

test('versions stand newest first, each until the day of the next', () => {
  expect(versionsOf(share).map((one) => [one.version, one.effectiveFrom, one.until, one.change?.en])).toEqual([
    ['2017', '2017-01-01', null, 'herbs left out'],
    ['2009', '2009-04-01', '2017-01-01', 'drugs of the pharmacy alone'],
    ['2002', '2002-01-01', '2009-04-01', undefined],
  ])
})

test('under an earlier version the measures, words and sources are its own; what it does not say is the current one’s', () => {
  expect(underVersion(share, '2009')).toMatchObject({
    id: 'income.share',
    version: '2009',
    effectiveFrom: '2009-04-01',
    zh: 'old share',
    en: 'share',
    formula: words('drugs ÷ total'),
    evidence: 'policy',
    numerator: 'drugs',
    denominator: 'all',
    per: 1,
    owner: 'office',
  })
  expect(underVersion(share, '2002')).toMatchObject({ per: 100, numerator: 'pharmacy', zh: 'share' })
  // A limit of today's way of counting says nothing about another way.
  expect(underVersion(share, '2009')).not.toHaveProperty('target')
  expect(underVersion(share, '2009')).not.toHaveProperty('change', words('herbs left out'))
  expect(underVersion(share, '2002')).not.toHaveProperty('change')
})

test('the current version, named or not, is the definition itself; one that never was is not there', () => {
  expect(underVersion(share, undefined)).toBe(share)
  expect(underVersion(share, '2017')).toBe(share)
  expect(underVersion(share, '2018')).toBeUndefined()
})

test.each([
  ['2016-12-01', '2017-01-31', ['2009>2017 2017-01-01']],
  ['2017-01-01', '2017-12-31', []],
  ['2016-01-01', '2016-12-31', []],
  ['2016-01-01', '2017-01-01', ['2009>2017 2017-01-01']],
  ['2008-01-01', '2020-12-31', ['2002>2009 2009-04-01', '2009>2017 2017-01-01']],
  ['1999-01-01', '2005-12-31', []],
])(
  'from %s to %s the changes are %j: a day counts when something of the period lies before it',
  (from, to, changes) => {
    expect(changesWithin(share, { from, to }).map((one) => `${one.from}>${one.to} ${one.on}`)).toEqual(changes)
  },
)
