import { z } from 'zod'
import { quotient } from '../indicator/quotient'
import { field, type Line, type MethodResult, method } from './method'

const name = field.text('the name of the place or period')
const residents = field.whole('how many residents, a whole number from 0')
const perHowMany = field.above('per how many residents, such as 1000')

interface Row {
  readonly name: string
  readonly top: number
  readonly residents: number
}

/** Each row's count over its residents, and the whole as the sum over the sum. */
function perResidents(
  rows: readonly Row[],
  per: number,
  column: string,
): Pick<MethodResult, 'figures' | 'tables' | 'notes'> {
  const line = ({ top, residents: people }: Omit<Row, 'name'>): Line => ({
    [column]: top,
    residents: people,
    rate: quotient(top, people, per),
  })
  const top = rows.reduce((sum, row) => sum + row.top, 0)
  const people = rows.reduce((sum, row) => sum + row.residents, 0)
  return {
    figures: { per, ...line({ top, residents: people }) },
    tables: { areas: rows.map((row) => ({ name: row.name, ...line(row) })) },
    notes: rows.some((row) => row.residents === 0)
      ? [{ zh: '没有人口的行没有率', en: 'Rows without residents have no rate' }]
      : [],
  }
}

export const bedsPerThousand = method({
  name: 'beds-per-thousand',
  title: { zh: '每千人口床位', en: 'Beds per 1,000 residents' },
  formula: {
    zh: '期末床位 × 1000 ÷ 常住人口；合计为总和之比',
    en: 'Beds at the end × 1,000 ÷ residents; the whole is the sum over the sum',
  },
  source: '国家卫生健康统计调查制度',
  input: z.strictObject({
    per: perHowMany.default(1000),
    areas: field.rows(
      z.strictObject({ name, beds: field.number('how many beds, a number from 0'), residents }),
      'areas',
    ),
  }),
  example: {
    per: 1000,
    areas: [
      { name: 'A', beds: 2234, residents: 444_000 },
      { name: 'B', beds: 2263, residents: 461_000 },
    ],
  },
  work: ({ per, areas }) =>
    perResidents(
      areas.map((row) => ({ ...row, top: row.beds })),
      per,
      'beds',
    ),
})

export const incidence = method({
  name: 'incidence',
  title: { zh: '发病率（死亡率）', en: 'Incidence (or mortality)' },
  formula: {
    zh: '期内例数 × 100000 ÷ 常住人口，不折年；合计为总和之比',
    en: 'Cases in the period × 100,000 ÷ residents, not annualised; the whole is the sum over the sum',
  },
  source: '法定传染病疫情月报；发病率、死亡率按常住人口计',
  input: z.strictObject({
    per: perHowMany.default(100_000),
    areas: field.rows(
      z.strictObject({ name, cases: field.number('how many cases, a number from 0'), residents }),
      'areas',
    ),
  }),
  example: {
    per: 100_000,
    areas: [
      { name: 'A', cases: 134, residents: 444_000 },
      { name: 'B', cases: 98, residents: 461_000 },
    ],
  },
  work: ({ per, areas }) =>
    perResidents(
      areas.map((row) => ({ ...row, top: row.cases })),
      per,
      'cases',
    ),
})

/** Any ratio of sums: a share, a mean cost, a use density. */
export const ratio = method({
  name: 'ratio',
  title: { zh: '比率（总和之比）', en: 'Ratio of sums' },
  formula: {
    zh: 'Σ 分子 ÷ Σ 分母 × 倍数；不对各部分的比率求平均',
    en: 'Σ tops ÷ Σ bottoms × per; ratios of the parts are never averaged',
  },
  source: '口径规则：比率为总和之比',
  input: z.strictObject({
    per: field.above('by what the ratio is multiplied, such as 1 or 100').default(1),
    parts: field.rows(
      z.strictObject({
        name: field.text('the name of the part'),
        numerator: field.number('what stands above the line', { min: -Number.MAX_VALUE }),
        denominator: field.number('what stands below the line, a number from 0'),
      }),
      'parts',
    ),
  }),
  example: {
    per: 1,
    parts: [
      { name: 'A', numerator: 30, denominator: 100 },
      { name: 'B', numerator: 1, denominator: 1000 },
    ],
  },
  work({ per, parts }) {
    const numerator = parts.reduce((sum, row) => sum + row.numerator, 0)
    const denominator = parts.reduce((sum, row) => sum + row.denominator, 0)
    return {
      figures: { numerator, denominator, per, ratio: quotient(numerator, denominator, per) },
      tables: { parts: parts.map((row) => ({ ...row, ratio: quotient(row.numerator, row.denominator, per) })) },
    }
  },
})
