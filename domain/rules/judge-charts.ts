import { FEWEST_EXPECTED, funnelLimits } from '../spc/funnel'
import { xmrOfLast } from '../spc/xmr'
import type { ConditionOf } from './condition'
import { type JudgingContext, judged, notJudged, type RuleSeries, type RuleVerdict } from './verdict'

export function judgeXmr({ rules, side, baseline }: ConditionOf<'xmr'>, { readings }: RuleSeries): RuleVerdict {
  const run = readings.slice(-baseline)
  const now = run.at(-1)?.value ?? null
  if (now === null) return notJudged('not-reported')
  const chart = xmrOfLast(run.flatMap(({ value }) => (value === null ? [] : [value])))
  if (!chart) return notJudged('history-short', { value: now })
  const { limits } = chart
  const causes = chart.causes.filter((one) => rules.includes(one.rule) && (side === 'both' || one.side === side))
  const went = causes[0]?.side ?? (now < limits.centre ? 'below' : 'above')
  return judged(causes.length > 0, {
    value: now,
    limit: went === 'above' ? limits.upper : limits.lower,
    expected: limits.centre,
    side: went,
    said: causes.map((one) => one.rule),
  })
}

/** The place against the limits for its own size; the shape of the funnel comes with the context. */
export function judgeFunnel(
  { level, side, values }: ConditionOf<'funnel'>,
  { readings }: RuleSeries,
  { shape }: JudgingContext,
): RuleVerdict {
  const now = readings.at(-1)
  if (!now || now.value === null) return notJudged('not-reported')
  const { numerator, denominator } = now
  if (numerator === undefined || denominator === undefined || denominator <= 0)
    return notJudged('no-size', { value: now.value })
  const value = numerator / denominator
  if (!shape) return notJudged('no-peers', { value })
  const likelier = values === 'share' ? Math.min(shape.centre, 1 - shape.centre) : shape.centre
  const limits = funnelLimits(shape, denominator)?.[level]
  if (!limits || denominator * likelier < FEWEST_EXPECTED) return notJudged('small', { value, expected: shape.centre })
  const went = value < shape.centre ? 'below' : 'above'
  const beyond = value > limits.upper || value < limits.lower
  return judged(beyond && (side === 'both' || side === went), {
    value,
    limit: went === 'above' ? limits.upper : limits.lower,
    expected: shape.centre,
    side: went,
  })
}
