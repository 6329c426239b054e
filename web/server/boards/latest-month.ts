import { addMonths, CalendarDate, daysInMonth, partsOf, shanghaiDate } from '@cockpit/domain/period/calendar'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import type { PublishedPacks } from '@cockpit/semantic-layer/packs/publish-packs'

/**
 * The last month that every table facilities owe reaches to its end, `yyyy-mm`: the month a screen opens with, because it can be
 * compared. Without data it is the month before this one.
 */
export function latestMonth(
  manifest: Pick<Manifest, 'partitions'>,
  tables: PublishedPacks['tables'],
  now: Date,
): string {
  // A yearly return is always behind the months.
  const owed = new Map(
    tables.filter((table) => table.owedBy.length > 0 && table.owedEvery !== 'year').map((table) => [table.name, table]),
  )
  const reach = new Map<string, string>()
  for (const { table, to } of manifest.partitions)
    if (to && owed.has(table) && to > (reach.get(table) ?? '')) reach.set(table, to)
  const earliest = [...reach].map(([table, to]) => wholeOf(owed.get(table)?.dateColumn, to)).sort()[0]
  const day = CalendarDate.safeParse(earliest)
  if (!day.success) return addMonths(shanghaiDate(now), -1).slice(0, 7)
  const { year, month, day: date } = partsOf(day.data)
  return (date === daysInMonth(year, month) ? day.data : addMonths(day.data, -1)).slice(0, 7)
}

/** A row of a month that is dated by its first day reaches to the last. */
function wholeOf(dateColumn: string | undefined, to: string): string {
  if (dateColumn !== 'month_start') return to
  return `${to.slice(0, 8)}${daysInMonth(Number(to.slice(0, 4)), Number(to.slice(5, 7)))}`
}
