import { z } from 'zod'
import { FEWEST_EXPECTED } from '../spc/funnel'
import { referenceRates, SHRINKAGE } from '../spc/reference-rate'
import { type StandardisedRatio, type StratumCount, standardisedRatio } from '../spc/standardised'
import { field, type Line, MethodInputError, method } from './method'

const stratum = field.text('the stratum, such as "BR21 80+ male"')
const cases = field.whole('how many cases, a whole number from 0')
const moreThanCases = { error: 'has more events than cases; correct one of them' }

const Count = z
  .strictObject({
    facility: field.text('the institution, such as "A"').optional(),
    stratum,
    cases,
    observed: field.whole('how many of them died, a whole number from 0'),
  })
  .refine((row) => row.observed <= row.cases, moreThanCases)

const Reference = z
  .strictObject({
    stratum,
    group: field.text('the group it leans on, such as its MDC'),
    cases,
    events: field.whole('how many of them died, a whole number from 0'),
  })
  .refine((row) => row.events <= row.cases, moreThanCases)

const Rate = z.strictObject({ stratum, rate: field.number('the rate of the reference, from 0 to 1', { max: 1 }) })

/** Indirectly standardised mortality of all cases and of each institution, with its strata. */
export const smr = method({
  name: 'smr',
  title: { zh: '标化死亡比（间接法）与分层', en: 'Standardised mortality ratio, indirect, with its strata' },
  formula: {
    zh: 'E = Σ n_s·r_s；SMR = O ÷ E；r_s = (d_s + κ·r_组) ÷ (n_s + κ)；区间为精确泊松区间 χ²(α/2;2O)/2E、χ²(1−α/2;2(O+1))/2E；E < 5 不给出比值',
    en: 'E = Σ n_s·r_s; SMR = O ÷ E; r_s = (d_s + κ·r_group) ÷ (n_s + κ); exact Poisson interval χ²(α/2;2O)/2E to χ²(1−α/2;2(O+1))/2E; no ratio with E < 5',
  },
  source: '间接标准化；Garwood 1936；κ 为默认值，可调',
  input: z
    .strictObject({
      kappa: field.number('with how many cases a stratum leans on its group, from 0').default(SHRINKAGE),
      fewest: field.number('how many expected deaths a ratio needs').default(FEWEST_EXPECTED),
      strata: field.rows(Count, 'strata'),
      reference: field.rows(Reference, 'strata of the reference').optional(),
      rates: field.rows(Rate, 'rates of the reference').optional(),
    })
    .refine(({ reference, rates }) => (reference === undefined) !== (rates === undefined), {
      error: 'needs the reference once: either its cases and events (reference) or its rates (rates)',
    }),
  example: {
    strata: [
      { facility: 'A', stratum: 'S1', cases: 500, observed: 8 },
      { facility: 'A', stratum: 'S2', cases: 60, observed: 7 },
      { facility: 'B', stratum: 'S1', cases: 90, observed: 1 },
      { facility: 'B', stratum: 'S2', cases: 20, observed: 2 },
    ],
    reference: [
      { stratum: 'S1', group: 'MDCE', cases: 20_000, events: 200 },
      { stratum: 'S2', group: 'MDCE', cases: 4000, events: 400 },
    ],
  },
  work({ strata, reference, rates, kappa, fewest }) {
    requireOnce(strata.map((row) => [row.facility ?? '', row.stratum]))
    requireOnce((reference ?? rates ?? []).map((row) => [row.stratum]))
    const known = reference
      ? referenceRates(reference, kappa)
      : new Map((rates ?? []).map((row) => [row.stratum, row.rate]))
    const ratioOf = (rows: readonly StratumCount[]) => standardisedRatio(rows, known, { fewest })
    const facilities = [...new Set(strata.flatMap((row) => row.facility ?? []))]
    const whole = ratioOf(strata)
    const own = facilities.map((facility) => ({
      facility,
      ratio: ratioOf(strata.filter((row) => row.facility === facility)),
    }))
    return {
      figures: lineOf(whole),
      tables: {
        ...(own.length > 0 ? { facilities: own.map(({ facility, ratio }) => ({ facility, ...lineOf(ratio) })) } : {}),
        strata: whole.strata.map((share, i) => ({
          facility: strata[i]?.facility ?? null,
          stratum: share.stratum,
          cases: share.cases,
          observed: share.observed,
          rate: share.rate,
          expected: share.expected,
          excess: share.excess,
        })),
      },
      notes:
        whole.unmatched.cases === 0
          ? []
          : [
              {
                zh: `参照中没有的分层不计入：${whole.unmatched.cases} 例，其中死亡 ${whole.unmatched.observed} 例`,
                en: `Strata that the reference does not know are left out: ${whole.unmatched.cases} cases, ${whole.unmatched.observed} deaths`,
              },
            ],
    }
  },
})

function lineOf({ observed, expected, sample, ratio, interval }: StandardisedRatio): Line {
  return { observed, expected, sample, ratio, lower: interval?.lower ?? null, upper: interval?.upper ?? null }
}

function requireOnce(keys: readonly (readonly string[])[]): void {
  const seen = new Set<string>()
  for (const [i, key] of keys.entries()) {
    const name = JSON.stringify(key)
    if (seen.has(name))
      throw new MethodInputError(
        `row ${i + 1} (${key.filter(Boolean).join(', ')}): stands there already; keep one row a stratum`,
      )
    seen.add(name)
  }
}
