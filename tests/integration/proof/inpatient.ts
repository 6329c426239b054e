import type { RawRow, RawTables } from '../semantic/lake-of'
import { dated, n, once, type Placed, rowsBy, type Source, text } from './sources'
import { type Definition, is, of, one, share, sum, type Value, when } from './words'

/* The front pages and the DRG figures: weights, regional means and risk classes are those frozen with the case's own version. */

const FAILED = ['grouper-no-answer', 'grouper-bad-answer']

/** What a grouper said of a page counts in place of the page's own group: its newest version, and a failure only where nothing else is known. */
function judged(tables: RawTables, page: RawRow): RawRow {
  const said = (rowsBy(tables.drg_result, 'record_no').get(page.record_no) ?? [])
    .filter(
      (row) => row.facility_id === page.facility_id && row.discharged_on === text(page, 'discharged_at').slice(0, 10),
    )
    .sort((a, b) => (rank(a) < rank(b) ? 1 : -1))[0]
  const code = said ? said.drg_code : page.drg_code
  const version = said ? said.drg_version : page.drg_version
  const frozen = frozenOn(tables, code, version, text(page, 'discharged_at').slice(0, 10))
  const valid = n(page, 'los_days') <= 60
  const weight = frozen?.weight ?? said?.weight ?? null
  const grouped = valid && code !== null && weight !== null
  return {
    ...page,
    drg_code: code ?? null,
    drg_version: version ?? null,
    valid: valid ? 1 : 0,
    grouped: grouped ? 1 : 0,
    benchmarked: valid && frozen ? 1 : 0,
    weight: grouped ? weight : null,
    cost_ratio: valid && frozen ? n(page, 'cost_total') / n(frozen, 'mean_cost') : null,
    stay_ratio: valid && frozen ? n(page, 'los_days') / n(frozen, 'mean_los') : null,
    expected: valid ? (frozen?.mortality ?? null) : null,
    mdc: said?.mdc ?? frozen?.mdc ?? '',
    risk: valid ? (frozen?.risk_class ?? said?.risk_class ?? null) : null,
    benchmark_version: frozen?.benchmark_version ?? null,
    risk_version: frozen?.risk_version ?? null,
    reason: code === null ? (said?.ungrouped_reason ?? 'no-result') : weight === null ? 'no-weight' : '',
  }
}
/** The group's row that held on the day of discharge; its first one also before that. */
function frozenOn(tables: RawTables, code: unknown, version: unknown, day: string): RawRow | undefined {
  const rows = (rowsBy(tables.drg_reference, 'drg_code').get(code) ?? [])
    .filter((row) => row.drg_version === version)
    .sort((a, b) => (text(a, 'valid_from') < text(b, 'valid_from') ? -1 : 1))
  return rows.filter((row) => text(row, 'valid_from') <= day).at(-1) ?? rows[0]
}
const rank = (row: RawRow) =>
  [FAILED.includes(text(row, 'ungrouped_reason')) ? 0 : 1, row.version_from, row.drg_version].join(' ')

const pages: Source = once((tables, span) =>
  dated('discharge', 'discharged_at')(tables, span).map((one) => ({ ...one, row: judged(tables, one.row) })),
)
const marked = (name: string) => when((row) => row[name] === 1)
const died = is('discharge_way', '5')

const over = (top: Value, bottom: Value): Definition => ({ ...share([pages, top], [pages, bottom]), persons: bottom })
const mortality = (risk: string) =>
  over(
    when((row) => row.risk === risk && died(row)),
    when(is('risk', risk)),
  )
const expectable = (row: RawRow) => row.expected !== null
const different = (column: string) => (rows: readonly Placed[]) =>
  new Set(rows.filter(({ row }) => row.grouped === 1).map(({ row }) => text(row, column))).size

export const INPATIENT: Readonly<Record<string, Definition>> = {
  'inpatient.discharges': { ...sum(pages, one), persons: one },
  'inpatient.stayDays': { ...sum(pages, of('los_days')), persons: one },
  'inpatient.averageStay': over(of('los_days'), one),
  'inpatient.costPerDischarge': over(of('cost_total'), one),
  'inpatient.mortality': over(when(died), one),
  'inpatient.againstAdviceRate': over(when(is('discharge_way', '4')), one),
  'inpatient.indexCases': { ...sum(pages, marked('grouped')), persons: marked('grouped') },
  'inpatient.ungroupedCases': {
    ...sum(
      pages,
      when((row) => row.valid === 1 && row.grouped === 0),
    ),
    persons: marked('valid'),
  },
  'inpatient.groupingVersions': { ...sum(pages, one), distinct: different('drg_version'), persons: marked('grouped') },
  'inpatient.drgGroups': { ...sum(pages, one), distinct: different('drg_code'), persons: marked('grouped') },
  'inpatient.totalWeight': { ...sum(pages, of('weight')), persons: marked('grouped') },
  'inpatient.caseMixIndex': over(of('weight'), marked('grouped')),
  'inpatient.heavyShare': over(
    when((row) => row.grouped === 1 && n(row, 'weight') >= 2),
    marked('grouped'),
  ),
  'inpatient.costPerWeight': {
    ...share([pages, when(is('grouped', 1), of('cost_total'))], [pages, of('weight')]),
    persons: marked('grouped'),
  },
  'inpatient.costIndex': over(of('cost_ratio'), marked('benchmarked')),
  'inpatient.stayIndex': over(of('stay_ratio'), marked('benchmarked')),
  'inpatient.standardisedMortality': {
    ...share([pages, when((row) => expectable(row) && died(row))], [pages, of('expected')]),
    persons: when(expectable),
  },
  'inpatient.groupedShare': over(marked('grouped'), marked('valid')),
  'inpatient.lowRiskMortality': mortality('low'),
  'inpatient.midLowRiskMortality': mortality('midlow'),
}
