import { z } from 'zod'
import { type CaseRow, caseMix, type GroupBenchmark } from '../case-mix/case-mix'
import { CaseReferenceError, referenceOf } from '../case-mix/reference'
import { RISK_CLASSES } from '../drg/grouping'
import type { Bilingual } from '../ids'
import { referenceRates } from '../spc/reference-rate'
import { field, type Line, MethodInputError, type MethodResult, method } from './method'

const CaseInput = z
  .strictObject({
    facility: field.text('the institution, such as "A"').optional(),
    drg: field.text('the group of the case, or null where it has none').nullable(),
    count: field.whole('how many such cases, a whole number from 1', { min: 1 }).default(1),
    cost: field.number('the cost of one case in yuan, such as 8500'),
    stay: field.number('the stay of one case in days, such as 6'),
    deaths: field.whole('how many of them died in hospital, a whole number from 0').default(0),
  })
  .refine((row) => row.deaths <= row.count, { error: 'has more deaths than cases; correct deaths or count' })

const BenchmarkInput = z.strictObject({
  drg: field.text('the group'),
  weight: field.number('its relative weight RW, such as 1.25'),
  meanCost: field.above('the mean cost of the region in yuan, above 0').nullable().default(null),
  meanStay: field.above('the mean stay of the region in days, above 0').nullable().default(null),
  risk: field.choice(RISK_CLASSES, 'its class of risk').nullable().default(null),
})

const EXAMPLE = {
  version: 'example',
  cases: [
    { facility: 'A', drg: 'G1', count: 100, cost: 1100, stay: 21, deaths: 1 },
    { facility: 'A', drg: 'G2', count: 50, cost: 6200, stay: 10, deaths: 2 },
    { facility: 'A', drg: 'G3', count: 10, cost: 600, stay: 8 },
    { facility: 'A', drg: 'G1', count: 1, cost: 90000, stay: 61, deaths: 1 },
    { facility: 'B', drg: 'G2', count: 40, cost: 5900, stay: 11 },
    { facility: 'B', drg: null, count: 2, cost: 3000, stay: 4 },
  ],
  benchmarks: [
    { drg: 'G1', weight: 0.9, meanCost: 1000, meanStay: 20, risk: 'low' as const },
    { drg: 'G2', weight: 1.74, meanCost: 6200, meanStay: 10, risk: 'midlow' as const },
    { drg: 'G3', weight: 4, meanCost: 1000, meanStay: 10, risk: 'high' as const },
  ],
}

const standing = '国办发〔2019〕4号；DRG 绩效评价（权重、基准按版本冻结）'

/** CMI, total weight, the two indices and mortality by risk, of all cases and of each institution. */
export const drg = method({
  name: 'drg',
  title: { zh: 'DRG 绩效：CMI、总权重、费用与时间消耗指数、低风险死亡', en: 'DRG figures: CMI, weight, indices, risk' },
  formula: {
    zh: 'CMI = Σ RW·n ÷ Σ n；费用消耗指数 = Σ n·(例均费用 ÷ 区域例均费用) ÷ Σ n；时间消耗指数同理；只计住院 ≤60 天的入组病例',
    en: 'CMI = Σ RW·n ÷ Σ n; cost index = Σ n·(mean cost ÷ mean cost of the region) ÷ Σ n, time index alike; grouped cases with a stay of at most 60 days',
  },
  source: standing,
  input: z.strictObject({
    version: field.text('the version of the frozen reference, such as "2023"').optional(),
    cases: field.rows(CaseInput, 'cases'),
    benchmarks: field.rows(BenchmarkInput, 'benchmarks, one a group'),
  }),
  example: EXAMPLE,
  work({ version, cases, benchmarks }) {
    requireOnce(benchmarks)
    const facilities = [...new Set(cases.flatMap((row) => row.facility ?? []))]
    const lines = facilities.map(
      (facility): Line => ({
        facility,
        ...figuresOf(
          cases.filter((row) => row.facility === facility),
          benchmarks,
        ),
      }),
    )
    const figures: Line = { ...(version ? { version } : {}), ...figuresOf(cases, benchmarks) }
    const tables: MethodResult['tables'] = lines.length === 0 ? {} : { facilities: lines }
    return {
      figures,
      tables,
      notes: notesOf(cases, benchmarks),
    }
  },
})

function figuresOf(cases: readonly CaseRow[], benchmarks: readonly GroupBenchmark[]): Line {
  const { lowRisk, lowerMiddleRisk, ...rest } = caseMix(cases, benchmarks)
  return {
    ...rest,
    lowRiskCases: lowRisk.cases,
    lowRiskDeaths: lowRisk.deaths,
    lowRiskMortality: lowRisk.mortality,
    lowerMiddleRiskCases: lowerMiddleRisk.cases,
    lowerMiddleRiskDeaths: lowerMiddleRisk.deaths,
    lowerMiddleRiskMortality: lowerMiddleRisk.mortality,
  }
}

function requireOnce(benchmarks: readonly GroupBenchmark[]): void {
  const seen = new Map<string, number>()
  for (const [place, { drg: group }] of benchmarks.entries()) {
    const before = seen.get(group)
    if (before !== undefined)
      throw new MethodInputError(
        `benchmarks, row ${place + 1} (drg "${group}"): stands in row ${before} already; keep one row a group, of one version`,
      )
    seen.set(group, place + 1)
  }
}

function notesOf(cases: readonly CaseRow[], benchmarks: readonly GroupBenchmark[]): Bilingual[] {
  const known = new Map(benchmarks.map((one) => [one.drg, one]))
  const groups = [...new Set(cases.flatMap((row) => row.drg ?? []))]
  const strange = groups.filter((group) => !known.has(group))
  const bare = groups.filter((group) => known.get(group)?.meanCost === null || known.get(group)?.meanStay === null)
  return [
    ...(strange.length > 0
      ? [
          {
            zh: `没有权重的分组按未入组计：${strange.join('、')}`,
            en: `Groups without a benchmark count as not grouped: ${strange.join(', ')}`,
          },
        ]
      : []),
    ...(bare.length > 0
      ? [
          {
            zh: `没有区域均值的分组不计入两个消耗指数：${bare.join('、')}`,
            en: `Groups without regional means are left out of the two indices: ${bare.join(', ')}`,
          },
        ]
      : []),
  ]
}

/** The frozen reference of a region: weights, means and classes of risk, under a version of its own. */
export const drgReference = method({
  name: 'drg-reference',
  title: { zh: 'DRG 冻结基准：权重、区域均值、死亡风险分级', en: 'Frozen DRG reference: weights, means, risk classes' },
  formula: {
    zh: 'RW = 本组例均费用 ÷ 全部入组病例例均费用；死亡率取自然对数，均值 μ、标准差 σ：低 <μ−σ，中低 [μ−σ,μ)，中高 [μ,μ+σ)，高 ≥μ+σ；无死亡的组为低；期望死亡率 = （死亡 + 20 × 区域死亡率） ÷ （病例 + 20）',
    en: "RW = mean cost of the group ÷ mean cost of all grouped cases; on ln(mortality) with mean μ and deviation σ: low < μ−σ, midlow < μ, midhigh < μ+σ, else high; nobody died: low; expected mortality = (deaths + 20 × the region's) ÷ (cases + 20)",
  },
  source: standing,
  refusals: [CaseReferenceError],
  input: z.strictObject({
    grouping: field.text('the grouping version of the cases, as it stands in drg_version'),
    version: field.text('the version under which it will be frozen, such as "2026-01"'),
    from: field.day('the first day of discharge that it judges, such as "2026-01-01"'),
    fewest: field.whole('how many cases a group needs, a whole number from 1', { min: 1 }).default(5),
    cases: field.rows(CaseInput, 'cases of the whole region'),
  }),
  example: { grouping: 'example', version: 'example', from: '2026-01-01', fewest: 5, cases: EXAMPLE.cases },
  work({ grouping, version, from, fewest, cases }) {
    const { groups, tooFew, meanCost, riskScale } = referenceOf(cases, fewest)
    // A group of few cases leans on the whole region, so that one without a death does not promise that nobody dies there.
    const mortality = referenceRates(
      groups.map((one) => ({ stratum: one.drg, group: 'region', cases: one.cases, events: one.deaths })),
    )
    return {
      figures: {
        version,
        groups: groups.length,
        cases: groups.reduce((sum, one) => sum + one.cases, 0),
        meanCost,
        lnMortalityMean: riskScale?.mean ?? null,
        lnMortalityDeviation: riskScale?.deviation ?? null,
      },
      // The first has columns of the table drg_reference and no others, so that it can be imported.
      tables: {
        drg_reference: groups.map((one) => ({
          drg_code: one.drg,
          drg_version: grouping,
          valid_from: from,
          benchmark_version: version,
          risk_version: version,
          weight: one.weight,
          mean_cost: one.meanCost,
          mean_los: one.meanStay,
          risk_class: one.risk,
          mortality: mortality.get(one.drg) ?? null,
        })),
        groups: groups.map((one) => ({
          drg: one.drg,
          cases: one.cases,
          deaths: one.deaths,
          mortality: one.deaths / one.cases,
        })),
      },
      notes:
        tooFew.length === 0
          ? []
          : [
              {
                zh: `少于 ${fewest} 例的分组不设基准：${tooFew.map((one) => `${one.drg}（${one.cases}）`).join('、')}`,
                en: `Groups with fewer than ${fewest} cases get no row: ${tooFew.map((one) => `${one.drg} (${one.cases})`).join(', ')}`,
              },
            ],
    }
  },
})
