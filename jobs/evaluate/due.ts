import { moveSteps, stepStart } from '@cockpit/domain/indicator/time-shape'
import { addDays, CalendarDate, calendarDate } from '@cockpit/domain/period/calendar'
import type { Manifest, Partition } from '@cockpit/semantic-layer/lake/manifest'

/** How far back a newly published or corrected step is judged; older ones are history, not news. */
const NEWS = { day: 14, week: 8, month: 3 } as const
export type RuleStep = keyof typeof NEWS

/** Tables published after `since`. */
export function changedTables(manifest: Manifest, since: number): Set<string> {
  return new Set(Object.entries(manifest.tables).flatMap(([name, table]) => (table.version > since ? [name] : [])))
}

/**
 * Steps of these tables to judge, by their first day, oldest first.
 * @param grain `month` where one row is a whole month, whatever day it is dated by
 * @param before the state the rules last saw; null at the very first evaluation, which judges the newest whole step alone
 */
export function stepsDue(
  manifest: Manifest,
  before: Manifest | null,
  tables: readonly string[],
  grain: 'day' | 'month',
  step: RuleStep,
): CalendarDate[] {
  const ours = manifest.partitions.filter((part) => tables.includes(part.table) && part.from && part.to)
  const newest = lastWholeStep(ours, grain, step)
  if (!newest) return []
  if (!before) return [newest]
  const seen = new Set(before.partitions.map((part) => part.file))
  // Merged files are new, their rows are not.
  const fresh = ours.filter(
    (part) => !seen.has(part.file) && (part.version === undefined || part.version > before.version),
  )
  const back = NEWS[step]
  const news = Array.from({ length: back }, (_, n) => moveSteps(newest, step, n - back + 1))
  return news.filter((first) => fresh.some((part) => touches(part, first, step)))
}

/** All whole steps that have data, oldest first, at most `most` of them: the history a backtest runs over. */
export function stepsHeld(
  manifest: Manifest,
  tables: readonly string[],
  grain: 'day' | 'month',
  step: RuleStep,
  most: number,
): CalendarDate[] {
  const ours = manifest.partitions.filter((part) => tables.includes(part.table) && part.from && part.to)
  const newest = lastWholeStep(ours, grain, step)
  const oldest = ours.map((part) => part.from as string).sort()[0]
  if (!newest || !oldest) return []
  const found: CalendarDate[] = []
  const end = stepStart(CalendarDate.parse(oldest), step)
  for (let at = newest; at >= end && found.length < most; at = moveSteps(at, step, -1)) found.push(at)
  return found.reverse()
}

/** Last day of a step. */
export function lastDayOf(first: CalendarDate, step: RuleStep): CalendarDate {
  return addDays(moveSteps(first, step, 1), -1)
}

/** The newest step that has data to its last day: a month under way is not judged by a month's limit. */
function lastWholeStep(partitions: readonly Partition[], grain: 'day' | 'month', step: RuleStep): CalendarDate | null {
  const last = partitions
    .map((part) => part.to as string)
    .sort()
    .at(-1)
  if (!last) return null
  const day = CalendarDate.parse(last)
  const first = stepStart(day, step)
  return grain === 'month' || day === lastDayOf(first, step) ? first : moveSteps(first, step, -1)
}

function touches(part: Partition, first: CalendarDate, step: RuleStep): boolean {
  // A row of a whole month may be dated by any of its days.
  const from = step === 'month' ? firstOfMonth(part.from as string) : (part.from as string)
  return from <= lastDayOf(first, step) && first <= (part.to as string)
}

function firstOfMonth(day: string): CalendarDate {
  return calendarDate(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1)
}
