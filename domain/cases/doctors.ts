import { ratioIntervalAt } from '../fairness/intervals'
import { fairRanking, type RankingWithheld } from '../fairness/ranking'
import { FEWEST_EXPECTED, funnel } from '../spc/funnel'
import type { FunnelLevel, Limits } from '../spc/funnel-level'

/** Of a doctor with fewer cases nothing is told but that there are some. */
export const FEWEST_OF_A_DOCTOR = 5

/** What the pages of one attending doctor add up to, in one facility and period. */
export interface DoctorSums {
  /** Keyed hash; empty: pages that do not say who attended. */
  readonly key: string
  /** Pages of the list that is looked at. */
  readonly listed: number
  /** All pages. */
  readonly cases: number
  readonly lowRiskDeaths: number
  /** Pages with a group and a weight, stay of at most 60 days, and their weights. */
  readonly grouped: number
  readonly weight: number
  /** Yuan. */
  readonly cost: number
  /** Pages whose group has a regional mean, and their costs over it. */
  readonly benchmarked: number
  readonly costRatios: number
  /** Deaths, and deaths expected, of pages whose group has a frozen mortality. */
  readonly observed: number
  readonly expected: number
}

export interface DoctorFigures {
  readonly key: string
  /** Null where all are fewer than five: then nothing else is told either. */
  readonly cases: number | null
  readonly listed: number | null
  readonly lowRiskDeaths: number | null
  readonly caseMixIndex: number | null
  /** Yuan a case. */
  readonly costPerCase: number | null
  /** 1 is the region. */
  readonly costIndex: number | null
  readonly observed: number | null
  readonly expected: number | null
  /** Observed ÷ expected with its 95 % interval, only where five deaths and more are expected. */
  readonly ratio: number | null
  readonly interval: Limits | null
  /** Outside the limits, where the gate lets that be said; 1 is what is expected. */
  readonly mark: { readonly level: FunnelLevel; readonly side: 'high' | 'low' } | null
}

export interface DoctorsTold {
  /** By key, which says nothing of anybody: doctors are never ranked. Pages that do not say who attended come last. */
  readonly lines: readonly DoctorFigures[]
  /** Why nobody stands out; null where somebody may. */
  readonly withheld: RankingWithheld | null
}

/**
 * The doctors of a department side by side, behind the gate of every ranking: a ratio stands only on five expected deaths, and a point outside the
 * limits is marked only where they differ beyond chance. There is no order of better and worse, not even then.
 */
export function doctorsTold(sums: readonly DoctorSums[]): DoctorsTold {
  const named = sums.filter(({ key, cases }) => key !== '' && cases >= FEWEST_OF_A_DOCTOR)
  const { units } = funnel(
    named.map(({ key, observed, expected }) => ({ id: key, observed, base: expected })),
    { kind: 'standardised', method: 'exact' },
  )
  const gate = fairRanking(
    units.map(({ id, observed, base, value, expected, place }) => ({
      ...{ id, group: 'department', value, expected, coverage: null, place },
      interval: ratioIntervalAt(observed, base),
    })),
    'lower',
  )
  const placed = new Map(units.map(({ id, place, side }) => [id, { place, side }]))
  const lines = sums.map((one) => {
    const at = gate.state === 'offered' ? placed.get(one.key) : undefined
    const mark = at?.side && at.place && at.place !== 'inside' ? { level: at.place, side: at.side } : null
    return figuresOf(one, mark)
  })
  return { lines: lines.sort(byKey), withheld: gate.state === 'withheld' ? gate.why : null }
}

function figuresOf(one: DoctorSums, mark: DoctorFigures['mark']): DoctorFigures {
  const { key, listed, cases } = one
  const told = cases >= FEWEST_OF_A_DOCTOR
  const over = (top: number, bottom: number, least = FEWEST_OF_A_DOCTOR) =>
    told && bottom >= least ? top / bottom : null
  const enough = told && key !== '' && one.expected >= FEWEST_EXPECTED
  const interval = enough ? ratioIntervalAt(one.observed, one.expected)(0.95) : null
  return {
    ...{ key, mark },
    listed: told ? listed : null,
    cases: told ? cases : null,
    lowRiskDeaths: told ? one.lowRiskDeaths : null,
    caseMixIndex: over(one.weight, one.grouped),
    costPerCase: over(one.cost, cases),
    costIndex: over(one.costRatios, one.benchmarked),
    observed: told ? one.observed : null,
    expected: told ? one.expected : null,
    ratio: enough ? one.observed / one.expected : null,
    interval,
  }
}

function byKey(a: DoctorFigures, b: DoctorFigures): number {
  if ((a.key === '') !== (b.key === '')) return a.key === '' ? 1 : -1
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

/** Thirty-two signs that are not mistaken for one another. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** How a doctor is called on a screen, `A-7KQ2M`: short, the same in every list, and of no use without the key of the hash. Empty for nobody. */
export function doctorLabel(key: string): string {
  if (key === '') return ''
  return `A-${[...key.slice(0, 5)].map((sign) => SIGNS[sign.charCodeAt(0) & 31]).join('')}`
}
