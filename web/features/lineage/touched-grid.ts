import type { Bilingual } from '@cockpit/domain/ids'

export interface Touched {
  readonly countyCode: string
  readonly county: Bilingual | null
  /** First day of the month, or null for rows without a day. */
  readonly month: string | null
  /** Null where the number of rows is not told. */
  readonly rows: number | null
}

export interface TouchedGrid {
  /** `yyyy-mm`, oldest first. */
  readonly months: readonly string[]
  readonly rows: readonly {
    readonly code: string
    readonly name: Bilingual | null
    /** By month; undefined where the file has no row. */
    readonly cells: readonly (number | null | undefined)[]
  }[]
}

/** Counties by months. Rows without a day stand in no month, but their county is listed. */
export function touchedGrid(places: readonly Touched[]): TouchedGrid {
  const months = [...new Set(places.flatMap(({ month }) => (month ? [month.slice(0, 7)] : [])))].sort()
  const counties = new Map(places.map(({ countyCode, county }) => [countyCode, county]))
  return {
    months,
    rows: [...counties]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, name]) => ({
        code,
        name,
        cells: months.map(
          (month) => places.find((place) => place.countyCode === code && place.month?.slice(0, 7) === month)?.rows,
        ),
      })),
  }
}
