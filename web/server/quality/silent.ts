import type { FacilityId } from '@cockpit/domain/ids'
import { addDays, addMonths, CalendarDate, shanghaiDate } from '@cockpit/domain/period/calendar'
import { dueDay, nextPeriod } from '@cockpit/domain/quality/due-day'
import { type Standing, silenceOf } from '@cockpit/domain/quality/silence'
import type { CubeFilter } from '@cockpit/semantic-layer/client/cube-query'
import type { Ports } from '../ports'
import { dayOfNumber, type OwedTable, owedTables } from './obligations'
import { equals, numberIn, type ScopedRows } from './scoped-rows'

/** What one institution owes of one table and has not sent. */
export interface SilentRow {
  readonly facility: FacilityId
  readonly table: string
  readonly standing: Extract<Standing, 'overdue' | 'never'>
  /** First day of the oldest missing period. */
  readonly since: CalendarDate
  /** Periods whose due day has passed. */
  readonly missed: number
  readonly lastDay: CalendarDate | null
  /** When its last file came in, ISO instant. */
  readonly lastReceived: string | null
  /** Of all that it ever owed of the table. */
  readonly reported: number
  readonly expected: number
}

/**
 * Institutions that are late with a table, the longest silent first. Judged by what was due before today in Asia/Shanghai, over the last two
 * years, and by what others have sent: a period that nobody has sent yet is a table that stands still (`stalledTables`), not the silence of
 * one institution. A facility that has closed owes nothing after its closure, which the semantic layer knows.
 */
export async function silentRows(
  ports: Ports,
  rows: ScopedRows,
  filtersOf: (cube: string) => Promise<CubeFilter[]>,
  now: Date,
): Promise<SilentRow[]> {
  const today = shanghaiDate(now)
  const tables = new Map((await owedTables(ports)).map((table) => [table.name, table]))
  const since = addMonths(today, -24)
  const dateRange = [`${since.slice(0, 7)}-01`, today] as const
  const [reporting, received] = await Promise.all([
    rows.load({
      measures: ['newestDay', 'owedFrom', 'reported', 'expected'].map((name) => `reporting.${name}`),
      dimensions: ['reporting.facilityId', 'reporting.table'],
      timeDimensions: [{ dimension: 'reporting.date', dateRange: [dateRange[0], endOfMonth(today)] }],
      filters: await filtersOf('reporting'),
    }),
    rows.load({
      measures: ['quality.lastReceived'],
      dimensions: ['quality.facilityId', 'quality.table'],
      filters: await filtersOf('quality'),
    }),
  ])
  const last = new Map(
    received.map((row) => [
      `${row['quality.facilityId']} ${row['quality.table']}`,
      numberIn(row, 'quality.lastReceived'),
    ]),
  )
  const closed = await closedFacilities(ports, today)
  return reporting
    .flatMap((row): SilentRow[] => {
      const facility = String(row['reporting.facilityId']) as FacilityId
      const table = tables.get(String(row['reporting.table']))
      const from = numberIn(row, 'reporting.owedFrom')
      if (!table || from === null || closed.has(facility)) return []
      const newest = numberIn(row, 'reporting.newestDay')
      const lastDay = newest === null ? null : dayOfNumber(newest)
      const found = silenceOf(lastDay, { ...table, from: dayOfNumber(from) }, clockOf(table, rows, today))
      if (found.standing === 'current' || found.standing === 'waiting' || found.since === null) return []
      const seconds = last.get(`${facility} ${table.name}`)
      return [
        {
          facility,
          table: table.name,
          standing: found.standing,
          since: found.since,
          missed: found.missed,
          lastDay,
          lastReceived: seconds ? new Date(seconds * 1000).toISOString() : null,
          reported: numberIn(row, 'reporting.reported') ?? 0,
          expected: numberIn(row, 'reporting.expected') ?? 0,
        },
      ]
    })
    .sort((a, b) => compare(a.since, b.since) || compare(a.facility, b.facility) || compare(a.table, b.table))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Today, or the day on which the newest period that anybody has sent was late. */
function clockOf(table: OwedTable, rows: ScopedRows, today: CalendarDate): CalendarDate {
  const newest = rows.publication.get(table.name)?.dataTo
  if (!newest || newest > today) return today
  const judged = addDays(dueDay(newest, table.every, table.dueDays), 1)
  return judged < today ? judged : today
}

/** Tables whose next period is past its due day although nobody has sent it. */
export interface StalledTable {
  readonly table: string
  /** Newest day anybody has sent. */
  readonly newest: CalendarDate
}

export async function stalledTables(ports: Ports, rows: ScopedRows, now: Date): Promise<StalledTable[]> {
  const today = shanghaiDate(now)
  return (await owedTables(ports)).flatMap(({ name, every, dueDays }): StalledTable[] => {
    const newest = rows.publication.get(name)?.dataTo ?? null
    // Nobody has begun to send it, or a row of it holds until the next: neither stands still.
    if (newest === null) return []
    return dueDay(nextPeriod(newest, every), every, dueDays) < today ? [{ table: name, newest }] : []
  })
}

/** The period a reminder is about: the oldest one that is missing, `2026-10-30`, `2026-10` or `2026`. */
export function missingPeriod(row: Pick<SilentRow, 'since'>, table: Pick<OwedTable, 'every'>): string {
  return row.since.slice(0, { day: 10, month: 7, year: 4 }[table.every])
}

function endOfMonth(day: CalendarDate): string {
  const next = addMonths(CalendarDate.parse(`${day.slice(0, 7)}-01`), 1)
  return new Date(Date.parse(next) - 86_400_000).toISOString().slice(0, 10)
}

async function closedFacilities(ports: Ports, today: CalendarDate): Promise<ReadonlySet<string>> {
  const closed = await ports.db.facility.findMany({
    where: { closedOn: { lt: new Date(`${today}T00:00:00Z`) } },
    select: { id: true },
  })
  return new Set(closed.map(({ id }) => id))
}

export function onlyTables(filters: readonly CubeFilter[], cube: string, tables: readonly string[]): CubeFilter[] {
  return [...filters, equals(`${cube}.table`, ...tables)]
}
