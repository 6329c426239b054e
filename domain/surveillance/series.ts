import { addDays, addMonths, type CalendarDate, daysBetween } from '../period/calendar'

export const STEPS = ['day', 'week', 'month'] as const
export type Step = (typeof STEPS)[number]

/** Counts of one subject (a disease in an area, deaths of a hospital), without a hole: what was not reported is `null`, never 0. */
export interface CountSeries {
  /** First day of the first day, week or month. */
  readonly from: CalendarDate
  readonly step: Step
  /** Oldest first. */
  readonly counts: readonly (number | null)[]
  /** How many people stood behind each count, where rates are wanted; as long as `counts`, each above 0. */
  readonly people?: readonly number[]
  /**
   * How many steps a year has, for a series that knows no calendar (52 weeks a year, as the oracles count). Without it a year is the calendar's:
   * the same month, day or, of weeks, the one that begins nearest to the same day.
   */
  readonly stepsPerYear?: number
}

/** A series or a setting cannot be worked with; the message says which value and what to do. */
export class SurveillanceError extends Error {}

/** @throws SurveillanceError naming the first value that is no count */
export function requireSeries({ from, step, counts, people, stepsPerYear }: CountSeries): void {
  const wrong = counts.findIndex((count) => count !== null && !(Number.isFinite(count) && count >= 0))
  if (wrong >= 0)
    throw new SurveillanceError(
      `Count ${wrong + 1} is ${counts[wrong]}; give a number from 0, or null where nothing was reported.`,
    )
  if (people && people.length !== counts.length)
    throw new SurveillanceError(`There are ${people.length} populations for ${counts.length} counts; give one each.`)
  const empty = people?.findIndex((one) => !(Number.isFinite(one) && one > 0)) ?? -1
  if (empty >= 0) throw new SurveillanceError(`Population ${empty + 1} is ${people?.[empty]}; give a number above 0.`)
  if (step === 'month' && !from.endsWith('-01'))
    throw new SurveillanceError(`A series of months begins on the first of a month, not on ${from}.`)
  if (stepsPerYear !== undefined && !(Number.isInteger(stepsPerYear) && stepsPerYear > 0))
    throw new SurveillanceError(`A year of ${stepsPerYear} steps is no whole number above 0.`)
}

/** First day of a step. */
export function dateAt({ from, step }: CountSeries, index: number): CalendarDate {
  if (step === 'month') return addMonths(from, index)
  return addDays(from, step === 'week' ? index * 7 : index)
}

/** The step a day lies in; negative before the series begins. */
export function indexOf({ from, step }: CountSeries, date: CalendarDate): number {
  if (step === 'month') return monthNumber(date) - monthNumber(from)
  const days = daysBetween(from, date) - 1
  return step === 'week' ? Math.floor(days / 7) : days
}

/** The step that answers to step `index` so many years before; it may lie before the series. */
export function yearsBefore(series: CountSeries, index: number, years: number): number {
  if (series.stepsPerYear !== undefined) return index - series.stepsPerYear * years
  if (series.step === 'month') return index - 12 * years
  const date = dateAt(series, index)
  const days = daysBetween(addMonths(date, -12 * years), date) - 1
  return index - (series.step === 'week' ? Math.round(days / 7) : days)
}

function monthNumber(date: CalendarDate): number {
  const [year, month] = date.split('-').map(Number) as [number, number]
  return year * 12 + month - 1
}
