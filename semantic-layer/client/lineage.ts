import { coversArea, coversFacility, isNothing, type Scope, scopeOf } from '@cockpit/domain/access/decide'
import { AreaCode, type FacilityId, IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { monthOf } from '@cockpit/domain/indicator/time-shape'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import type { Period } from '@cockpit/domain/period/period'
import { type AskPorts, type AskRefusal, knownCatalogue } from './ask'
import { DIMENSION_OF_LEVEL } from './breakdown'
import type { Catalogue } from './catalogue'
import type { CubeFilter } from './cube-query'
import { loadRows } from './cube-rest'
import type { Asker } from './prepare-question'
import { scopePass } from './scope-token'
import { CubeUnavailable } from './unavailable'

/** Rows that one file brought to a number. */
export interface FileShare {
  readonly table: string
  /** Id of the batch in the lake's journal. */
  readonly batch: string
  /** Null where counting would tell of few cases: who may not read imports of the place learns which files, not how much of them. */
  readonly rows: number | null
}

export interface NumberOrigin {
  /** Tables the indicator reads, its denominator's included, in the order of its definition. */
  readonly tables: readonly string[]
  /** Most rows first, at most `MOST_FILES`. */
  readonly files: readonly FileShare[]
  /** Of how many files altogether. */
  readonly total: number
  /** Whether the asker may see single institutions there: the name of a file, and who sent it, speak of one. */
  readonly named: boolean
}

export type OriginResult =
  | { readonly ok: true; readonly origin: NumberOrigin }
  | { readonly ok: false; readonly refusal: AskRefusal; readonly message: string }

/** A year of daily files of one hospital and more; beyond that the origin is a list nobody reads. */
export const MOST_FILES = 400

export interface OriginQuestion {
  readonly indicator: IndicatorId
  readonly territory: string
  readonly facility?: FacilityId
  readonly period: Period
}

/**
 * From a number to its files: every file that has rows of the indicator's tables for the place and the months of the period, as far as the
 * asker's scope reaches. Months, because a file is looked for by the month: the first and last may hold files of days beside the period.
 */
export async function originOf(question: OriginQuestion, asker: Asker, ports: AskPorts): Promise<OriginResult> {
  const area = [...ports.territory.all()].find(({ code }) => code === question.territory)
  if (!area) return refused('unknown-territory', `There is no area ${question.territory} in the territory.`)
  if (question.facility && !ports.facilities.has(question.facility))
    return refused('unknown-facility', `There is no facility ${question.facility}.`)
  try {
    const catalogue = await knownCatalogue(ports)
    const definition = catalogue.get(question.indicator)
    if (!definition) return refused('unknown-indicator', `There is no indicator ${question.indicator}.`)
    const asksForCases = definition.sensitivity === 'case'
    const sensitivity = asksForCases ? 'case' : question.facility ? 'facility' : 'aggregate'
    const scope = scopeOf(asker.grants, 'indicator.read', sensitivity)
    if (isNothing(scope)) return refused('not-permitted', 'Your grants do not reach here.')
    const tables = tablesBehind(definition, catalogue)
    const rows = await loadRows(
      ports.cube,
      scopePass(scope, sensitivity, ports.territory, ports.cube.secret, ports.now),
      {
        measures: ['lineage.rows'],
        dimensions: ['lineage.table', 'lineage.batch'],
        timeDimensions: [
          {
            dimension: 'lineage.date',
            dateRange: [
              monthOf(CalendarDate.parse(question.period.from)).from,
              monthOf(CalendarDate.parse(question.period.to)).to,
            ],
          },
        ],
        filters: [
          { member: 'lineage.table', operator: 'equals', values: tables },
          { member: `lineage.${DIMENSION_OF_LEVEL[area.level]}`, operator: 'equals', values: [area.code] },
          ...(question.facility
            ? [{ member: 'lineage.facilityId', operator: 'equals' as const, values: [question.facility] }]
            : []),
        ],
        // Files of equally many rows stand in one order, or the last of those told would be another each time.
        order: { 'lineage.rows': 'desc', 'lineage.batch': 'asc', 'lineage.table': 'asc' },
        limit: 50_000,
      },
    )
    const read = scopeOf(asker.grants, 'import.read', 'facility')
    const facility = question.facility && ports.facilities.get(question.facility)
    const reaches = (of: Scope) =>
      (facility ? coversFacility(of, facility, ports.territory) : coversArea(of, area.code, ports.territory)) ||
      coversScope(of, scope, ports)
    const counts = reaches(read)
    const named = reaches(scopeOf(asker.grants, 'indicator.read', 'facility'))
    const files = rows.map((row) => ({
      table: String(row['lineage.table']),
      batch: String(row['lineage.batch']),
      rows: counts ? Number(row['lineage.rows'] ?? 0) : null,
    }))
    return { ok: true, origin: { tables, files: files.slice(0, MOST_FILES), total: files.length, named } }
  } catch (error) {
    if (!(error instanceof CubeUnavailable) || error.refused) throw error
    return refused('unavailable', error.message)
  }
}

/** A place and month that a file has rows for. */
export interface TouchedPlace {
  readonly countyCode: string
  /** First day of the month; null for rows without a day. */
  readonly month: string | null
  readonly rows: number | null
}

export interface FileReach {
  readonly places: readonly TouchedPlace[]
  /** Indicators that read the file's table, directly or as a denominator. */
  readonly indicators: readonly IndicatorId[]
}

export type ReachResult =
  | { readonly ok: true; readonly reach: FileReach }
  | { readonly ok: false; readonly refusal: AskRefusal; readonly message: string }

/** From a file to the numbers it touches: the indicators of its table, and the counties and months in which it has rows within scope. */
export async function reachOf(
  file: { readonly batch: string; readonly table: string },
  asker: Asker,
  ports: AskPorts,
): Promise<ReachResult> {
  try {
    const catalogue = await knownCatalogue(ports)
    const reading = catalogue.indicators.filter((definition) =>
      tablesBehind(definition, catalogue).includes(file.table),
    )
    // Where all that is made of a table asks for cases, so does that there is a row of a place and month.
    const asksForCases = reading.length > 0 && reading.every((definition) => definition.sensitivity === 'case')
    const sensitivity = asksForCases ? 'case' : 'aggregate'
    const scope = scopeOf(asker.grants, 'indicator.read', sensitivity)
    if (isNothing(scope)) return refused('not-permitted', 'Your grants do not reach here.')
    const token = scopePass(scope, sensitivity, ports.territory, ports.cube.secret, ports.now)
    const filters: CubeFilter[] = [
      { member: 'lineage.table', operator: 'equals', values: [file.table] },
      { member: 'lineage.batch', operator: 'equals', values: [file.batch] },
    ]
    const rows = await loadRows(ports.cube, token, {
      measures: ['lineage.rows'],
      dimensions: ['lineage.countyCode'],
      timeDimensions: [{ dimension: 'lineage.date', granularity: 'month' }],
      filters,
      order: { 'lineage.date': 'asc', 'lineage.countyCode': 'asc' },
      limit: 50_000,
    })
    const read = scopeOf(asker.grants, 'import.read', 'facility')
    const all = coversScope(read, scope, ports)
    const indicators = reading.map(({ id }) => IndicatorId.parse(id))
    return {
      ok: true,
      reach: {
        indicators,
        places: rows.map((row) => {
          const month = String(row['lineage.date.month'] ?? '').slice(0, 10)
          const county = AreaCode.safeParse(row['lineage.countyCode'])
          const counts = all || (county.success && coversArea(read, county.data, ports.territory))
          return {
            countyCode: String(row['lineage.countyCode'] ?? ''),
            month: month === '' || month.startsWith('1900') ? null : month,
            rows: counts ? Number(row['lineage.rows'] ?? 0) : null,
          }
        }),
      },
    }
  } catch (error) {
    if (!(error instanceof CubeUnavailable) || error.refused) throw error
    return refused('unavailable', error.message)
  }
}

/** The tables an indicator reads, its denominator's behind its own. */
export function tablesBehind(definition: IndicatorDefinition, catalogue: Catalogue): string[] {
  const { denominator } = definition
  const other = denominator?.includes('.') ? catalogue.get(denominator)?.tables : undefined
  return [...new Set([...definition.tables, ...(other ?? [])])]
}

/** Whether everything in `part` lies within `whole`. */
function coversScope(whole: Scope, part: Scope, { territory, facilities }: AskPorts): boolean {
  return (
    part.areas.every((code) => coversArea(whole, code, territory)) &&
    part.facilities.every((id) => {
      const facility = facilities.get(id)
      return facility ? coversFacility(whole, facility, territory) : whole.facilities.includes(id)
    })
  )
}

function refused(refusal: AskRefusal, message: string): { ok: false; refusal: AskRefusal; message: string } {
  return { ok: false, refusal, message }
}
