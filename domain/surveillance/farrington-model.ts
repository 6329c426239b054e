import type { Prediction } from './prediction-limit'
import { type CountFit, fitCounts } from './quasi-poisson'

export interface ModelSettings {
  readonly years: number
  readonly seasons: number
  /** Whether a trend may be taken. It is where there are three years, it is significant and it does not lead above every past count. */
  readonly trend: boolean
  /** A trend is taken below this chance; 0.05 is customary. */
  readonly trendChance: number
  /** Past counts with a residual above this lose weight; null: none does. Farrington 1996: 1; Noufaily 2013: 2.58. */
  readonly outbreakResidual: number | null
}

export interface PastCount {
  /** In steps, relative to the judged one: negative. */
  readonly time: number
  readonly count: number
  readonly people: number
  readonly season: number
}

export interface FarringtonFit extends Prediction {
  /** Growth of ln μ a step; null without trend. */
  readonly trend: number | null
  /** One a past count: below the largest where an outbreak was weighed down. */
  readonly weights: readonly number[]
}

/** Fewer years do not tell a trend from a good and a bad year. */
const YEARS_FOR_A_TREND = 3

/**
 * The regression of Farrington's method: ln μ = season (+ trend · time) + ln people, twice: the second time past outbreaks count less.
 *
 *   r = 1.5 (y^⅔ μ^−⅙ − √μ) ÷ √(φ(1 − h)),  ω = γ r⁻² where r > threshold, else γ,  Σω = n
 *
 * @param past the counts it is judged by
 * @param people behind the judged count
 * @returns what is expected of the judged step; null where nothing can be estimated
 * @see Farrington et al. 1996, doi:10.2307/2983331; Noufaily et al. 2013, doi:10.1002/sim.5595
 */
export function fitFarrington(
  past: readonly PastCount[],
  people: number,
  settings: ModelSettings,
): FarringtonFit | null {
  const most = Math.max(...past.map((one) => one.count))
  if (settings.trend && settings.years >= YEARS_FOR_A_TREND) {
    const found = fitTwice(past, true, settings)
    if (found) {
      const fit = predict(found, people, settings, true)
      if (found.fit.chanceOf(settings.seasons) < settings.trendChance && fit.mean <= most) return fit
    }
  }
  const found = fitTwice(past, false, settings)
  return found && predict(found, people, settings, false)
}

interface Found {
  readonly fit: CountFit
  readonly dispersion: number
  readonly weights: readonly number[]
}

function fitTwice(past: readonly PastCount[], trend: boolean, settings: ModelSettings): Found | null {
  const model = {
    rows: past.map(({ season, time }) => columnsOf(season, time, trend, settings)),
    counts: past.map((one) => one.count),
    offsets: past.map((one) => Math.log(one.people)),
  }
  const even = past.map(() => 1)
  const first = fitCounts({ ...model, weights: even })
  if (!first) return null
  const dispersion = Math.max(1, first.dispersion)
  if (settings.outbreakResidual === null) return { fit: first, dispersion, weights: even }
  const weights = outbreakWeights(residualsOf(model.counts, first, dispersion), settings.outbreakResidual)
  const second = fitCounts({ ...model, weights })
  return second && { fit: second, dispersion: Math.max(1, second.dispersion), weights }
}

/** One column a season rather than a constant and differences, which would depend on each other where a season had no case. */
function columnsOf(season: number, time: number, trend: boolean, { seasons }: ModelSettings): number[] {
  const columns = Array.from({ length: seasons }, (_, at) => (at === season ? 1 : 0))
  return trend ? [...columns, time] : columns
}

function residualsOf(counts: readonly number[], fit: CountFit, dispersion: number): number[] {
  const leverages = fit.leverages()
  return counts.map((count, at) => {
    const mean = fit.means[at] ?? 0
    const free = 1 - (leverages[at] ?? 0)
    // A count alone in its season is met exactly: there is no residual to speak of.
    if (free < 1e-9) return 0
    return (1.5 * (Math.cbrt(count * count) * mean ** (-1 / 6) - Math.sqrt(mean))) / Math.sqrt(dispersion * free)
  })
}

/** Weights that fall with the square of a residual above the threshold and sum to the number of counts. */
export function outbreakWeights(residuals: readonly number[], threshold: number): number[] {
  const raw = residuals.map((one) => (one > threshold ? one ** -2 : 1))
  const gamma = residuals.length / raw.reduce((sum, one) => sum + one, 0)
  return raw.map((one) => gamma * one)
}

function predict(
  { fit, dispersion, weights }: Found,
  people: number,
  settings: ModelSettings,
  trend: boolean,
): FarringtonFit {
  const x = columnsOf(settings.seasons - 1, 0, trend, settings)
  const eta = x.reduce((sum, value, at) => sum + value * (fit.estimates[at] ?? 0), Math.log(people))
  return {
    mean: Math.exp(eta),
    error: Math.sqrt(dispersion * fit.spread(x)),
    dispersion,
    trend: trend ? (fit.estimates[settings.seasons] ?? null) : null,
    weights,
  }
}
