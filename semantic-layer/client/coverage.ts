import type { Coverage } from '@cockpit/domain/indicator/envelope'
import { monthOf } from '@cockpit/domain/indicator/time-shape'
import { DIMENSION_OF_LEVEL } from './breakdown'
import { type CubeFilter, loadRows } from './cube-rest'
import type { Asking, Span } from './fetch-values'

/** Dimensions of a question that say which facilities are meant; others (a department, a disease) do not change who owes. */
const ABOUT_FACILITIES = ['tier', 'category']
const NONE: Coverage = { reported: 0, expected: 0 }

export interface Reporting {
  /** Facility-months of one table under a row and step; expected 0 when nobody there owes it. */
  of(table: string, key: string, at: string): Coverage
  /** All tables, rows and steps together; null when nobody owes any of the tables. */
  readonly total: Coverage | null
}

/**
 * Reporting coverage of the tables, by the question's places and steps, in one Cube query a part. Tables are owed by the month, so the
 * span is widened to whole months, and a day's coverage is its month's.
 * @throws CubeUnavailable
 */
export async function fetchReporting(asking: Asking, tables: readonly string[], span: Span): Promise<Reporting> {
  const grain = span.series && (span.series.grain === 'day' ? 'month' : span.series.grain)
  const parts = asking.parts.some((part) => part.keys) ? asking.parts : [{}]
  const byPlace = parts.some((part) => part.dimension)
  const found = new Map<string, Coverage>()
  await Promise.all(
    parts.map(async (part) => {
      const rows = await loadRows(asking.cube, asking.token, {
        measures: ['reporting.reported', 'reporting.expected'],
        dimensions: ['reporting.table', ...(part.dimension ? [`reporting.${part.dimension}`] : [])],
        timeDimensions: [
          {
            dimension: 'reporting.date',
            dateRange: [monthOf(span.window.from).from, monthOf(span.window.to).to],
            ...(grain ? { granularity: grain } : {}),
          },
        ],
        filters: filtersOf(asking, tables),
        order: {},
        limit: asking.limit,
      })
      const keys = part.keys && new Set(part.keys)
      for (const row of rows) {
        const key = part.dimension ? String(row[`reporting.${part.dimension}`] ?? '') : ''
        if (keys && !keys.has(key)) continue
        const at = grain ? String(row[`reporting.date.${grain}`]).slice(0, 10) : ''
        found.set(`${row['reporting.table']} ${key} ${at}`, {
          reported: Number(row['reporting.reported'] ?? 0),
          expected: Number(row['reporting.expected'] ?? 0),
        })
      }
    }),
  )
  return {
    of(table, key, at) {
      const step = span.series?.grain === 'day' && at !== '' ? `${at.slice(0, 7)}-01` : at
      return found.get(`${table} ${byPlace ? key : ''} ${step}`) ?? NONE
    },
    total: sum([...found.values()]),
  }
}

function filtersOf(asking: Asking, tables: readonly string[]): CubeFilter[] {
  const { query, territory } = asking
  const area = territory.get(query.territory)
  return [
    { member: 'reporting.table', operator: 'equals', values: tables },
    ...(area
      ? [{ member: `reporting.${DIMENSION_OF_LEVEL[area.level]}`, operator: 'equals' as const, values: [area.code] }]
      : []),
    ...(query.facility
      ? [{ member: 'reporting.facilityId', operator: 'equals' as const, values: [query.facility] }]
      : []),
    ...(query.filters ?? [])
      .filter((filter) => ABOUT_FACILITIES.includes(filter.dimension))
      .map((filter) => ({
        member: `reporting.${filter.dimension}`,
        operator: 'equals' as const,
        values: filter.values,
      })),
  ]
}

function sum(coverages: readonly Coverage[]): Coverage | null {
  const expected = coverages.reduce((total, coverage) => total + coverage.expected, 0)
  const reported = coverages.reduce((total, coverage) => total + coverage.reported, 0)
  return expected > 0 ? { reported, expected } : null
}
