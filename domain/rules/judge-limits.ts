import { poissonCdf, poissonUpper } from '../distribution/poisson'
import { CalendarDate } from '../period/calendar'
import { yearsBefore } from '../surveillance/series'
import type { ConditionOf } from './condition'
import { judged, notJudged, type Reading, type RuleSeries, type RuleVerdict, verdictOf } from './verdict'

/** Equal to a limit is not beyond it. A step without a value breaks a run: it is neither beyond nor inside. */
interface Standing {
  readonly value: number
  readonly limit: number
  readonly beyond: boolean
  readonly side: 'above' | 'below'
}

/** So many steps running beyond their limit, the judged one last. `at(0)` is the judged step, `at(1)` the one before. */
function running(steps: number, at: (back: number) => Standing | RuleVerdict): RuleVerdict {
  const now = at(0)
  if ('state' in now) return now
  const figures = { value: now.value, limit: now.limit, side: now.side }
  if (!now.beyond) return judged(false, figures)
  for (let back = 1; back < steps; back++) {
    const before = at(back)
    if ('state' in before)
      return notJudged(before.why === 'not-reported' ? 'history-gap' : before.why, { ...figures, steps: back })
    if (!before.beyond) return verdictOf('held', 'run-short', { ...figures, steps: back })
  }
  return judged(true, { ...figures, steps })
}

const stepBack = ({ readings }: RuleSeries, back: number): Reading | null => readings.at(-1 - back) ?? null

function valueAt(series: RuleSeries, back: number): number | RuleVerdict {
  const reading = stepBack(series, back)
  if (!reading) return notJudged('history-short')
  return reading.value ?? notJudged('not-reported')
}

export function judgeThreshold({ op, value: limit, steps }: ConditionOf<'threshold'>, series: RuleSeries): RuleVerdict {
  return running(steps, (back) => {
    const value = valueAt(series, back)
    if (typeof value !== 'number') return value
    return { value, limit, beyond: op === '>' ? value > limit : value < limit, side: op === '>' ? 'above' : 'below' }
  })
}

/** A small count was reported, so it is no silence. */
export function judgeSilence({ steps }: ConditionOf<'not-reported'>, { readings }: RuleSeries): RuleVerdict {
  const came = ({ value, small }: Reading) => value !== null || small === true
  const run = readings.slice(-steps)
  const last = readings.findLastIndex(came)
  const silent = readings.length - 1 - last
  const figures = { value: null, limit: steps, steps: Math.min(silent, readings.length) }
  if (run.length < steps) return notJudged('history-short', figures)
  if (last < 0) return notJudged('history-gap', figures)
  if (silent === 0) return judged(false, figures)
  return silent >= steps ? judged(true, figures) : verdictOf('held', 'run-short', figures)
}

export function judgeSurge({ factor, baseline, floor }: ConditionOf<'surge'>, { readings }: RuleSeries): RuleVerdict {
  const counts = readings.slice(-1 - baseline).map(countOf)
  const now = counts.at(-1) ?? null
  if (now === null) return notJudged('not-reported')
  const before = counts.slice(0, -1)
  if (before.length < baseline) return notJudged('history-short', { value: now })
  if (before.some((count) => count === null)) return notJudged('history-gap', { value: now })
  const expected = before.reduce<number>((sum, count) => sum + (count ?? 0), 0) / baseline
  const limit = factor * expected
  const figures = { value: now, limit, expected, side: 'above' } as const
  if (now > limit && now < floor) return verdictOf('held', 'few-cases', figures)
  return judged(now > limit, figures)
}

/** A small count stands as 0 in the calm before an outbreak: where there was next to nothing, something is seen. */
export function countOf({ value, small }: Reading): number | null {
  return value ?? (small ? 0 : null)
}

export function judgeChange(when: ConditionOf<'change'>, series: RuleSeries): RuleVerdict {
  const calendar = { from: CalendarDate.parse(series.from), step: series.step, counts: [] }
  const last = series.readings.length - 1
  return running(when.steps, (back) => {
    const value = valueAt(series, back)
    if (typeof value !== 'number') return value
    const at = last - back
    const other = when.against === 'previous' ? at - 1 : yearsBefore(calendar, at, 1)
    if (other < 0) return notJudged('history-short', { value })
    const base = series.readings[other]?.value ?? null
    if (base === null) return notJudged('history-gap', { value })
    const apart = when.unit === 'share' ? Math.abs(base) * when.by : when.by
    const rise = when.direction === 'rise'
    const limit = rise ? base + apart : base - apart
    return { value, limit, beyond: rise ? value > limit : value < limit, side: rise ? 'above' : 'below' }
  })
}

export function judgeTarget({ steps }: ConditionOf<'target'>, series: RuleSeries): RuleVerdict {
  return running(steps, (back) => {
    const value = valueAt(series, back)
    if (typeof value !== 'number') return value
    const { min, max } = stepBack(series, back)?.target ?? {}
    if (min !== undefined && value < min) return { value, limit: min, beyond: true, side: 'below' }
    if (max !== undefined) return { value, limit: max, beyond: value > max, side: 'above' }
    return min === undefined ? notJudged('no-target', { value }) : { value, limit: min, beyond: false, side: 'below' }
  })
}

/**
 * Events and base of the last steps added up. Beyond where the rate is, and so few or so many events would come by chance less often than `tail` if the rate were
 * at its limit: that keeps two cases in a small town from being an alarm.
 */
export function judgeRate(
  { op, value: limit, per, steps, tail }: ConditionOf<'rate'>,
  series: RuleSeries,
): RuleVerdict {
  const run = series.readings.slice(-steps)
  const now = run.at(-1)
  if (!now || (now.value === null && !now.small)) return notJudged('not-reported')
  if (run.length < steps) return notJudged('history-short', { value: now.value })
  let [events, base] = [0, 0]
  for (const { numerator, denominator, value } of run) {
    if (value === null) return notJudged('history-gap', { value: now.value })
    if (numerator === undefined || denominator === undefined) return notJudged('no-size', { value: now.value })
    events += numerator
    base += denominator
  }
  if (base <= 0) return notJudged('no-size', { value: now.value })
  const value = (events / base) * per
  const expected = (base * limit) / per
  const above = op === '>'
  const chance = above ? poissonUpper(events, expected) : poissonCdf(events, expected)
  const beyond = above ? value > limit : value < limit
  const figures = { value, limit, expected, score: events, chance, side: above ? 'above' : 'below', steps } as const
  if (beyond && chance >= tail) return verdictOf('held', 'few-cases', figures)
  return judged(beyond, figures)
}
