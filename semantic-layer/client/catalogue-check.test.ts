import { expect, test } from 'vitest'
import { catalogueOf, type Meta } from './catalogue'
import { checkCatalogue } from './catalogue-check'

const indicator = {
  zh: '人次',
  en: 'Visits',
  unit: { zh: '人次', en: 'visits' },
  format: 'count',
  digits: 0,
  direction: 'monitor',
  formula: { zh: '和', en: 'Sum' },
  standard: '标准',
  evidence: 'default',
  version: '1',
  effectiveFrom: '2026-01-01',
  owner: '医政处',
  sensitivity: 'aggregate',
  kind: 'sum',
  tables: ['visit'],
}
type Measure = Meta['cubes'][number]['measures'][number]
const sum = (name: string, meta: Record<string, unknown> = { part: true }): Measure => ({
  name: `clinic.${name}`,
  type: 'number',
  aggType: 'sum',
  isVisible: true,
  meta,
})
const DIMENSIONS = ['provinceCode', 'cityCode', 'countyCode', 'facilityId', 'tier', 'category', 'date', 'department']
const cube = (measures: Measure[], dimensions = DIMENSIONS): Meta => ({
  cubes: [
    {
      name: 'clinic',
      meta: { pack: 'clinic', scope: 'facility', grain: 'day', tables: ['visit'] },
      measures,
      dimensions: dimensions.map((name) => ({ name: `clinic.${name}`, type: 'string', isVisible: true })),
    },
  ],
})
const visit = {
  name: 'visit',
  pack: 'clinic',
  title: { zh: '', en: '' },
  grain: '',
  key: [],
  owedBy: [],
  columns: [],
  checks: [],
}
const before = {
  version: '0',
  effectiveFrom: '2020-01-01',
  formula: { zh: '旧', en: 'Old' },
  standard: '旧标准',
  evidence: 'default',
  numerator: 'drugs',
  denominator: 'total',
}
const change = { zh: '分子改了', en: 'Another numerator' }

/** Faults of a definition's earlier versions. */
function versioned(): [string, Measure[], RegExp][] {
  const share = (more: object): Measure[] => [
    ...sound,
    { ...sum('share', { indicator: { ...ratio, change, earlier: [before], ...more } }), aggType: 'number' },
  ]
  return [
    ['a change with nothing before it', share({ earlier: undefined }), /names no earlier version/],
    ['a new version that does not say what changed', share({ change: undefined }), /does not say what changed/],
    ['two versions of one name', share({ earlier: [{ ...before, version: '1' }] }), /two versions of one name: 1, 1/],
    [
      'an earlier version that is younger',
      share({ earlier: [{ ...before, effectiveFrom: '2026-02-01' }] }),
      /newest first, each of an earlier day: 2026-01-01, 2026-02-01/,
    ],
    [
      'an earlier version whose numerator does not exist',
      share({ earlier: [{ ...before, numerator: 'gone' }] }),
      /version 0: its numerator clinic\.gone does not exist/,
    ],
    [
      'an earlier version without a denominator',
      share({ earlier: [{ ...before, denominator: undefined }] }),
      /version 0, names no denominator/,
    ],
    [
      'an earlier version made from a table no pack declares',
      share({ earlier: [{ ...before, tables: ['gone'] }] }),
      /clinic\.share is made from the table gone/,
    ],
    [
      'an earlier version that cannot be read',
      share({ earlier: [{ ...before, effectiveFrom: 'long ago' }] }),
      /its meta is not complete/,
    ],
    [
      'a sum whose earlier version is measured by nothing',
      [...sound, sum('again', { indicator: { ...indicator, change, earlier: [{ ...before, measure: undefined }] } })],
      /clinic\.again, version 0, names no measure/,
    ],
    [
      'suppression that goes by another count under another version',
      share({ suppressBelow: 5 }),
      /suppresses small counts; name the count in suppressOn/,
    ],
  ]
}
const none = { boards: [], rules: [], tables: [visit] }
const sound = [sum('visits', { indicator }), sum('drugs'), sum('total')]
const ratio = { ...indicator, kind: 'ratio', format: 'percent', numerator: 'drugs', denominator: 'total' }

test('a sound model has nothing to say against it', () => {
  expect(checkCatalogue(cube([...sound, { ...sum('share', { indicator: ratio }), aggType: 'number' }]), none)).toEqual(
    [],
  )
})

test.each<[string, Measure[], RegExp]>([
  ['a measure with no meta at all', [...sound, sum('bare', {})], /clinic\.bare has neither/],
  [
    'a measure without its owner',
    [sum('visits', { indicator: { ...indicator, owner: undefined } })],
    /clinic\.visits: its meta is not complete/,
  ],
  ['a percent sign for a format', [sum('visits', { indicator: { ...indicator, format: '%' } })], /not complete/],
  [
    'a table no pack declares',
    [sum('visits', { indicator: { ...indicator, tables: ['nowhere'] } })],
    /nowhere, which no pack declares/,
  ],
  [
    'a ratio without a denominator',
    [...sound, sum('share', { indicator: { ...ratio, denominator: undefined } })],
    /names no denominator/,
  ],
  [
    'a ratio whose numerator does not exist',
    [...sound, sum('share', { indicator: { ...ratio, numerator: 'gone' } })],
    /numerator clinic\.gone does not exist/,
  ],
  [
    'an average behind a ratio',
    [...sound, { ...sum('mean'), aggType: 'avg' }, sum('share', { indicator: { ...ratio, numerator: 'mean' } })],
    /clinic\.mean is of type avg/,
  ],
  [
    'a ratio with a denominator elsewhere',
    [...sound, sum('share', { indicator: { ...ratio, denominator: 'population.residents' } })],
    /declare it as a rate/,
  ],
  [
    'a rate that names no denominator',
    [sum('visits', { indicator, rates: [{ name: 'density', ...indicator, kind: 'rate', numerator: 'visits' }] })],
    /clinic\.density is a rate and names no denominator/,
  ],
  [
    'a dimension to compare within that its cube does not have',
    [sum('visits', { indicator: { ...indicator, within: { dimension: 'edition', count: 'visits' } } })],
    /compares within edition/,
  ],
  [
    'a distinct count without a count of rows',
    [sum('groups', { indicator: { ...indicator, kind: 'distinct' } })],
    /counts distinct things/,
  ],
  [
    'a suppression on a measure that does not exist',
    [sum('visits', { indicator: { ...indicator, suppressBelow: 5, suppressOn: 'persons' } })],
    /suppressOn clinic\.persons does not exist/,
  ],
  [
    'an average of rows that is only a part',
    [...sound, { ...sum('mean'), aggType: 'avg' }],
    /clinic\.mean is an average of rows \(avg\)/,
  ],
  [
    'an average that is called a sum',
    [{ ...sum('visits', { indicator }), aggType: 'avg' }],
    /clinic\.visits is a sum, but its measure is of type avg/,
  ],
  [
    'a computed quotient that is called a sum',
    [{ ...sum('visits', { indicator }), aggType: 'number' }],
    /clinic\.visits is a sum, but its measure is of type number/,
  ],
  [
    'a ratio that is carried by a sum',
    [...sound, sum('share', { indicator: ratio })],
    /clinic\.share is a ratio, but its measure is of type sum/,
  ],
  [
    'a ratio of two ratios',
    [
      ...sound,
      { ...sum('share', { indicator: ratio }), aggType: 'number' },
      { ...sum('again', { indicator: { ...ratio, numerator: 'share' } }), aggType: 'number' },
    ],
    /clinic\.again: its numerator clinic\.share is of type number/,
  ],
  ...versioned(),
])('%s is named', (_, measures, problem) => {
  expect(checkCatalogue(cube(measures), none).join('\n')).toMatch(problem)
})

test('a cube to which authority cannot be applied is named', () => {
  const without = DIMENSIONS.filter((name) => name !== 'countyCode')
  expect(checkCatalogue(cube(sound, without), none)).toEqual([
    'The cube clinic lacks the dimension countyCode; authority cannot be applied to it.',
  ])
})

test('a board and a rule that name what does not exist are named; a measure that is only a part is not an indicator', () => {
  const board = {
    pack: 'clinic',
    title: { zh: '', en: '' },
    order: 1,
    tiles: [{ indicator: 'clinic.drugs' }],
    map: [],
    trend: ['clinic.gone'],
    rank: [],
  }
  const rule = {
    id: 'r1',
    pack: 'clinic',
    title: { zh: '', en: '' },
    indicator: 'clinic.nothing',
    by: 'county' as const,
    grain: 'month' as const,
    level: 'IV' as const,
    when: { kind: 'not-reported' as const, steps: 1 },
    advice: { zh: '', en: '' },
    version: '1',
  }
  expect(checkCatalogue(cube(sound), { ...none, boards: [board], rules: [rule] })).toEqual([
    'The board of clinic names the indicator clinic.drugs, which does not exist.',
    'The board of clinic names the indicator clinic.gone, which does not exist.',
    'The rule r1 names the indicator clinic.nothing, which does not exist.',
  ])
})

test('targets that name what does not exist, or what is only a part, are named', () => {
  expect(checkCatalogue(cube(sound), none, ['clinic.visits', 'clinic.gone', 'clinic.drugs'])).toEqual([
    'The table target names the indicator clinic.gone, which does not exist.',
    'The table target names the indicator clinic.drugs, which does not exist.',
  ])
})

test('a definition with an earlier version that can be reckoned is sound', () => {
  const share = { ...sum('share', { indicator: { ...ratio, change, earlier: [before] } }), aggType: 'number' }
  expect(checkCatalogue(cube([...sound, share]), none)).toEqual([])
})

test('the catalogue lists the dimensions a question may name, and rates under their own id', () => {
  const density = {
    name: 'density',
    ...indicator,
    kind: 'rate',
    numerator: 'visits',
    denominator: 'population.residents',
    per: 1000,
  }
  const catalogue = catalogueOf(cube([sum('visits', { indicator, rates: [density] })]))
  expect(catalogue.indicators.map((one) => one.id)).toEqual(['clinic.visits', 'clinic.density'])
  expect(catalogue.get('clinic.visits')).toMatchObject({
    pack: 'clinic',
    scope: 'facility',
    grain: 'day',
    dimensions: ['tier', 'category', 'department'],
  })
})
