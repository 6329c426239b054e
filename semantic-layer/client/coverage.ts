import type { Coverage } from '@cockpit/domain/indicator/envelope'
import { monthOf, stepStart } from '@cockpit/domain/indicator/time-shape'
import { addDays, addMonths, CalendarDate } from '@cockpit/domain/period/calendar'
import type { Grain } from '@cockpit/domain/period/period'
import { DIMENSION_OF_LEVEL } from './breakdown'
import type { CubeFilter } from './cube-query'
import { loadRows } from './cube-rest'
import type { Asking, Span } from './fetch-values'
import { type Counted, coverageByTable, sumCoverage } from './sum-coverage'

/** Dimensions of a question that say which facilities are meant; others (a department, a disease) do not change who owes. */
const ABOUT_FACILITIES = ['tier', 'category']
const MEASURES = [
  'reporting.reported',
  'reporting.expected',
  'reporting.reportedDays',
  'reporting.expectedDays',
] as const

export interface Reporting {
  /** The tables together under a row and step; null when nobody there owes any of them. */
  of(tables: readonly string[], key: string, at: string): Coverage | null
  /** All tables, rows and steps together; null when nobody owes any of the tables. */
  readonly total: Coverage | null
}

/**
 * Reporting coverage of the tables, by the question's places and steps, in one Cube query a part, which a monthly rollup answers: so the
 * span is widened to whole months, and a day's coverage is its month's, a week's that of the month in which it ends. A month that is under way is owed up to the last day anybody sent.
 * @throws CubeUnavailable
 */
export async function fetchReporting(asking: Asking, tables: readonly string[], span: Span): Promise<Reporting> {
  const grain = span.series && ASKED_BY[span.series.grain]
  const parts = asking.parts.some((part) => part.keys) ? asking.parts : [{}]
  const byPlace = parts.some((part) => part.dimension)
  const found = new Map<string, Counted>()
  await Promise.all(
    parts.map(async (part) => {
      const rows = await loadRows(asking.cube, asking.token, {
        measures: MEASURES,
        dimensions: ['reporting.table', 'reporting.every', ...(part.dimension ? [`reporting.${part.dimension}`] : [])],
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
        const table = String(row['reporting.table'])
        const [reported, expected, reportedDays, expectedDays] = MEASURES.map((name) => Number(row[name] ?? 0)) as [
          number,
          number,
          number,
          number,
        ]
        const every = row['reporting.every'] === 'day' ? 'day' : 'month'
        found.set(`${table} ${key} ${at}`, { table, every, reported, expected, reportedDays, expectedDays })
      }
    }),
  )
  return {
    of(wanted, key, at) {
      const steps = span.series && at !== '' ? stepsBehind(CalendarDate.parse(at), span.series.grain) : [at]
      return sumCoverage(
        wanted.flatMap((table) => steps.flatMap((step) => found.get(`${table} ${byPlace ? key : ''} ${step}`) ?? [])),
      )
    },
    total: withTables([...found.values()]),
  }
}

const ASKED_BY = {
  day: 'month',
  week: 'month',
  month: 'month',
  quarter: 'quarter',
  half: 'quarter',
  year: 'year',
} as const satisfies Record<Grain, Grain>

/** The steps it was asked by, in which one of the question's lies or of which it is made. */
function stepsBehind(at: CalendarDate, grain: Grain): CalendarDate[] {
  if (grain === 'day') return [stepStart(at, 'month')]
  if (grain === 'week') return [stepStart(addDays(at, 6), 'month')]
  return grain === 'half' ? [at, addMonths(at, 3)] : [at]
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

function withTables(counted: readonly Counted[]): Coverage | null {
  const sum = sumCoverage(counted)
  return sum && { ...sum, tables: coverageByTable(counted) }
}
