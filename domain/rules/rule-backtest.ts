import { CalendarDate } from '../period/calendar'
import { type AlertCell, alertTable } from '../surveillance/alert-table'
import { type Backtest, backtest, type KnownEvent } from '../surveillance/backtest'
import { type BudgetMonth, type NamedVerdicts, withinBudget } from '../surveillance/false-alarm-budget'
import { type CountSeries, dateAt } from '../surveillance/series'
import { NOT_JUDGED, type NotJudgedReason, type Verdict } from '../surveillance/verdict'
import type { RuleDefinition } from './definition'
import type { RuleVerdict } from './verdict'

/** One place (and disease) over the whole history, a verdict for each step. */
export interface BacktestSubject {
  readonly key: string
  /** Area it is counted under: its own, or the county of a facility. */
  readonly area: string
  readonly each: string | null
  readonly verdicts: readonly RuleVerdict[]
  /** What is known to have happened there. */
  readonly events: readonly KnownEvent[]
}

export interface BudgetFound {
  readonly rate: number
  readonly perMonth: number | null
  readonly months: readonly BudgetMonth[]
  readonly alarms: number
  readonly kept: number
  readonly unbudgeted: number
  readonly expectedFalse: number
}

/** What a rule would have said over the whole history. */
export interface RuleBacktestFound {
  readonly from: string
  readonly to: string
  readonly subjects: number
  /** Those that would have been heard of at least once. */
  readonly heard: number
  readonly found: Pooled
  /** Alerts by area and month; an area and month without a cell was not judged. */
  readonly cells: readonly AlertCell[]
  /** Null where the method gives no chances. */
  readonly budget: BudgetFound | null
}

/** The backtests of all places together. */
export type Pooled = Omit<Backtest, 'alerts'> & { readonly alerts: number }

const counted = (one: Backtest): Pooled => ({ ...one, alerts: one.alerts.length })

/** An alert that ends so many days before an event still belongs to it. */
const EARLY_DAYS = 31
/** False discovery rate, and false alarms a month that people can bear: ours, not policy. */
const BUDGET = { rate: 0.1, perMonth: 10 } as const

const STANDS_FOR: Readonly<Record<string, NotJudgedReason>> = {
  'not-reported': 'not-reported',
  'history-short': 'history-short',
  'history-gap': 'history-gap',
}

/** The chance of an alarm that the rule was set to; the customary one of a method that has none of its own. */
function tailOf({ when }: Pick<RuleDefinition, 'when'>): number {
  return when.kind === 'farrington' || when.kind === 'rate' ? when.tail : 0.005
}

/**
 * Compares the verdicts of a whole history with what is known to have happened. Neighbouring alarms are one alert, and so are those within the rule's hold-off.
 *
 * @param from first day of the first step; all subjects have as many steps
 */
export function backtestRule(
  rule: Pick<RuleDefinition, 'grain' | 'holdOff' | 'when'>,
  from: string,
  subjects: readonly BacktestSubject[],
): RuleBacktestFound {
  const length = subjects[0]?.verdicts.length ?? 0
  const series: CountSeries = { from: CalendarDate.parse(from), step: rule.grain, counts: new Array(length).fill(null) }
  const told = subjects.map((subject) => ({
    ...subject,
    told: subject.verdicts.map((one, at) => plain(one, dateAt(series, at))),
  }))
  const each = told.map(({ area, told: verdicts, events }) => ({
    area,
    found: backtest(series, () => verdicts, events, { holdOff: rule.holdOff ?? 0, early: EARLY_DAYS }),
  }))
  return {
    from,
    to: length === 0 ? from : dateAt(series, length - 1),
    subjects: subjects.length,
    heard: each.filter(({ found }) => found.alerts.length > 0).length,
    found: pooled(each.map(({ found }) => counted(found))),
    cells: alertTable(each),
    budget: budgetOf(
      rule,
      told.map(({ key, area, each: part, told: verdicts }) => ({ area, subject: `${key} ${part ?? ''}`, verdicts })),
    ),
  }
}

/** Of several parts of the territory, none of which shares an area with another. A budget is held over all at once, so parts have none. */
export function together(parts: readonly RuleBacktestFound[]): RuleBacktestFound | null {
  const [first] = parts
  if (!first) return null
  return {
    ...first,
    subjects: parts.reduce((sum, part) => sum + part.subjects, 0),
    heard: parts.reduce((sum, part) => sum + part.heard, 0),
    found: pooled(parts.map((part) => part.found)),
    cells: parts.flatMap((part) => part.cells),
    budget: parts.length === 1 ? first.budget : null,
  }
}

function plain({ state, why, value, limit, expected, score, chance }: RuleVerdict, date: CalendarDate): Verdict {
  if (state === 'not-judged') return { kind: 'not-judged', date, observed: value, why: STANDS_FOR[why] ?? 'no-fit' }
  const figures = {
    kind: 'judged',
    date,
    observed: value ?? 0,
    expected: expected ?? 0,
    limit,
    score: score ?? 0,
    chance,
  } as const
  return { ...figures, alarm: state === 'fires', ...(state === 'held' ? { held: 'few-cases' as const } : {}) }
}

/** Sums and shares over all places; the delay is the median over all events that were found. */
export function pooled(all: readonly Pooled[]): Pooled {
  const sum = (of: (one: Pooled) => number) => all.reduce((total, one) => total + of(one), 0)
  const months = new Map<string, { month: string; alerts: number; falseAlerts: number }>()
  for (const { months: own } of all)
    for (const { month, alerts, falseAlerts } of own) {
      const before = months.get(month) ?? { month, alerts: 0, falseAlerts: 0 }
      months.set(month, { month, alerts: before.alerts + alerts, falseAlerts: before.falseAlerts + falseAlerts })
    }
  const events = all.flatMap((one) => one.events)
  const judged = events.filter((one) => one.outcome !== 'not-judged')
  const found = events.filter((one) => one.outcome === 'found')
  const delays = found.flatMap(({ delay }) => (delay === null ? [] : [delay])).sort((a, b) => a - b)
  const alerts = sum((one) => one.alerts)
  const falseAlerts = sum((one) => one.falseAlerts)
  const [low, high] = [delays[Math.ceil(delays.length / 2) - 1], delays[Math.floor(delays.length / 2)]]
  return {
    steps: sum((one) => one.steps),
    judged: sum((one) => one.judged),
    notJudged: Object.fromEntries(
      NOT_JUDGED.map((why) => [why, sum((one) => one.notJudged[why])]),
    ) as Backtest['notJudged'],
    held: sum((one) => one.held),
    alerts,
    months: [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1)),
    events,
    falseAlerts,
    falsePerMonth: months.size === 0 ? null : falseAlerts / months.size,
    precision: alerts === 0 ? null : (alerts - falseAlerts) / alerts,
    sensitivity: judged.length === 0 ? null : found.length / judged.length,
    medianDelay: low === undefined || high === undefined ? null : (low + high) / 2,
    daysMissed: sum((one) => one.daysMissed),
  }
}

function budgetOf(rule: Pick<RuleDefinition, 'when'>, series: readonly NamedVerdicts[]): BudgetFound | null {
  const withChance = series.some(({ verdicts }) => verdicts.some((one) => one.kind === 'judged' && one.chance !== null))
  if (!withChance) return null
  const { months } = withinBudget(series, { ...BUDGET, tail: tailOf(rule) })
  const sum = (of: (month: BudgetMonth) => number) => months.reduce((total, month) => total + of(month), 0)
  return {
    ...BUDGET,
    months,
    alarms: sum((month) => month.alarms),
    kept: sum((month) => month.kept),
    unbudgeted: sum((month) => month.unbudgeted),
    expectedFalse: sum((month) => month.expectedFalse),
  }
}
