import type { RawRow, RawTables } from './lake-of'
import { n } from './naive-definitions'

/** A raw row with the county, and the facility where it has one, that it counts for. */
export interface Placed {
  readonly county: string
  readonly facility?: string
  readonly row: RawRow
}
export interface Span {
  readonly from: string
  readonly to: string
}
/** Rows of a source inside a span of days; a stock is asked with the days of its month. */
export type Source = (tables: RawTables, span: Span) => Placed[]

const text = (row: RawRow, name: string) => String(row[name] ?? '')
const countyOf = (tables: RawTables, id: string) =>
  text((tables.facility ?? []).find((row) => row.facility_id === id) ?? {}, 'county_code')

function placed(tables: RawTables, rows: readonly RawRow[]): Placed[] {
  return rows.map((row) => {
    const facility = text(row, 'facility_id')
    return { county: countyOf(tables, facility), facility, row }
  })
}

/** A facility's rows by the day they are dated. */
export const dated =
  (table: string, date: string, only: (row: RawRow, tables: RawTables) => boolean = () => true): Source =>
  (tables, { from, to }) =>
    placed(
      tables,
      (tables[table] ?? []).filter((row) => text(row, date) >= from && text(row, date) <= to && only(row, tables)),
    )

/** A county's rows by the day they are dated. */
export const ofArea =
  (table: string, date: string): Source =>
  (tables, { from, to }) =>
    (tables[table] ?? [])
      .filter((row) => text(row, date) >= from && text(row, date) <= to)
      .map((row) => ({ county: text(row, 'area_code'), row }))

/** Rows that hold from one day to another (exclusive; empty: for ever), in the months they touch. */
export const held =
  (table: string, since: string, until: string | null, area = false): Source =>
  (tables, { from, to }) => {
    const rows = (tables[table] ?? []).filter(
      (row) => text(row, since) <= to && (until === null || row[until] === null || text(row, until) > from),
    )
    return area ? rows.map((row) => ({ county: text(row, 'area_code'), row })) : placed(tables, rows)
  }

const HOSPITALS = ['general', 'traditional', 'maternal', 'specialised']

/** Every hospital open in the month, with the newest yearly row it has by then; `graded` 0 where it has none. */
export const graded =
  (table: string, only: (row: RawRow) => boolean = () => true): Source =>
  (tables, { from, to }) => {
    const grades = (tables[table] ?? []).filter(only)
    const first = grades.map((row) => text(row, 'year_start')).sort()[0]
    if (first === undefined || from < first) return []
    return (tables.facility ?? [])
      .filter(
        (one) => HOSPITALS.includes(text(one, 'category')) && (one.opened_on === null || text(one, 'opened_on') <= to),
      )
      .map((one) => {
        const own = grades
          .filter((row) => row.facility_id === one.facility_id && text(row, 'year_start') <= from)
          .sort((a, b) => (text(a, 'year_start') < text(b, 'year_start') ? 1 : -1))[0]
        const row: RawRow = { graded: own ? 1 : 0, level: own?.level ?? null }
        return { county: text(one, 'county_code'), facility: text(one, 'facility_id'), row }
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
    return area
      ? [...found.values()].map((row) => ({ county: text(row, 'area_code'), row }))
      : placed(tables, [...found.values()])
  }

export const tierOf = (tables: RawTables, id: string | number | null | undefined) =>
  text((tables.facility ?? []).find((row) => row.facility_id === id) ?? {}, 'tier')
export const rowOf = (tables: RawTables, table: string, key: string, value: unknown): RawRow =>
  (tables[table] ?? []).find((row) => row[key] === value) ?? {}
export { n, text }
