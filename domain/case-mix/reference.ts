import type { RiskClass } from '../drg/grouping'
import { type CaseRow, LONGEST_STAY } from './case-mix'

/** A group of the region with what will be frozen of it. */
export interface ReferenceGroup {
  readonly drg: string
  readonly cases: number
  readonly deaths: number
  /** RW = mean cost of the group ÷ mean cost of all grouped cases. */
  readonly weight: number
  readonly meanCost: number
  readonly meanStay: number
  readonly risk: RiskClass
}

export interface Reference {
  readonly groups: readonly ReferenceGroup[]
  /** Groups with fewer cases than asked for; they get no row. */
  readonly tooFew: readonly { readonly drg: string; readonly cases: number }[]
  readonly meanCost: number
  /** Of ln(deaths ÷ cases) over the groups in which anybody died; null where nobody died in two groups. */
  readonly riskScale: { readonly mean: number; readonly deviation: number } | null
}

/** Regional means of fewer cases say nothing: our default. */
export const FEWEST_CASES = 5

export class CaseReferenceError extends Error {}

/**
 * Weights, regional means and classes of risk from the cases of a whole region, to be frozen under a version. A table that is worked out anew
 * from the hospital under judgement would judge it by itself.
 *
 *   RW_i = C̄_i ÷ C̄_all over grouped cases with a stay of at most 60 days
 *
 * @param cases of the region, every hospital together
 * @param fewest cases a group needs for a row
 * @throws CaseReferenceError without a grouped case, or where nothing was paid
 */
export function referenceOf(cases: readonly CaseRow[], fewest = FEWEST_CASES): Reference {
  const sums = new Map<string, { cases: number; deaths: number; cost: number; stay: number }>()
  for (const { drg, count, cost, stay, deaths } of cases) {
    if (drg === null || stay > LONGEST_STAY) continue
    const sum = sums.get(drg) ?? { cases: 0, deaths: 0, cost: 0, stay: 0 }
    sums.set(drg, {
      cases: sum.cases + count,
      deaths: sum.deaths + deaths,
      cost: sum.cost + cost * count,
      stay: sum.stay + stay * count,
    })
  }
  const all = [...sums.values()].reduce(
    (total, one) => ({ cases: total.cases + one.cases, cost: total.cost + one.cost }),
    {
      cases: 0,
      cost: 0,
    },
  )
  if (all.cases === 0)
    throw new CaseReferenceError(
      'No case is in a group with a stay of at most 60 days; give the cases of the region with their groups.',
    )
  if (all.cost === 0) throw new CaseReferenceError('The cases cost nothing altogether; weights need costs in yuan.')
  const enough = [...sums].filter(([, one]) => one.cases >= fewest)
  const scale = riskScale(enough.map(([, one]) => one))
  return {
    groups: enough
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([drg, one]) => ({
        drg,
        cases: one.cases,
        deaths: one.deaths,
        weight: one.cost / one.cases / (all.cost / all.cases),
        meanCost: one.cost / one.cases,
        meanStay: one.stay / one.cases,
        risk: riskClassOf(one.deaths / one.cases, scale),
      })),
    tooFew: [...sums].filter(([, one]) => one.cases < fewest).map(([drg, one]) => ({ drg, cases: one.cases })),
    meanCost: all.cost / all.cases,
    riskScale: scale,
  }
}

/** Mean and sample standard deviation of the logarithms of the mortalities above zero; null where there are fewer than two. */
export function riskScale(
  groups: readonly { readonly cases: number; readonly deaths: number }[],
): { mean: number; deviation: number } | null {
  const logs = groups.filter((one) => one.deaths > 0).map((one) => Math.log(one.deaths / one.cases))
  if (logs.length < 2) return null
  const mean = logs.reduce((total, one) => total + one, 0) / logs.length
  const squares = logs.reduce((total, one) => total + (one - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / (logs.length - 1)) }
}

/**
 * Class of a group by its mortality on the logarithmic scale of the reference: low below μ − σ, lower-middle up to μ, upper-middle up to μ + σ,
 * high from there. Where nobody died the class is low. Without a scale every group in which anybody died is high, because nothing says less.
 */
export function riskClassOf(mortality: number, scale: { mean: number; deviation: number } | null): RiskClass {
  if (mortality === 0) return 'low'
  if (scale === null) return 'high'
  const place = Math.log(mortality)
  if (place < scale.mean - scale.deviation) return 'low'
  if (place < scale.mean) return 'midlow'
  return place < scale.mean + scale.deviation ? 'midhigh' : 'high'
}
