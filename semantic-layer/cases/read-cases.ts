import { coversArea, coversFacility, isNothing, scopeOf } from '@cockpit/domain/access/decide'
import { CASE_FLAGS, CASE_MARKS } from '@cockpit/domain/cases/case-lists'
import type { CaseDetail, CaseKey, CaseQuery, CaseRow, DepartmentCount } from '@cockpit/domain/cases/case-query'
import type { AskPorts } from '../client/ask'
import { DIMENSION_OF_LEVEL } from '../client/breakdown'
import type { CubeFilter, CubeRow } from '../client/cube-query'
import { loadRows } from '../client/cube-rest'
import type { Asker } from '../client/prepare-question'
import { scopePass } from '../client/scope-token'
import { FEE_MEMBERS } from './fee-members'

export type CasesResult<T> =
  | { readonly ok: true; readonly value: T }
  /** Unknown and foreign places get the same word. */
  | { readonly ok: false; readonly refusal: 'not-permitted' }

const NUMBERS = ['age', 'stay', 'weight', 'cost', 'meanCost', 'meanStay'] as const
const TEXTS = [
  ...[
    'department',
    'doctor',
    'record',
    'admittedOn',
    'dischargedOn',
    'sex',
    'diagnosis',
    'operation',
    'way',
    'drg',
    'drgName',
  ],
  ...['risk', 'ungroupedReason', 'departmentName', 'diagnosisName', 'operationName'],
] as const
const LISTED = ['facilityId', 'admission', ...TEXTS, ...NUMBERS, ...CASE_FLAGS]
const MORE_TEXTS = ['payer', 'homeArea', 'route', 'operationLevel', 'drgVersion', 'mdc'] as const
const CONDITIONS = CASE_MARKS.filter((mark) => mark !== 'all')
const DETAILED = [...LISTED, ...MORE_TEXTS, 'ownCost', ...Object.keys(FEE_MEMBERS), ...CONDITIONS]

export const member = (name: string) => `cases.${name}`

/**
 * Front pages of a place and period, one line each, as far as the asker's grants for single cases reach: the whole place must lie within
 * them. The order is fixed down to the page, so that pages of a list neither overlap nor leave one out while the data stand.
 * @throws CubeUnavailable
 */
export async function readCases(
  query: CaseQuery,
  asker: Asker,
  ports: AskPorts,
): Promise<CasesResult<{ readonly rows: readonly CaseRow[]; readonly total: number }>> {
  const reach = reachOf(query, asker, ports)
  if (!reach) return { ok: false, refusal: 'not-permitted' }
  const { pass, within } = reach
  const { filters, timeDimensions } = conditionsOf(query, within)
  const [counted, rows] = await Promise.all([
    loadRows(ports.cube, pass, { measures: [member('cases')], timeDimensions, filters }),
    loadRows(ports.cube, pass, {
      dimensions: [...new Set(LISTED)].map(member),
      timeDimensions,
      filters,
      order: {
        [member(query.order)]: 'desc',
        ...Object.fromEntries(
          ['dischargedOn', 'facilityId', 'record', 'admission']
            .filter((name) => name !== query.order)
            .map((name) => [member(name), name === 'dischargedOn' ? 'desc' : 'asc'] as const),
        ),
      },
      limit: query.limit,
      offset: query.offset,
    }),
  ])
  return { ok: true, value: { rows: rows.map(rowOf), total: Number(counted[0]?.[member('cases')] ?? 0) } }
}

/** The departments of a list, each with its number of pages. The list's own department and doctor are not kept to. @throws CubeUnavailable */
export async function countByDepartment(
  query: CaseQuery,
  asker: Asker,
  ports: AskPorts,
): Promise<CasesResult<readonly DepartmentCount[]>> {
  const reach = reachOf(query, asker, ports)
  if (!reach) return { ok: false, refusal: 'not-permitted' }
  const { department: _, doctor: __, ...whole } = query
  const rows = await loadRows(ports.cube, reach.pass, {
    measures: [member('cases')],
    dimensions: [member('department'), member('departmentName')],
    ...conditionsOf(whole, reach.within),
    order: { [member('cases')]: 'desc', [member('department')]: 'asc' },
    limit: 500,
  })
  return {
    ok: true,
    value: rows.map((row) => ({
      department: textIn(row, 'department'),
      name: textIn(row, 'departmentName'),
      cases: Number(row[member('cases')] ?? 0),
    })),
  }
}

/** The filters of a question within a place. */
export function conditionsOf(query: CaseQuery, within: readonly CubeFilter[]) {
  return {
    filters: [
      ...within,
      ...(query.list === 'all' ? [] : [equals(query.list, '1')]),
      ...(query.department === undefined ? [] : [equals('department', query.department)]),
      ...(query.doctor === undefined ? [] : [equals('doctor', query.doctor)]),
      ...(query.drg === undefined ? [] : [equals('drg', query.drg)]),
    ],
    timeDimensions: [{ dimension: member('date'), dateRange: [query.from, query.to] as [string, string] }],
  }
}

/** Whether the asker reads single cases of a place; asked before anything is. */
export function reachesCases(query: Pick<CaseQuery, 'territory' | 'facility'>, asker: Asker, ports: AskPorts): boolean {
  return reachOf(query, asker, ports) !== null
}

/** One page with its fees and the lists it counts in; null where there is none within the grants. @throws CubeUnavailable */
export async function readCase(key: CaseKey, asker: Asker, ports: AskPorts): Promise<CaseDetail | null> {
  const facility = ports.facilities.get(key.facility)
  const reach = facility && reachOf({ territory: facility.county, facility: facility.id }, asker, ports)
  if (!reach) return null
  const [row] = await loadRows(ports.cube, reach.pass, {
    dimensions: [...new Set(DETAILED)].map(member),
    timeDimensions: [{ dimension: member('date'), dateRange: [key.dischargedOn, key.dischargedOn] }],
    filters: [...reach.within, equals('record', key.record), equals('admission', String(key.admission))],
    limit: 1,
  })
  if (!row) return null
  const fees = Object.entries(FEE_MEMBERS).flatMap(([name, column]) => {
    const amount = numberIn(row, name)
    return amount === null ? [] : [[column, amount] as const]
  })
  return {
    ...rowOf(row),
    ...(Object.fromEntries(MORE_TEXTS.map((name) => [name, textIn(row, name)])) as Record<
      (typeof MORE_TEXTS)[number],
      string
    >),
    ownCost: numberIn(row, 'ownCost'),
    fees: Object.fromEntries(fees),
    counts: ['all', ...CONDITIONS.filter((mark) => numberIn(row, mark) === 1)],
  }
}

/** The token and the place of a question; null where the asker's grants for single cases do not cover it. */
export function reachOf(
  { territory, facility }: Pick<CaseQuery, 'territory' | 'facility'>,
  asker: Asker,
  ports: AskPorts,
) {
  const area = ports.territory.get(territory)
  const one = facility === undefined ? undefined : ports.facilities.get(facility)
  if (!area || (facility !== undefined && !one)) return null
  const scope = scopeOf(asker.grants, 'case.read', 'case')
  const covered = one ? coversFacility(scope, one, ports.territory) : coversArea(scope, area.code, ports.territory)
  if (isNothing(scope) || !covered) return null
  return {
    pass: scopePass(scope, 'case', ports.territory, ports.cube.secret, ports.now),
    within: [
      { member: member(DIMENSION_OF_LEVEL[area.level]), operator: 'equals' as const, values: [area.code] },
      ...(one ? [equals('facilityId', one.id)] : []),
    ],
  }
}

const equals = (name: string, value: string): CubeFilter => ({
  member: member(name),
  operator: 'equals',
  values: [value],
})

function numberIn(row: CubeRow, name: string): number | null {
  const value = row[member(name)]
  return value === null || value === undefined || value === '' ? null : Number(value)
}

function textIn(row: CubeRow, name: string): string {
  return String(row[member(name)] ?? '')
}

function rowOf(row: CubeRow): CaseRow {
  return {
    ...(Object.fromEntries(TEXTS.map((name) => [name, textIn(row, name)])) as Record<(typeof TEXTS)[number], string>),
    ...(Object.fromEntries(NUMBERS.map((name) => [name, numberIn(row, name)])) as Record<
      (typeof NUMBERS)[number],
      number | null
    >),
    facility: textIn(row, 'facilityId'),
    admission: Number(row[member('admission')] ?? 0),
    flags: CASE_FLAGS.filter((flag) => numberIn(row, flag) === 1),
  } as CaseRow
}
