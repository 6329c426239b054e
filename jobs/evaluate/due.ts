import type { AlertRule } from '@cockpit/domain/alert/rule'
import { addMonths, CalendarDate, calendarDate, daysInMonth, partsOf } from '@cockpit/domain/period/calendar'
import type { Manifest, Partition } from '@cockpit/semantic-layer/lake/manifest'

/** How far back a newly published or corrected month is judged; older ones are history, not news. */
const NEWS_MONTHS = 3
/** A silence is only news about somebody who reported within this many months before it. */
const SILENCE_MEMORY = 12

/** Months a rule reads, the judged one included. */
export function windowOf(when: AlertRule['when']): number {
  switch (when.kind) {
    case 'threshold':
      return when.months
    case 'not-reported':
      return when.months + SILENCE_MEMORY
    case 'surge':
      return when.baseline + 1
  }
}

/** Tables published after `since`. */
export function changedTables(manifest: Manifest, since: number): Set<string> {
  return new Set(Object.entries(manifest.tables).flatMap(([name, table]) => (table.version > since ? [name] : [])))
}

/**
 * Months of these tables to judge, `yyyy-mm`, oldest first.
 * @param grain `month` where one row is a whole month, whatever day it is dated by
 * @param before the state the rules last saw; null at the very first evaluation, which judges the newest whole month alone
 */
export function monthsDue(
  manifest: Manifest,
  before: Manifest | null,
  tables: readonly string[],
  grain: 'day' | 'month',
): string[] {
  const ours = manifest.partitions.filter((part) => tables.includes(part.table) && part.from && part.to)
  const newest = lastWholeMonth(ours, grain)
  if (!newest) return []
  if (!before) return [newest]
  const seen = new Set(before.partitions.map((part) => part.file))
  // Merged files are new, their rows are not.
  const fresh = ours.filter(
    (part) => !seen.has(part.file) && (part.version === undefined || part.version > before.version),
  )
  const news = Array.from({ length: NEWS_MONTHS }, (_, back) => monthBefore(newest, NEWS_MONTHS - 1 - back))
  return news.filter((month) => fresh.some((part) => touches(part, month)))
}

/** The newest month that has data to its last day: a month under way is not judged by a month's limit. */
function lastWholeMonth(partitions: readonly Partition[], grain: 'day' | 'month'): string | null {
  const last = partitions
    .map((part) => part.to as string)
    .sort()
    .at(-1)
  if (!last) return null
  const { year, month, day } = partsOf(CalendarDate.parse(last))
  const named = last.slice(0, 7)
  return grain === 'month' || day === daysInMonth(year, month) ? named : monthBefore(named, 1)
}

function touches(part: Partition, month: string): boolean {
  return (part.from as string).slice(0, 7) <= month && month <= (part.to as string).slice(0, 7)
}

export function monthBefore(month: string, back: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return addMonths(calendarDate(year, number, 1), -back).slice(0, 7)
}
