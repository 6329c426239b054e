import { addDays, CalendarDate } from '../period/calendar'
import { dateAt } from '../surveillance/series'
import type { RuleCondition } from './condition'
import type { RuleDefinition } from './definition'
import { judgeFunnel, judgeXmr } from './judge-charts'
import { judgeChange, judgeRate, judgeSilence, judgeSurge, judgeTarget, judgeThreshold } from './judge-limits'
import { judgeCusum, judgeEars, judgeFarrington, judgeRiskAdjustedCusum } from './judge-surveillance'
import { suppressedBy } from './suppressed-step'
import { type JudgingContext, judged, notJudged, type RuleInput, type RuleVerdict } from './verdict'

/**
 * What a rule says of one subject in one step. Pure: the same definition and input give the same verdict, whenever they are put to it again.
 *
 * Order: the condition first; then a place too small (`smallest`) or a step in a suppression window holds an alarm back. Both hold back and never
 * make calm: a held verdict does not count for recovery.
 */
export function judge(rule: Pick<RuleDefinition, 'when' | 'suppress' | 'smallest'>, input: RuleInput): RuleVerdict {
  const found = byKind(rule.when, input)
  if (found.state !== 'fires') return found
  const size = tooSmall(rule.smallest, input)
  if (size !== null) return { ...found, state: size === 'no-size' ? 'not-judged' : 'held', why: size }
  const { from, step, readings } = input.series
  const calendar = { from: CalendarDate.parse(from), step, counts: [] }
  const masked = suppressedBy(
    rule.suppress,
    dateAt(calendar, readings.length - 1),
    addDays(dateAt(calendar, readings.length), -1),
  )
  if (!masked) return found
  return masked.kind === 'newYear'
    ? { ...found, state: 'held', why: 'new-year' }
    : { ...found, state: 'held', why: 'span', said: [masked.reason] }
}

function byKind(when: RuleCondition, { series, context }: RuleInput): RuleVerdict {
  switch (when.kind) {
    case 'threshold':
      return judgeThreshold(when, series)
    case 'not-reported':
      return judgeSilence(when, series)
    case 'surge':
      return judgeSurge(when, series)
    case 'change':
      return judgeChange(when, series)
    case 'target':
      return judgeTarget(when, series)
    case 'rate':
      return judgeRate(when, series)
    case 'xmr':
      return judgeXmr(when, series)
    case 'funnel':
      return judgeFunnel(when, series, context)
    case 'ears':
      return judgeEars(when, series)
    case 'farrington':
      return judgeFarrington(when, series)
    case 'cusum':
      return judgeCusum(when, series)
    case 'risk-adjusted-cusum':
      return judgeRiskAdjustedCusum(when, series, context)
    case 'composite':
      return judgeComposite(when, series.readings.at(-1)?.value ?? null, context)
  }
}

/** A member that could not be judged, or was held, is none that fires; where it could still decide the matter there is no verdict. */
function judgeComposite(
  { mode, count, of }: Extract<RuleCondition, { kind: 'composite' }>,
  value: number | null,
  { members = {} }: JudgingContext,
): RuleVerdict {
  const needed = mode === 'any' ? 1 : mode === 'all' ? of.length : (count ?? of.length)
  const firing = of.filter((id) => members[id] === 'fires')
  const unknown = of.filter((id) => members[id] === undefined || members[id] === 'not-judged')
  const figures = { value, limit: needed, score: firing.length, said: firing }
  if (firing.length >= needed) return judged(true, figures)
  if (firing.length + unknown.length >= needed) return notJudged('members', figures)
  return judged(false, figures)
}

function tooSmall(smallest: RuleDefinition['smallest'], { series }: RuleInput): 'small' | 'no-size' | null {
  const now = series.readings.at(-1)
  if (!smallest || !now) return null
  if (smallest.base !== undefined) {
    if (now.denominator === undefined) return 'no-size'
    if (now.denominator < smallest.base) return 'small'
  }
  const cases = now.numerator ?? now.value
  return smallest.cases !== undefined && cases !== null && cases < smallest.cases ? 'small' : null
}
