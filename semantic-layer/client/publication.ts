import { monthOf } from '@cockpit/domain/indicator/time-shape'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import type { CubeRow } from './cube-query'
import { type CubePort, loadRows, type Pass } from './cube-rest'
import { CubeUnavailable } from './unavailable'

export interface TableState {
  readonly version: number
  /** ISO instant; null before the first publication. */
  readonly publishedAt: string | null
  readonly dataFrom: CalendarDate | null
  readonly dataTo: CalendarDate | null
}
export type Publication = ReadonlyMap<string, TableState>

/** Data version, age and last day of every table, as the semantic layer sees them now. @throws CubeUnavailable */
export async function readPublication(cube: CubePort, pass: Pass): Promise<Publication> {
  const rows = await loadRows(cube, pass, {
    dimensions: ['tableName', 'dataVersion', 'publishedOn', 'dataFrom', 'dataTo'].map((name) => `publication.${name}`),
    limit: 10_000,
  })
  return new Map(rows.map((row) => [String(row['publication.tableName']), stateIn(row)]))
}

function stateIn(row: CubeRow): TableState {
  const version = Number(row['publication.dataVersion'] ?? Number.NaN)
  const dataTo = row['publication.dataTo'] ? CalendarDate.safeParse(row['publication.dataTo']) : null
  // A version that is none would let every answer pass for one of it.
  if (!Number.isInteger(version) || dataTo?.success === false)
    throw new CubeUnavailable('The semantic layer does not tell what is published.', 'wrong')
  const publishedAt = textOrNull(row['publication.publishedOn'])
  // A first day that is none only means that nobody knows where comparisons may begin.
  const dataFrom = CalendarDate.safeParse(row['publication.dataFrom'])
  return { version, publishedAt, dataFrom: dataFrom.data ?? null, dataTo: dataTo?.data ?? null }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** `table@version`, sorted: equal texts mean equal data. */
export function dataVersionOf(publication: Publication, tables: readonly string[]): string {
  return [...new Set(tables)]
    .sort()
    .map((table) => `${table}@${publication.get(table)?.version ?? 0}`)
    .join(' ')
}

/**
 * A row limit above any answer, different for each newest version of the tables. The limit is part of the SQL, by which Cube tells
 * questions apart: one asked after a publication never joins, or is given the kept result of, one asked before it.
 */
export function limitFor(publication: Publication, tables: readonly string[]): number {
  const newest = Math.max(0, ...tables.map((table) => publication.get(table)?.version ?? 0))
  return 1_000_000 - (newest % 400_000)
}

/** Publication instant of the newest of the tables; null when none is published. */
export function publishedAtOf(publication: Publication, tables: readonly string[]): string | null {
  return (
    tables
      .flatMap((table) => publication.get(table)?.publishedAt ?? [])
      .sort()
      .at(-1) ?? null
  )
}

/**
 * The last day the tables have data for: the earliest of their last days, because a number needs all of them. Tables without dates
 * do not count. A month's row reaches to the end of its month. Null when no table tells.
 */
export function dataThrough(
  publication: Publication,
  tables: readonly string[],
  grain: 'day' | 'month',
): CalendarDate | null {
  const ends = tables.flatMap((table) => publication.get(table)?.dataTo ?? [])
  const first = ends.sort()[0]
  if (first === undefined) return null
  return grain === 'month' ? monthOf(first).to : first
}

/** The first day any of the tables has data for: before it there is nothing to compare with. Null when no table tells. */
export function dataSince(publication: Publication, tables: readonly string[]): CalendarDate | null {
  return tables.flatMap((table) => publication.get(table)?.dataFrom ?? []).sort()[0] ?? null
}
