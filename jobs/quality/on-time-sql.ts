import { shanghaiDate } from '@cockpit/domain/period/calendar'
import { DEFAULT_DUE_DAYS, type WarehouseTable } from '@cockpit/semantic-layer/packs/contract'

/**
 * SQL: true when rows of `day` that came in at `received` are on time, as domain/quality/due-day.ts says it; NULL for a table that
 * nobody owes.
 */
export function onTimeSql(table: WarehouseTable, day: string, received: Date): string {
  if (table.owedBy.length === 0) return 'NULL::BOOLEAN'
  const end = {
    day: day,
    month: `last_day(${day})`,
    year: `make_date(year(${day})::INTEGER, 12, 31)`,
  }[table.owedEvery ?? 'month']
  return `DATE '${shanghaiDate(received)}' <= ${end} + ${table.dueDays ?? DEFAULT_DUE_DAYS}`
}
