import { addDays, type CalendarDate, daysBetween } from '../period/calendar'
import { type AlertSpan, alertSpans, endOf } from './alert-spans'
import { type CountSeries, dateAt, SurveillanceError } from './series'
import { type Detector, NOT_JUDGED, type NotJudgedReason, type Verdict } from './verdict'

/** Something that is known to have happened: an outbreak, a planted story. */
export interface KnownEvent {
  readonly name: string
  readonly from: CalendarDate
  readonly to: CalendarDate
  /** The day on which people noticed it without the rule, where that is known. */
  readonly noticed?: CalendarDate
}

export interface BacktestSettings {
  /** Steps without an alarm that do not end an alert. */
  readonly holdOff: number
  /** So many days before an event an alert still belongs to it. */
  readonly early: number
}

export interface EventFound {
  readonly event: KnownEvent
  /** not-judged: no step of it was; then it speaks neither for nor against the rule. */
  readonly outcome: 'found' | 'missed' | 'not-judged'
  /** Days from its beginning to the day the first alarm could be known; negative when known before. */
  readonly delay: number | null
  /** Days from that alarm to the day people noticed; positive when the rule was first. */
  readonly lead: number | null
  /** Days of the event that passed before an alarm was known: all of them where none came. */
  readonly daysMissed: number
}

export interface Backtest {
  readonly steps: number
  readonly judged: number
  readonly notJudged: Readonly<Record<NotJudgedReason, number>>
  /** Steps above the limit that were held back. */
  readonly held: number
  readonly alerts: readonly (AlertSpan & {
    /** Names of the events it overlaps; none: a false alert. */ readonly events: readonly string[]
  })[]
  /** Alerts by the month of their first alarm, for each month with a judged step. */
  readonly months: readonly { readonly month: string; readonly alerts: number; readonly falseAlerts: number }[]
  readonly events: readonly EventFound[]
  readonly falseAlerts: number
  readonly falsePerMonth: number | null
  /** Share of alerts that overlap an event. */
  readonly precision: number | null
  /** Share of judged events that were found. */
  readonly sensitivity: number | null
  readonly medianDelay: number | null
  readonly daysMissed: number
}

/**
 * Runs a detector over a whole history and compares its alerts with what is known to have happened. Every step is judged by what was before it only, so
 * the result is what people would have seen.
 *
 * @throws SurveillanceError for a series, a setting or an event that cannot be used
 */
export function backtest(
  series: CountSeries,
  detector: Detector,
  events: readonly KnownEvent[],
  settings: BacktestSettings,
): Backtest {
  requireUsable(events, settings)
  const verdicts = detector(series)
  if (verdicts.length !== series.counts.length)
    throw new SurveillanceError(
      `A detector gave ${verdicts.length} verdicts for ${series.counts.length} steps; it has to give one each.`,
    )
  const alerts = alertSpans(series, verdicts, settings.holdOff).map((alert) => ({
    ...alert,
    events: events.filter((event) => overlaps(alert, event, settings.early)).map((event) => event.name),
  }))
  const found = events.map((event) => eventFound(series, verdicts, event, settings.early))
  const months = byMonth(verdicts, alerts)
  const judgedEvents = found.filter((one) => one.outcome !== 'not-judged')
  const hits = found.filter((one) => one.outcome === 'found')
  const falseAlerts = alerts.filter((alert) => alert.events.length === 0).length
  const count = (why: NotJudgedReason) => verdicts.filter((one) => one.kind === 'not-judged' && one.why === why).length
  return {
    steps: verdicts.length,
    judged: verdicts.filter((one) => one.kind === 'judged').length,
    notJudged: Object.fromEntries(NOT_JUDGED.map((why) => [why, count(why)])) as Record<NotJudgedReason, number>,
    held: verdicts.filter((one) => one.kind === 'judged' && one.held !== undefined).length,
    alerts,
    months,
    events: found,
    falseAlerts,
    falsePerMonth: months.length === 0 ? null : falseAlerts / months.length,
    precision: alerts.length === 0 ? null : (alerts.length - falseAlerts) / alerts.length,
    sensitivity: judgedEvents.length === 0 ? null : hits.length / judgedEvents.length,
    medianDelay: median(hits.flatMap((one) => (one.delay === null ? [] : [one.delay]))),
    daysMissed: judgedEvents.reduce((sum, one) => sum + one.daysMissed, 0),
  }
}

function overlaps({ from, to }: { from: CalendarDate; to: CalendarDate }, event: KnownEvent, early: number): boolean {
  return from <= event.to && to >= addDays(event.from, -early)
}

function eventFound(series: CountSeries, verdicts: readonly Verdict[], event: KnownEvent, early: number): EventFound {
  const inside = verdicts.flatMap((verdict, index) => {
    const span = { from: dateAt(series, index), to: endOf(series, index) }
    return verdict.kind === 'judged' && overlaps(span, event, early) ? [{ verdict, ...span }] : []
  })
  const days = daysBetween(event.from, event.to)
  // A step before the event only counts where it found it: the event itself was not looked at.
  const looked = inside.some((one) => one.to >= event.from)
  const first = inside.find((one) => one.verdict.alarm)
  if (!first) {
    if (!looked) return { event, outcome: 'not-judged', delay: null, lead: null, daysMissed: 0 }
    return { event, outcome: 'missed', delay: null, lead: null, daysMissed: days }
  }
  const delay = daysFrom(event.from, first.to)
  return {
    event,
    outcome: 'found',
    delay,
    lead: event.noticed ? daysFrom(first.to, event.noticed) : null,
    daysMissed: Math.min(days, Math.max(0, delay)),
  }
}

/** Days from one day to another: 0 for the same. */
function daysFrom(from: CalendarDate, to: CalendarDate): number {
  return daysBetween(from, to) - 1
}

function byMonth(verdicts: readonly Verdict[], alerts: Backtest['alerts']): Backtest['months'] {
  const months = new Set(verdicts.flatMap((one) => (one.kind === 'judged' ? [one.date.slice(0, 7)] : [])))
  return [...months].map((month) => {
    const begun = alerts.filter((alert) => alert.from.startsWith(month))
    return { month, alerts: begun.length, falseAlerts: begun.filter((alert) => alert.events.length === 0).length }
  })
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

function requireUsable(events: readonly KnownEvent[], { holdOff, early }: BacktestSettings): void {
  if (!Number.isInteger(holdOff) || holdOff < 0)
    throw new SurveillanceError(`holdOff is ${holdOff}; give a whole number of steps from 0.`)
  if (!Number.isInteger(early) || early < 0)
    throw new SurveillanceError(`early is ${early}; give a whole number of days from 0.`)
  const wrong = events.find((event) => event.to < event.from)
  if (wrong)
    throw new SurveillanceError(`${wrong.name} ends on ${wrong.to} and begins on ${wrong.from}; give them in order.`)
}
