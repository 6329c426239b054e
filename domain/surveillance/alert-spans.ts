import { addDays, type CalendarDate } from '../period/calendar'
import { type CountSeries, dateAt } from './series'
import type { Verdict } from './verdict'

/** Alarms that follow each other, which is one alert to the people who get it. */
export interface AlertSpan {
  /** First day of the first step with an alarm. */
  readonly from: CalendarDate
  /** Last day of the last one. */
  readonly to: CalendarDate
  /** The day on which the first alarm could be known: the last day of its step. */
  readonly known: CalendarDate
  /** How many steps had an alarm. */
  readonly alarms: number
}

/** Last day of a step. */
export function endOf(series: CountSeries, index: number): CalendarDate {
  return addDays(dateAt(series, index + 1), -1)
}

/**
 * Joins alarms that lie at most `holdOff` steps without an alarm apart; 0 joins only neighbours. A step that was not judged is a step without an alarm.
 *
 * @param verdicts one for each step of the series
 */
export function alertSpans(series: CountSeries, verdicts: readonly Verdict[], holdOff: number): readonly AlertSpan[] {
  const spans: { first: number; last: number; alarms: number }[] = []
  for (const [index, verdict] of verdicts.entries()) {
    if (verdict.kind !== 'judged' || !verdict.alarm) continue
    const open = spans.at(-1)
    if (open && index - open.last - 1 <= holdOff) {
      open.last = index
      open.alarms++
    } else spans.push({ first: index, last: index, alarms: 1 })
  }
  return spans.map(({ first, last, alarms }) => ({
    from: dateAt(series, first),
    to: endOf(series, last),
    known: endOf(series, first),
    alarms,
  }))
}
