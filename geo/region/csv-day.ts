import { CalendarDate } from '@cockpit/domain/period/calendar'
import type { CsvRow } from './csv-rows'
import type { IssueList } from './issue'

/** An optional day of a row: null when empty, undefined after reporting one that does not exist. */
export function readDay(row: CsvRow, column: string, kind: string, issues: IssueList): CalendarDate | null | undefined {
  const text = row.get(column)
  if (text === '') return null
  const day = CalendarDate.safeParse(text)
  if (day.success) return day.data
  issues.error({
    kind,
    line: row.line,
    field: column,
    value: text,
    problem: 'There is no such day.',
    remedy: 'Write yyyy-mm-dd, or nothing if unknown.',
  })
  return undefined
}
