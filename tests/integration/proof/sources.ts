import type { RawRow, RawTables } from '../semantic/lake-of'

/** A raw row with what its facility was, and where, on the row's day; `county` is today's code. */
export interface Placed {
  readonly county: string
  readonly facility?: string
  readonly tier?: string
  readonly category?: string
  readonly row: RawRow
}
export interface Span {
  readonly from: string
  readonly to: string
}
/** Rows of a source inside a span of days; a stock is asked with the days of its month. */
export type Source = (tables: RawTables, span: Span) => Placed[]

export const n = (row: RawRow, name: string) => Number(row[name] ?? 0)
export const text = (row: RawRow, name: string) => String(row[name] ?? '')

/** Rows of a table by a column, found once for the same rows. */
export function rowsBy(rows: readonly RawRow[] | undefined, column: string): ReadonlyMap<unknown, readonly RawRow[]> {
  if (!rows) return new Map()
  const known = INDEXES.get(rows) ?? new Map<string, Map<unknown, RawRow[]>>()
  INDEXES.set(rows, known)
  const found = known.get(column) ?? new Map<unknown, RawRow[]>()
  if (known.has(column)) return found
  for (const row of rows) {
    const list = found.get(row[column])
    if (list) list.push(row)
    else found.set(row[column], [row])
  }
  known.set(column, found)
  return found
}
const INDEXES = new WeakMap<readonly RawRow[], Map<string, Map<unknown, RawRow[]>>>()

/** Today's code of an area: its successor's, where it has one. */
export function codeToday(tables: RawTables, code: string): string {
  const heir = rowsBy(tables.area, 'area_code').get(code)?.[0]?.successor
  return heir ? codeToday(tables, String(heir)) : code
}

/** The facility's row that held on a day; its first one also before that. */
export function facilityOn(tables: RawTables, id: unknown, day: string): RawRow | undefined {
  const rows = rowsBy(tables.facility, 'facility_id').get(id) ?? []
  const begun = rows.filter((row) => text(row, 'valid_from') <= day)
  const pick = (from: readonly RawRow[], last: boolean) =>
    from.reduce<RawRow | undefined>(
      (best, row) => (!best || text(row, 'valid_from') > text(best, 'valid_from') === last ? row : best),
      undefined,
    )
  return pick(begun, true) ?? pick(rows, false)
}

export function at(tables: RawTables, row: RawRow, day: string): Placed[] {
  const facility = facilityOn(tables, row.facility_id, day)
  if (!facility) return []
  return [
    {
      county: codeToday(tables, text(facility, 'county_code')),
      facility: text(row, 'facility_id'),
      tier: text(facility, 'tier'),
      category: text(facility, 'category'),
      row,
    },
  ]
}

/** The first ten characters of a day or an instant: its day. */
const dayOf = (row: RawRow, name: string) => text(row, name).slice(0, 10)
const inside = ({ from, to }: Span, day: string) => day >= from && day <= to
const inArea = (tables: RawTables, row: RawRow): Placed => ({ county: codeToday(tables, text(row, 'area_code')), row })

/** A facility's rows by the day they are dated. */
export const dated =
  (table: string, date: string, only: (row: RawRow, tables: RawTables) => boolean = () => true): Source =>
  (tables, span) =>
    (tables[table] ?? [])
      .filter((row) => inside(span, dayOf(row, date)) && only(row, tables))
      .flatMap((row) => at(tables, row, dayOf(row, date)))

/** A county's rows by the day they are dated. */
export const ofArea =
  (table: string, date: string): Source =>
  (tables, span) =>
    (tables[table] ?? []).filter((row) => inside(span, dayOf(row, date))).map((row) => inArea(tables, row))

/** Rows that hold from one day to another (exclusive; empty: for ever), in the month of the span. */
export const held =
  (table: string, since: string, until: string | null, area = false): Source =>
  (tables, { from, to }) => {
    const rows = (tables[table] ?? []).filter(
      (row) => text(row, since) <= to && (until === null || row[until] === null || text(row, until) > from),
    )
    return rows.flatMap((row) => (area ? [inArea(tables, row)] : at(tables, row, from)))
  }

const HOSPITALS = ['general', 'traditional', 'maternal', 'specialised']

/** Every hospital open in the month, with the newest yearly row it has by then; `graded` 0 where it has none. */
export const graded =
  (table: string, only: (row: RawRow) => boolean = () => true): Source =>
  (tables, { from, to }) => {
    const grades = (tables[table] ?? []).filter(only)
    const first = grades.map((row) => text(row, 'year_start')).sort()[0]
    if (first === undefined || from < first) return []
    const ids = [...new Set((tables.facility ?? []).map((row) => text(row, 'facility_id')))]
    return ids.flatMap((id) => {
      const one = facilityOn(tables, id, from)
      if (!one || !HOSPITALS.includes(text(one, 'category'))) return []
      if (text(one, 'opened_on') > to || (one.closed_on && text(one, 'closed_on') < from)) return []
      const own = grades
        .filter((row) => row.facility_id === id && text(row, 'year_start') <= from)
        .sort((a, b) => (text(a, 'year_start') < text(b, 'year_start') ? 1 : -1))[0]
      return at(tables, { facility_id: id, graded: own ? 1 : 0, level: own?.level ?? null }, from)
    })
  }

/** Rows of which each one's newest by the month counts, by these columns. */
export const newest =
  (table: string, keys: readonly string[], area = false): Source =>
  (tables, { from }) => {
    const found = new Map<string, RawRow>()
    for (const row of tables[table] ?? []) {
      const key = keys.map((name) => text(row, name)).join('|')
      const other = found.get(key)
      if (text(row, 'year_start') <= from && (!other || text(other, 'year_start') < text(row, 'year_start')))
        found.set(key, row)
    }
    return [...found.values()].flatMap((row) => (area ? [inArea(tables, row)] : at(tables, row, from)))
  }

export const tierOn = (tables: RawTables, id: unknown, day: string) => facilityOn(tables, id, day)?.tier
export const rowOf = (tables: RawTables, table: string, key: string, value: unknown): RawRow =>
  rowsBy(tables[table], key).get(value)?.[0] ?? {}

/** The same source, worked out once for the same tables and span. */
export function once(source: Source): Source {
  const known = new WeakMap<RawTables, Map<string, Placed[]>>()
  return (tables, span) => {
    const spans = known.get(tables) ?? new Map<string, Placed[]>()
    known.set(tables, spans)
    const key = `${span.from}..${span.to}`
    const rows = spans.get(key) ?? source(tables, span)
    spans.set(key, rows)
    return rows
  }
}
