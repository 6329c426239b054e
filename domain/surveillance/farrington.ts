import { fitFarrington, type ModelSettings, type PastCount } from './farrington-model'
import { chanceOfCount, type LimitKind, type Prediction, upperLimit } from './prediction-limit'
import { type ReferenceSettings, referenceSteps } from './reference-steps'
import { type CountSeries, dateAt, requireSeries, SurveillanceError } from './series'
import type { Judged, Verdict } from './verdict'

export interface FarringtonSettings extends ReferenceSettings, ModelSettings {
  readonly limit: LimitKind
  /** Chance of passing the limit when nothing is wrong, one-sided. */
  readonly tail: number
  /** No alarm with fewer than this many cases in the last `recentSteps`, the judged one included. */
  readonly fewestCases: number
  readonly recentSteps: number
  /** Share of the past counts that has to be reported, above 0 to 1. */
  readonly reported: number
  /** Whether the people behind each count are an offset; the series has to bring them. */
  readonly people: boolean
}

type FarringtonStep = 'week' | 'month'

/** The method of 1996: windows only, outbreaks weighed down from a residual of 1. */
export function farrington1996(step: FarringtonStep): FarringtonSettings {
  const halfWindow = step === 'week' ? 3 : 1
  return {
    years: 5,
    halfWindow,
    seasons: 1,
    // The steps just before are no earlier year's.
    leftOut: halfWindow,
    trend: true,
    trendChance: 0.05,
    outbreakResidual: 1,
    limit: 'two-thirds',
    tail: 0.005,
    fewestCases: 5,
    recentSteps: step === 'week' ? 4 : 1,
    reported: 0.8,
    people: false,
  }
}

/** The flexible method of 2013: ten seasons over all five years, the last half year left out, outbreaks weighed down from 2.58. */
export function farringtonFlexible(step: FarringtonStep): FarringtonSettings {
  return {
    ...farrington1996(step),
    seasons: 10,
    leftOut: step === 'week' ? 26 : 6,
    outbreakResidual: 2.58,
    limit: 'negative-binomial',
  }
}

export interface FarringtonVerdict extends Judged {
  /** What stands behind expected and limit. */
  readonly model: Prediction & {
    readonly trend: number | null
    readonly pastCounts: number
    readonly weighedDown: number
  }
}

/**
 * Farrington's method: each count against a regression on the same weeks (or months) of earlier years. The score is X = (y − μ) ÷ (U − μ); a count
 * above the limit U is an alarm where there were enough cases of late.
 *
 * @param range steps to judge, from and to inclusive; every step without it
 * @returns a verdict for each step of the range; what has no history, or too little of it reported, is not judged
 * @throws SurveillanceError for a series or settings that cannot be used
 */
export function farrington(
  series: CountSeries,
  settings: FarringtonSettings,
  range: { readonly from: number; readonly to: number } = { from: 0, to: series.counts.length - 1 },
): readonly (FarringtonVerdict | Exclude<Verdict, Judged>)[] {
  requireSeries(series)
  requireSettings(series, settings)
  const steps = Array.from({ length: Math.max(0, range.to - range.from + 1) }, (_, at) => range.from + at)
  return steps.map((now) => judgeStep(series, now, settings))
}

function judgeStep(
  series: CountSeries,
  now: number,
  settings: FarringtonSettings,
): FarringtonVerdict | Exclude<Verdict, Judged> {
  const date = dateAt(series, now)
  const observed = series.counts[now] ?? null
  const steps = referenceSteps(series, now, settings)
  if (!steps) return { kind: 'not-judged', date, observed, why: 'history-short' }
  if (observed === null) return { kind: 'not-judged', date, observed, why: 'not-reported' }
  const past = steps.flatMap(({ index, season }): PastCount[] => {
    const count = series.counts[index] ?? null
    return count === null ? [] : [{ time: index - now, count, people: peopleAt(series, index, settings), season }]
  })
  if (past.length === 0 || past.length < settings.reported * steps.length)
    return { kind: 'not-judged', date, observed, why: 'history-gap' }
  const fit = fitFarrington(past, peopleAt(series, now, settings), settings)
  if (!fit) return { kind: 'not-judged', date, observed, why: 'no-fit' }
  const limit = upperLimit(fit, settings.limit, settings.tail)
  if (!Number.isFinite(limit)) return { kind: 'not-judged', date, observed, why: 'no-fit' }
  const above = observed > limit
  const enough = casesOfLate(series, now, settings.recentSteps) >= settings.fewestCases
  const heaviest = Math.max(...fit.weights)
  return {
    kind: 'judged',
    date,
    observed,
    expected: fit.mean,
    limit,
    score: scoreOf(observed, fit.mean, limit),
    alarm: above && enough,
    ...(above && !enough ? { held: 'few-cases' as const } : {}),
    chance: chanceOfCount(observed, fit, settings.limit, settings.tail),
    model: {
      mean: fit.mean,
      error: fit.error,
      dispersion: fit.dispersion,
      trend: fit.trend,
      pastCounts: past.length,
      weighedDown: fit.weights.filter((one) => one < heaviest).length,
    },
  }
}

/** Of a rare disease the limit may be 0 and lie below the mean; then any case is above it and no score is finite. */
function scoreOf(observed: number, mean: number, limit: number): number {
  if (limit > mean) return (observed - mean) / (limit - mean)
  return observed > limit ? Number.POSITIVE_INFINITY : 0
}

/** What was not reported adds no case: it can hold an alarm back, never raise one. */
function casesOfLate({ counts }: CountSeries, now: number, steps: number): number {
  return counts.slice(Math.max(0, now - steps + 1), now + 1).reduce<number>((sum, count) => sum + (count ?? 0), 0)
}

function peopleAt({ people }: CountSeries, index: number, settings: FarringtonSettings): number {
  return settings.people ? (people?.[index] ?? Number.NaN) : 1
}

function requireSettings(series: CountSeries, settings: FarringtonSettings): void {
  const whole = { years: 1, halfWindow: 0, seasons: 1, leftOut: 0, recentSteps: 1 } as const
  for (const [name, least] of Object.entries(whole)) {
    const value = settings[name as keyof typeof whole]
    if (!Number.isInteger(value) || value < least)
      throw new SurveillanceError(`${name} is ${value}; give a whole number from ${least}.`)
  }
  if (series.step === 'day') throw new SurveillanceError('Farrington judges weeks or months; sum the days into weeks.')
  if (!(settings.tail > 0 && settings.tail < 0.5))
    throw new SurveillanceError(`tail is ${settings.tail}; give a chance above 0 and below 0.5, such as 0.005.`)
  if (!(settings.reported > 0 && settings.reported <= 1))
    throw new SurveillanceError(`reported is ${settings.reported}; give a share above 0 to 1.`)
  if (settings.outbreakResidual !== null && !(settings.outbreakResidual > 0))
    throw new SurveillanceError(`outbreakResidual is ${settings.outbreakResidual}; give a number above 0, or null.`)
  if (settings.people && !series.people)
    throw new SurveillanceError('The people behind the counts are asked for as an offset and the series brings none.')
}
