import { z } from 'zod'
import { RISK_CLASSES, type RiskClass } from '../drg/grouping'

/** Cases that stay longer are set apart: they are nobody's ordinary cost or stay. */
export const LONGEST_STAY = 60

/** Cases of one hospital and group that are alike; `count` of them, with the means of their cost and stay. */
export interface CaseRow {
  /** Null where the case is in no group. */
  readonly drg: string | null
  readonly count: number
  /** Mean cost of a case in the row, yuan. */
  readonly cost: number
  /** Mean stay of a case in the row, days. */
  readonly stay: number
  readonly deaths: number
}

/** What is frozen of a group: its weight, the means of the region, its class of risk. Null where the reference does not say. */
export interface GroupBenchmark {
  readonly drg: string
  readonly weight: number
  readonly meanCost: number | null
  readonly meanStay: number | null
  readonly risk: RiskClass | null
}
export const RiskClassName = z.enum(RISK_CLASSES)

export interface RiskFigures {
  readonly cases: number
  readonly deaths: number
  /** 0..1; null without a case. */
  readonly mortality: number | null
}

export interface CaseMix {
  /** All cases given. */
  readonly cases: number
  /** Cases with a stay of at most 60 days. */
  readonly valid: number
  /** Valid cases in a group with a weight: the base of everything below. */
  readonly grouped: number
  /** 入组率, 0..1. */
  readonly groupedShare: number | null
  /** DRG 组数: groups with at least one case. */
  readonly groups: number
  /** 总权重 Σ RW·n. */
  readonly totalWeight: number
  /** CMI = Σ RW·n ÷ Σ n. */
  readonly caseMixIndex: number | null
  /** Grouped cases whose group has regional means: the base of the two indices. */
  readonly benchmarked: number
  /** 费用消耗指数 Σ n·(C ÷ C̄) ÷ Σ n, weighted by cases; 1 is the region. */
  readonly costIndex: number | null
  /** 时间消耗指数, the same of stays. */
  readonly timeIndex: number | null
  /** Σ C·n ÷ Σ C̄·n. Not the cost index: it weighs dear groups more. Told so that the two are not taken for each other. */
  readonly costOverExpected: number | null
  readonly lowRisk: RiskFigures
  readonly lowerMiddleRisk: RiskFigures
}

/**
 * The DRG figures of a set of cases against a frozen reference. Every index is a sum over cases divided by a number of cases, so that
 * figures of parts add up to those of the whole. Deaths are in-hospital deaths.
 *
 * @param rows cases; counts are whole numbers above 0, `deaths` at most `count`, of rows whose stay is the mean of cases all on one side of 60 days
 * @param benchmarks one row a group; a group twice keeps its last row
 */
export function caseMix(rows: readonly CaseRow[], benchmarks: readonly GroupBenchmark[]): CaseMix {
  const known = new Map(benchmarks.map((one) => [one.drg, one]))
  const groups = new Set<string>()
  const sum = { cases: 0, valid: 0, grouped: 0, weight: 0, benchmarked: 0, cost: 0, stay: 0, paid: 0, expected: 0 }
  const risk = { low: { cases: 0, deaths: 0 }, midlow: { cases: 0, deaths: 0 } }
  for (const row of rows) {
    sum.cases += row.count
    if (row.stay > LONGEST_STAY) continue
    sum.valid += row.count
    const group = row.drg === null ? undefined : known.get(row.drg)
    if (!group) continue
    groups.add(group.drg)
    sum.grouped += row.count
    sum.weight += group.weight * row.count
    if (group.meanCost && group.meanStay) {
      sum.benchmarked += row.count
      sum.cost += (row.cost / group.meanCost) * row.count
      sum.stay += (row.stay / group.meanStay) * row.count
      sum.paid += row.cost * row.count
      sum.expected += group.meanCost * row.count
    }
    if (group.risk === 'low' || group.risk === 'midlow') {
      risk[group.risk].cases += row.count
      risk[group.risk].deaths += row.deaths
    }
  }
  return {
    cases: sum.cases,
    valid: sum.valid,
    grouped: sum.grouped,
    groupedShare: over(sum.grouped, sum.valid),
    groups: groups.size,
    totalWeight: sum.weight,
    caseMixIndex: over(sum.weight, sum.grouped),
    benchmarked: sum.benchmarked,
    costIndex: over(sum.cost, sum.benchmarked),
    timeIndex: over(sum.stay, sum.benchmarked),
    costOverExpected: over(sum.paid, sum.expected),
    lowRisk: { ...risk.low, mortality: over(risk.low.deaths, risk.low.cases) },
    lowerMiddleRisk: { ...risk.midlow, mortality: over(risk.midlow.deaths, risk.midlow.cases) },
  }
}

function over(top: number, bottom: number): number | null {
  return bottom === 0 ? null : top / bottom
}
