import { type CalendarDate, shanghaiDate } from '@cockpit/domain/period/calendar'
import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import { DEFAULT_DUE_DAYS, type WarehouseTable } from '@cockpit/semantic-layer/packs/contract'

/**
 * When the rows of a file came in: all at one instant; or, for a demonstration whose years are loaded in one go, as if every facility had
 * sent each day, month or year by itself, so many days after its end, but never after `notAfter`.
 */
export type Receipt =
  | { readonly at: Date }
  | {
      readonly usualDays: number
      readonly late: readonly { readonly facility: string; readonly days: number; readonly since: string }[]
      readonly notAfter: Date
    }

/** Day of receipt in Asia/Shanghai where a row has none of its own. */
export function receivedOn(receipt: Receipt): CalendarDate {
  return shanghaiDate('at' in receipt ? receipt.at : receipt.notAfter)
}

/** SQL of the last day of the period a day lies in. */
function endSql(table: WarehouseTable, day: string): string {
  return {
    day: day,
    month: `last_day(${day})`,
    year: `make_date(year(${day})::INTEGER, 12, 31)`,
  }[table.owedEvery ?? 'month']
}

/** SQL: the day in Asia/Shanghai on which rows of `facility` and `day` came in. */
function receivedDaySql(table: WarehouseTable, receipt: Receipt, facility: string, day: string): string {
  if ('at' in receipt) return `DATE ${quoteText(receivedOn(receipt))}`
  const late = receipt.late.map(
    (one) => `(${quoteText(one.facility)}, ${Math.trunc(one.days)}, DATE ${quoteText(one.since)})`,
  )
  // Looked up, not told case by case: a province has thousands that are late, and a million facility-days in a month's file.
  const days =
    late.length === 0
      ? String(receipt.usualDays)
      : `coalesce((SELECT max(l.late_days) FROM (VALUES ${late.join(', ')}) l(late_facility, late_days, late_since)
          WHERE l.late_facility = ${facility} AND ${day} >= l.late_since), ${receipt.usualDays})`
  return `least(${endSql(table, day)} + ${days}, DATE ${quoteText(receivedOn(receipt))})`
}

/** SQL: the instant of receipt, UTC. */
export function receivedAtSql(table: WarehouseTable, receipt: Receipt, facility: string, day: string): string {
  if ('at' in receipt) return `TIMESTAMP ${quoteText(receipt.at.toISOString().replace('T', ' ').replace('Z', ''))}`
  // Ten in the morning in Shanghai.
  return `${receivedDaySql(table, receipt, facility, day)}::TIMESTAMP + INTERVAL 2 HOUR`
}

/**
 * SQL: true when rows of `facility` and `day` are on time, as domain/quality/due-day.ts says it; NULL for a table that nobody owes.
 */
export function onTimeSql(table: WarehouseTable, receipt: Receipt, facility: string, day: string): string {
  if (table.owedBy.length === 0) return 'NULL::BOOLEAN'
  return `${receivedDaySql(table, receipt, facility, day)} <= ${endSql(table, day)} + ${table.dueDays ?? DEFAULT_DUE_DAYS}`
}
