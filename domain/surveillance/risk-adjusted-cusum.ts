import type { Random } from '../random/random'
import { SurveillanceError } from './series'

/** One case in the order of its day: what was predicted of it and what became of it. */
export interface RiskedCase {
  /** Predicted chance of the outcome (death, infection, complication), above 0 and below 1. */
  readonly risk: number
  readonly event: boolean
}

export interface RiskAdjustedSettings {
  /** R: how many times the predicted odds are looked for. 2 finds doubled odds, 0.5 an improvement to half. */
  readonly oddsRatio: number
  /** h: above this there is an alarm, and the sum begins at 0 again. */
  readonly decision: number
}

export interface RiskAdjustedStep {
  /** W: the log-likelihood ratio of this case. */
  readonly weight: number
  readonly sum: number
  readonly alarm: boolean
  /** Events less the sum of predicted risks, from the beginning. */
  readonly excess: number
}

/**
 * Risk-adjusted CUSUM of Steiner: each case weighs by what was predicted of it, so that an old and ill patient's death says less than a young
 * one's.
 *
 *   W = ln(R ÷ (1 − p + Rp)) with the event, ln(1 ÷ (1 − p + Rp)) without;  S = max(0, S + W);  alarm above h, then S = 0
 *
 * @throws SurveillanceError naming the first case or setting that cannot be used
 * @see Steiner et al. 2000, doi:10.1093/biostatistics/1.4.441
 */
export function riskAdjustedCusum(
  cases: readonly RiskedCase[],
  { oddsRatio, decision }: RiskAdjustedSettings,
): readonly RiskAdjustedStep[] {
  requireOddsRatio(oddsRatio)
  if (!(decision > 0)) throw new SurveillanceError(`A decision limit of ${decision} is not a number above 0.`)
  requireRisks(cases.map((one) => one.risk))
  let carried = 0
  let excess = 0
  return cases.map(({ risk, event }) => {
    const weight = caseWeight(risk, event, oddsRatio)
    const sum = Math.max(0, carried + weight)
    const alarm = sum > decision
    carried = alarm ? 0 : sum
    excess += (event ? 1 : 0) - risk
    return { weight, sum, alarm, excess }
  })
}

/** W of one case: its log-likelihood ratio. */
export function caseWeight(risk: number, event: boolean, oddsRatio: number): number {
  return Math.log(event ? oddsRatio : 1) - Math.log(1 - risk + oddsRatio * risk)
}

export interface RunLengthQuestion {
  /** Risks of cases as they come; the simulation draws from them. */
  readonly risks: readonly number[]
  readonly oddsRatio: number
  /** Mean number of cases from the start to a false alarm. */
  readonly runLength: number
  /** Simulated runs; the relative error of the run length is about 1 ÷ √runs. */
  readonly runs: number
}

/**
 * The decision limit h with which, as long as outcomes follow the predicted risks, an alarm comes on average once in `runLength` cases. By
 * simulation: each run is followed once and told by its records, so that one set of runs answers for every h.
 *
 * @param chance a seeded source, so that the same question has the same answer
 * @throws SurveillanceError for risks or settings that cannot be used
 */
export function decisionLimitFor({ risks, oddsRatio, runLength, runs }: RunLengthQuestion, chance: Random): number {
  requireOddsRatio(oddsRatio)
  requireRisks(risks)
  if (risks.length === 0) throw new SurveillanceError('There are no risks to draw from; give those of past cases.')
  if (!(runLength >= 10 && runLength <= 100_000))
    throw new SurveillanceError(`A run length of ${runLength} cases cannot be simulated; give 10 to 100000.`)
  if (!Number.isInteger(runs) || runs < 10) throw new SurveillanceError(`${runs} runs are too few; give at least 10.`)
  const records = Array.from({ length: runs }, () => recordsOf(risks, oddsRatio, runLength, chance))
  // Runs are cut at six times the asked length: beyond, a run counts as having the exponential rest that a CUSUM's runs have.
  const meanLength = (h: number) => {
    let cases = 0
    let alarms = 0
    for (const run of records) {
      const first = run.find((record) => record.sum > h)
      cases += first?.at ?? CUT * runLength
      alarms += first ? 1 : 0
    }
    return alarms === 0 ? Number.POSITIVE_INFINITY : cases / alarms
  }
  let [low, high] = [0, Math.max(...records.map((run) => run.at(-1)?.sum ?? 0))]
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2
    if (meanLength(middle) < runLength) low = middle
    else high = middle
  }
  return high
}

const CUT = 6

/** Each case at which the sum was higher than ever before in the run. */
function recordsOf(risks: readonly number[], oddsRatio: number, runLength: number, chance: Random) {
  const found: { at: number; sum: number }[] = []
  let sum = 0
  let highest = 0
  for (let at = 1; at <= CUT * runLength; at++) {
    const risk = risks[chance.below(risks.length)] ?? Number.NaN
    sum = Math.max(0, sum + caseWeight(risk, chance.next() < risk, oddsRatio))
    if (sum > highest) {
      highest = sum
      found.push({ at, sum })
    }
  }
  return found
}

function requireOddsRatio(oddsRatio: number): void {
  if (!(oddsRatio > 0) || oddsRatio === 1 || !Number.isFinite(oddsRatio))
    throw new SurveillanceError(
      `An odds ratio of ${oddsRatio} finds nothing; give 2 for doubled odds or 0.5 for halved.`,
    )
}

function requireRisks(risks: readonly number[]): void {
  const wrong = risks.findIndex((risk) => !(risk > 0 && risk < 1))
  if (wrong >= 0)
    throw new SurveillanceError(`Risk ${wrong + 1} is ${risks[wrong]}; give a chance above 0 and below 1.`)
}
