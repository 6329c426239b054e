import { CalendarDate } from '../period/calendar'
import { COUNT_CUSUM, countCusum, upperCusum } from '../surveillance/cusum'
import { ears, earsSettings } from '../surveillance/ears'
import { farrington, farrington1996, farringtonFlexible } from '../surveillance/farrington'
import { caseWeight } from '../surveillance/risk-adjusted-cusum'
import type { CountSeries } from '../surveillance/series'
import type { Verdict } from '../surveillance/verdict'
import type { ConditionOf } from './condition'
import { countOf } from './judge-limits'
import { type JudgingContext, judged, notJudged, type RuleSeries, type RuleVerdict, verdictOf } from './verdict'

export function judgeEars({ method, threshold, baseline }: ConditionOf<'ears'>, series: RuleSeries): RuleVerdict {
  const counts = countsOf(series, baseline + 5)
  const last = counts.counts.length - 1
  const settings = { ...earsSettings(method), threshold, baseline, fewest: baseline }
  return spoken(ears(counts, settings, { from: last, to: last })[0])
}

export function judgeFarrington(when: ConditionOf<'farrington'>, series: RuleSeries): RuleVerdict {
  if (series.step === 'day') return notJudged('no-fit')
  const base = when.variant === '1996' ? farrington1996(series.step) : farringtonFlexible(series.step)
  const { years, tail, fewestCases, limit } = when
  const counts = countsOf(series)
  const last = counts.counts.length - 1
  return spoken(farrington(counts, { ...base, years, tail, fewestCases, limit }, { from: last, to: last })[0])
}

export function judgeCusum(when: ConditionOf<'cusum'>, series: RuleSeries): RuleVerdict {
  const { reference, decision, baseline, history } = when
  const counts = countsOf(series, history)
  if (counts.counts.length <= baseline) return notJudged('history-short', { value: counts.counts.at(-1) ?? null })
  // Without one case in the baseline there is no mean to compare with.
  if (!counts.counts.slice(0, baseline).some((count) => (count ?? 0) > 0))
    return notJudged('no-fit', { value: counts.counts.at(-1) ?? null })
  return spoken(countCusum(counts, { ...COUNT_CUSUM, reference, decision, baseline }).at(-1))
}

/**
 * Steiner's sum where cases are known by step and not by day: W of a step is the sum of its cases' weights, all with the share their peers have had. The order
 * of the cases within a step is not known, so the sum is looked at when the step is over.
 */
export function judgeRiskAdjustedCusum(
  { oddsRatio, decision, history }: ConditionOf<'risk-adjusted-cusum'>,
  { readings }: RuleSeries,
  { risks = [] }: JudgingContext,
): RuleVerdict {
  const run = readings.slice(-history)
  const now = run.at(-1)
  if (!now || now.value === null) return notJudged('not-reported')
  if (run.length < history) return notJudged('history-short', { value: now.value })
  if (now.numerator === undefined || now.denominator === undefined) return notJudged('no-size', { value: now.value })
  const shares = risks.slice(-run.length)
  let expected = 0
  const weights = run.map(({ numerator, denominator }, at) => {
    const risk = shares[at] ?? null
    if (numerator === undefined || denominator === undefined || risk === null || risk <= 0 || risk >= 1) return null
    expected = denominator * risk
    return (
      numerator * caseWeight(risk, true, oddsRatio) + (denominator - numerator) * caseWeight(risk, false, oddsRatio)
    )
  })
  if (weights.at(-1) === null) return notJudged('no-peers', { value: now.value })
  const last = upperCusum(weights, { reference: 0, decision, restart: true }).at(-1)
  const side = oddsRatio > 1 ? 'above' : 'below'
  return judged(last?.alarm ?? false, { value: now.value, limit: null, expected, score: last?.sum ?? null, side })
}

function countsOf({ from, step, readings }: RuleSeries, last = readings.length): CountSeries {
  // Only the judged step is read by its date's place in the series, and Farrington reads the whole of it.
  return { from: CalendarDate.parse(from), step, counts: readings.slice(-last).map(countOf) }
}

function spoken(verdict: Verdict | undefined): RuleVerdict {
  if (!verdict) return notJudged('history-short')
  if (verdict.kind === 'not-judged') return notJudged(verdict.why, { value: verdict.observed })
  const { observed: value, limit, expected, score, chance } = verdict
  const figures = { value, limit, expected, score, chance, side: 'above' } as const
  return verdict.held ? verdictOf('held', 'few-cases', figures) : judged(verdict.alarm, figures)
}
