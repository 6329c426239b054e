import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readParameters, writeParameters } from './parameters'
import { IndicatorQuery, type IndicatorQueryText } from './query'
import { troublesOf } from './query-trouble'

const read = (text: string) => readParameters(new URLSearchParams(text), ['format'])
const WHOLE = 'indicator=outpatient.visits&territory=330000&period=2026-10'

test('an address with everything a question can have', () => {
  const found = read(
    'indicator=outpatient.visits,income.total&indicator=income.drugShare&territory=330000&by=county&period=2026-H1&series=month' +
      '&compare=sameLastYear&compare=rolling12&filter=tier=tertiary,secondary&filter=disease:甲\\,乙&version=income.drugShare=2009' +
      '&limit=10&order=smallest&format=csv',
  )
  expect(found).toEqual({
    ok: true,
    query: {
      indicators: ['outpatient.visits', 'income.total', 'income.drugShare'],
      territory: '330000',
      by: 'county',
      period: { from: '2026-01-01', to: '2026-06-30', grain: 'half' },
      series: 'month',
      compare: ['sameLastYear', 'rolling12'],
      filters: [
        { dimension: 'tier', values: ['tertiary', 'secondary'] },
        { dimension: 'disease', values: ['甲,乙'] },
      ],
      versions: { 'income.drugShare': '2009' },
      limit: 10,
      order: 'smallest',
    },
  })
})

describe('what cannot be asked is said in both languages, by the name it has in the address', () => {
  test.each([
    ['territory=330000&period=2026', 'indicator', /缺少 indicator。.*指标代码/, /indicator is missing\. One to 24/],
    [`${WHOLE}&territory=330100`, 'territory', /只能写一次/, /may stand once/],
    ['indicator=a.b&territory=33&period=2026', 'territory', /territory 不能这样写。六位/, /six digits.*An area code/],
    [
      'indicator=a.b&territory=330000&period=2026-13',
      'period',
      /period 不能这样写。期间：2026/,
      /"2026-13" is not a period/,
    ],
    ['indicator=visits&territory=330000&period=2026', 'indicator', /主题\.指标/, /<cube>\.<name>/],
    [`${WHOLE}&series=decade`, 'series', /series 不能这样写/, /series: .*day/],
    [`${WHOLE}&compare=rolling1`, 'compare', /rolling2 至 rolling60/, /rolling2 to rolling60/],
    [`${WHOLE}&filter=tier`, 'filter', /filter 不能这样写/, /filter: /],
    [`${WHOLE}&limit=0`, 'limit', /1 至 5000/, /1 to 5000/],
    [`${WHOLE}&limit=ten`, 'limit', /limit 不能这样写/, /expected number/i],
    [`${WHOLE}&peers=yes`, 'peers', /peers 不能这样写/, /expected boolean/i],
    [`${WHOLE}&peers=true`, 'peers', /同级机构/, /one facility, or to the facilities of one tier/],
    [
      `${WHOLE}&areas=330000`,
      'areas',
      /没有参数 areas；可用的有：indicator、/,
      /There is no parameter areas; there are: indicator,/,
    ],
    [
      'indicator=a.b&territory=330000&period=2020..2025&series=month&compare=yearToDate',
      'compare',
      /compare 不能/,
      /24 steps/,
    ],
    ['indicator=a.b&territory=330000&period=1960..2025&series=half', 'series', /series 不能/, /40 steps/],
  ])('%s', (address, part, zh, en) => {
    const found = read(address)
    if (found.ok) throw new Error('the question was taken')
    const trouble = found.troubles.find((one) => one.part === part)
    expect(trouble?.zh).toMatch(zh)
    expect(trouble?.en).toMatch(en)
  })

  it('a field that no question has is named with those there are', () => {
    const { error } = IndicatorQuery.safeParse({
      indicators: ['a.b'],
      territory: '330000',
      period: '2026',
      area: '1',
    })
    expect(error && troublesOf(error)).toEqual([
      {
        part: 'area',
        zh: expect.stringMatching(/没有 area 这一项/),
        en: expect.stringMatching(/There is no area; there are: indicators, territory/),
      },
    ])
  })
})

it('any question is written as an address and read back the same', () => {
  const text = fc.string({ minLength: 1, maxLength: 12 }).filter((value) => !value.includes('\\'))
  const question = fc.record<IndicatorQueryText>(
    {
      indicators: fc.uniqueArray(fc.constantFrom('a.b', 'c.d', 'e.f'), { minLength: 1 }),
      territory: fc.constantFrom('330000', '330102'),
      facility: fc.constantFrom('F0001'),
      by: fc.constantFrom('county', 'department'),
      period: fc.constantFrom('2026', '2026-H2', '2026-Q3', '2026-W07', '2026-10', '2026-10-05', '2025-01..2026-10'),
      series: fc.constantFrom('month', 'quarter'),
      compare: fc.uniqueArray(fc.constantFrom('sameLastYear', 'previous'), { minLength: 1 }),
      filters: fc.array(
        fc.record({
          dimension: fc.constantFrom('tier', 'disease'),
          values: fc.array(text, { minLength: 1, maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      versions: fc.constantFrom({ 'a.b': '2009' }),
      limit: fc.integer({ min: 1, max: 5000 }),
      order: fc.constantFrom('largest', 'smallest'),
    },
    { requiredKeys: ['indicators', 'territory', 'period'] },
  )
  fc.assert(
    fc.property(question, (asked) => {
      const address = new URLSearchParams(writeParameters(asked).toString())
      expect(readParameters(address)).toEqual({ ok: true, query: IndicatorQuery.parse(asked) })
    }),
  )
})
