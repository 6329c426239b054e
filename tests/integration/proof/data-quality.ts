import type { RawRow, RawTables } from '../semantic/lake-of'
import { tables as declared } from './declared'
import { at, dated, facilityOn, n, once, type Placed, rowsBy, text } from './sources'
import { type Definition, of, one, share, sum, when, yes } from './words'

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
const daysFrom = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
const later = (a: string, b: string) => (a > b ? a : b)
const earlier = (a: string, b: string) => (a < b ? a : b)

/** What stands now of a facility's day in a table that has days; of another, what was taken. */
function standingRows(tables: RawTables, name: string, facility: string, day: string): number | undefined {
  const table = declared.find((one) => one.name === name)
  if (!table?.dateColumn || !table.facilityColumn || table.system) return undefined
  const date = table.dateColumn
  const own = rowsBy(tables[name], table.facilityColumn).get(facility) ?? []
  return own.filter((row) => text(row, date).slice(0, 10) === day).length
}

/** docs/quality.md: facts of one facility, table and day; files only add up. */
const facts = once((tables, span) => {
  const groups = new Map<string, RawRow[]>()
  for (const row of tables.quality_day ?? []) {
    if (!row.facility_id || text(row, 'day') < span.from || text(row, 'day') > span.to) continue
    const key = [row.facility_id, row.table_name, row.day].join('|')
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const settled = new Set((tables.quality_settled ?? []).map((row) => `${row.rejected_batch}|${row.rejected_line}`))
  return [...groups.values()].flatMap((rows): Placed[] => {
    const [first] = rows as [RawRow]
    const [facility, name, day] = ['facility_id', 'table_name', 'day'].map((column) => text(first, column)) as [
      string,
      string,
      string,
    ]
    const added = (column: string) => rows.reduce((total, row) => total + n(row, column), 0)
    const open = (rowsBy(tables.quality_reject, 'facility_id').get(facility) ?? []).filter(
      (row) => row.table_name === name && row.day === day && !settled.has(`${row.batch}|${row.line}`),
    )
    const cells = (column: string) => added(column) + open.reduce((total, row) => total + n(row, column), 0)
    const standing = standingRows(tables, name, facility, day) ?? added('rows_published')
    const owed = rows.some((row) => row.rows_on_time !== null)
    return at(
      tables,
      {
        facility_id: facility,
        table_name: name,
        received: added('rows_received'),
        published: added('rows_published'),
        rejected: added('rows_rejected'),
        flagged: added('rows_flagged'),
        first_received: added('first_received'),
        first_published: added('first_published'),
        cells_expected: cells('cells_expected'),
        cells_filled: cells('cells_filled'),
        open: open.length,
        standing,
        timed: owed ? standing : 0,
        timely: owed ? Math.min(standing, added('rows_on_time')) : 0,
      },
      day,
    )
  })
})

interface Owed {
  readonly name: string
  readonly every: 'day' | 'month' | 'year'
  readonly by: readonly string[]
  /** Days with rows, of each facility. */
  readonly days: ReadonlyMap<string, ReadonlySet<string>>
  readonly first: string
  readonly last: string
}

/** Tables somebody owes and somebody sent: from the day by which one in twenty of their senders had begun to the newest day sent. */
function owedTables(tables: RawTables): Owed[] {
  return declared.flatMap((table): Owed[] => {
    const { dateColumn, facilityColumn } = table
    if (table.owedBy.length === 0 || !dateColumn || !facilityColumn) return []
    const days = new Map<string, Set<string>>()
    for (const row of tables[table.name] ?? []) {
      const id = text(row, facilityColumn)
      days.set(id, (days.get(id) ?? new Set()).add(text(row, dateColumn).slice(0, 10)))
    }
    if (days.size === 0) return []
    const begun = [...days.values()].map((own) => [...own].sort()[0] as string).sort()
    const first = begun.find((_, place) => (place + 1) * 20 >= begun.length) as string
    const last = [...days.values()]
      .flatMap((own) => [...own])
      .sort()
      .at(-1) as string
    return [{ name: table.name, every: table.owedEvery ?? 'month', by: table.owedBy, days, first, last }]
  })
}

function monthsOf(first: string, last: string): { start: string; end: string }[] {
  const months = []
  for (let start = `${first.slice(0, 7)}-01`; start <= last; ) {
    const next = new Date(Date.UTC(Number(start.slice(0, 4)), Number(start.slice(5, 7)), 1)).toISOString().slice(0, 10)
    months.push({ start, end: dayBefore(next) })
    start = next
  }
  return months
}

/** Facility-months of every table owed, in days; a monthly or yearly return that came counts all days of its month. */
const returns = once((tables, span) => {
  const ids = [...new Set((tables.facility ?? []).map((row) => text(row, 'facility_id')))]
  return owedTables(tables).flatMap(({ name, every, by, days, first, last }) =>
    monthsOf(first, every === 'year' ? `${last.slice(0, 4)}-12-31` : last)
      .filter(({ start }) => start >= span.from && start <= span.to)
      .flatMap(({ start, end }) =>
        ids.flatMap((id): Placed[] => {
          const one = facilityOn(tables, id, end)
          if (!one || !by.includes(text(one, 'category'))) return []
          const opened = text(one, 'opened_on')
          const closed = text(one, 'closed_on') || '9999-12-31'
          if (opened > end || closed < start) return []
          const due = daysFrom(later(later(start, first), opened), earlier(earlier(end, last), closed))
          if (every === 'day' && due <= 0) return []
          const whole = daysFrom(start, end)
          const sent = [...(days.get(id) ?? [])].filter((day) =>
            every === 'year' ? day.slice(0, 4) === start.slice(0, 4) : day >= start && day <= end,
          ).length
          const reported = every === 'day' ? Math.min(sent, due) : sent > 0 ? whole : 0
          const row = { facility_id: id, table_name: name, every, reported, expected: every === 'day' ? due : whole }
          return at(tables, row, end)
        }),
      ),
  )
})

const agreed = dated('reconciliation_result', 'month')
const ratio = (top: string, ...bottom: string[]) => share([facts, of(top)], [facts, of(...bottom)])

export const DATA_QUALITY: Readonly<Record<string, Definition>> = {
  'quality.received': sum(facts, of('received')),
  'quality.rejected': sum(facts, of('rejected')),
  'quality.open': sum(facts, of('open')),
  'quality.validity': ratio('standing', 'standing', 'open'),
  'quality.firstPass': ratio('first_published', 'first_received'),
  'quality.timeliness': ratio('timely', 'timed'),
  'quality.completeness': ratio('cells_filled', 'cells_expected'),
  'quality.flaggedShare': ratio('flagged', 'published'),
  'consistency.rate': share([agreed, when(yes('within'))], [agreed, one]),
  'reporting.coverage': share([returns, of('reported')], [returns, of('expected')]),
}
