import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import { jwtVerify } from 'jose'
import type { World } from '../semantic/world'

const FILE = join(import.meta.dirname, '..', '..', '..', 'semantic-layer', 'cube.js')

interface Filter {
  readonly member?: string
  readonly operator?: string
  readonly values?: readonly string[]
  readonly or?: readonly Filter[]
  readonly and?: readonly Filter[]
}
interface Query {
  readonly measures?: readonly string[]
  readonly dimensions?: readonly string[]
  readonly timeDimensions?: readonly {
    dimension: string
    dateRange?: readonly [string, string]
    granularity?: string
  }[]
  readonly filters?: readonly Filter[]
  readonly ungrouped?: boolean
}
export type Rewrite = (query: Query, context: { securityContext: unknown }) => Query

/** The product's own `queryRewrite`, loaded as Cube loads it. */
export function productRewrite(): Rewrite {
  const module = { exports: {} as { queryRewrite: Rewrite } }
  const run = new Function('module', 'require', readFileSync(FILE, 'utf8'))
  run(module, createRequire(FILE))
  return module.exports.queryRewrite
}

/** A row with the codes of its place, its day, and whatever its cube can be cut by and adds up. */
export type PlacedRow = Readonly<Record<string, string | number>>
export type RawCubes = Readonly<Record<string, readonly PlacedRow[]>>

/** Facts of the world as the cubes hold them. */
export function rawCubes(world: World): RawCubes {
  const facilities = new Map((world.tables.facility ?? []).map((row) => [String(row.facility_id), row]))
  const placed = (county: string, facility: string, date: unknown) => {
    const path = world.territory.path(county as never)
    const of = facilities.get(facility)
    return {
      provinceCode: path[0]?.code ?? '',
      cityCode: path.find((area) => area.level === 'city')?.code ?? '',
      countyCode: county,
      facilityId: facility,
      tier: String(of?.tier ?? ''),
      category: String(of?.category ?? ''),
      date: String(date).slice(0, 10),
    }
  }
  const ofFacility = (table: string, date: string, more: (row: Readonly<Record<string, unknown>>) => PlacedRow) =>
    (world.tables[table] ?? []).map((row) => {
      const id = String(row.facility_id)
      return { ...placed(String(facilities.get(id)?.county_code), id, row[date]), ...more(row) }
    })
  const outpatient = ofFacility('visit_day', 'visit_date', (row) => ({
    department: String(row.department),
    visits: Number(row.outpatient_visits) + Number(row.emergency_visits),
  }))
  const inpatient = ofFacility('discharge', 'discharged_at', (row) => ({
    department: String(row.department),
    drg: String(row.drg_code ?? ''),
    ageSex: ageSexOf(row.sex, row.age_years),
    discharges: 1,
  }))
  const cases = ofFacility('discharge', 'discharged_at', (row) => ({
    record: String(row.record_no),
    admission: Number(row.admission_no),
    dischargedOn: String(row.discharged_at).slice(0, 10),
    department: String(row.department),
    doctor: String(row.attending_key ?? ''),
    cost: Number(row.cost_total),
    cases: 1,
  }))
  // Owed and sent once a visit day; what is sent of it is whole.
  const reporting = ofFacility('visit_day', 'visit_date', () => ({
    table: 'visit_day',
    every: 'day',
    reported: 1,
    expected: 1,
  }))
  const quality = reporting.map((row) => ({ ...row, timely: 1, timed: 1 }))
  const loopTasks = [
    ...ofFacility('resource_snapshot', 'month_end', (row) => ({ tasks: Number(row.ct) })),
    ...(world.tables.notifiable_month ?? []).map((row) => ({
      ...placed(String(row.area_code), '', row.month_start),
      tasks: Number(row.deaths),
    })),
  ]
  const careFlow = (world.tables.notifiable_month ?? []).map((row, at) => ({
    ...placed(String(row.area_code), '', row.month_start),
    treatedCode: at % 3 === 0 ? String(row.area_code) : (COUNTIES[at % COUNTIES.length] ?? ''),
    visits: Number(row.cases),
  }))
  const notifiable = (world.tables.notifiable_month ?? []).map((row) => ({
    ...placed(String(row.area_code), '', row.month_start),
    disease: String(row.disease),
    cases: Number(row.cases),
  }))
  const lineage = Object.entries({ visit_day: outpatient, discharge: inpatient, notifiable_month: notifiable }).flatMap(
    ([table, rows]) =>
      rows.map(
        (row): PlacedRow => ({ ...row, table, batch: `${table} of ${row.facilityId || row.countyCode}`, rows: 1 }),
      ),
  )
  const ends: Readonly<Record<string, string>> = {
    ...{ visit_day: '2025-10-28', discharge: '2025-10-28', notifiable_month: '2025-10-01', area: '', facility: '' },
    ...{ loop_task: '2025-10-31', flow_month: '2025-10-01' },
  }
  const publication = Object.entries(ends).map(([tableName, dataTo]) => ({
    tableName,
    dataVersion: 1,
    publishedOn: '2026-01-01T00:00:00.000Z',
    dataFrom: dataTo === '' ? '' : '2024-08-01',
    dataTo,
  }))
  const operational = { cases, reporting, quality, loopTasks, careFlow }
  return { outpatient, inpatient, notifiable, lineage, publication, ...operational }
}

const COUNTIES = ['330102', '330103', '330203', '330205', '339001', '500101', '500102']

/** Sex and band of age as one value; empty where the page lacks one of them. */
function ageSexOf(sex: unknown, age: unknown): string {
  if (age === null || !['1', '2'].includes(String(sex))) return ''
  const bands = [
    [15, '0-14'],
    [45, '15-44'],
    [65, '45-64'],
    [80, '65-79'],
  ] as const
  return `${String(sex) === '1' ? 'M' : 'F'} ${bands.find(([below]) => Number(age) < below)?.[1] ?? '80+'}`
}

/**
 * The semantic layer over rows in memory: real tokens, the product's rewrite, and a filter and a sum for what is left. What Cube does with SQL is
 * tried elsewhere; this carries tens of thousands of questions.
 */
export function rawCube(cubes: RawCubes, secret: string, meta: unknown, rewrite = productRewrite()): CubePort {
  const key = new TextEncoder().encode(secret)
  const answer = async (path: string, init: RequestInit | undefined): Promise<Response> => {
    const token = new Headers(init?.headers).get('authorization') ?? ''
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] })
      if (path.endsWith('/meta')) return Response.json(meta)
      const { query } = JSON.parse(String(init?.body)) as { query: Query }
      return Response.json({ data: sumsOf(cubes, rewrite(query, { securityContext: payload })) })
    } catch (error) {
      return Response.json({ error: String(error) }, { status: 403 })
    }
  }
  return {
    url: 'http://raw.invalid',
    secret,
    fetch: ((input, init) => answer(String(input), init)) as typeof fetch,
  }
}

function sumsOf(cubes: RawCubes, query: Query): Record<string, string | number | null>[] {
  const [first = ''] = [...(query.measures ?? []), ...(query.dimensions ?? [])]
  const cube = first.slice(0, first.indexOf('.'))
  const field = (member: string) => member.slice(cube.length + 1)
  const holds = (row: PlacedRow, filter: Filter): boolean => {
    if (filter.or) return filter.or.some((one) => holds(row, one))
    if (filter.and) return filter.and.every((one) => holds(row, one))
    return (filter.values ?? []).includes(String(row[field(filter.member ?? '')] ?? ''))
  }
  const groups = new Map<string, Record<string, string | number | null>>()
  for (const row of cubes[cube] ?? []) {
    if (!(query.filters ?? []).every((filter) => holds(row, filter))) continue
    const time = query.timeDimensions?.[0]
    const date = String(row.date)
    if (time?.dateRange && (date < time.dateRange[0] || date > time.dateRange[1])) continue
    const keys: Record<string, string | number | null> = {}
    for (const dimension of query.dimensions ?? []) keys[dimension] = row[field(dimension)] ?? ''
    if (time?.granularity) keys[`${time.dimension}.${time.granularity}`] = startOf(date, time.granularity)
    const name = JSON.stringify(keys)
    const sums = groups.get(name) ?? keys
    for (const measure of query.measures ?? [])
      sums[measure] = Number(sums[measure] ?? 0) + Number(row[field(measure)] ?? 0)
    groups.set(name, sums)
  }
  return [...groups.values()]
}

function startOf(date: string, granularity: string): string {
  const [year = '', month = ''] = date.split('-')
  if (granularity === 'day') return date
  if (granularity === 'week') {
    const at = new Date(`${date}T00:00:00Z`)
    while (at.getUTCDay() !== 1) at.setUTCDate(at.getUTCDate() - 1)
    return at.toISOString().slice(0, 10)
  }
  if (granularity === 'month') return `${year}-${month}-01`
  if (granularity === 'year') return `${year}-01-01`
  return `${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`
}

const words = { zh: '演示', en: 'demo' }
const indicator = (tables: readonly string[], suppressed: boolean) => ({
  ...words,
  unit: words,
  format: 'count',
  digits: 0,
  direction: 'monitor',
  formula: words,
  standard: '演示',
  evidence: 'default',
  version: '1',
  effectiveFrom: '2026-01-01',
  owner: '演示',
  sensitivity: 'aggregate',
  kind: 'sum',
  tables,
  ...(suppressed ? { suppressBelow: 5 } : {}),
})

/** Cubes whose measure counts no persons: nothing of them is suppressed. */
const OF_THINGS = ['outpatient', 'loopTasks']

function cubeMeta(
  name: string,
  measure: string,
  scope: string,
  grain: string,
  table: string,
  dimensions: readonly string[],
) {
  return {
    name,
    meta: { pack: name, scope, grain, tables: [table] },
    measures: [
      {
        name: `${name}.${measure}`,
        type: 'number',
        aggType: 'sum',
        meta: { indicator: indicator([table], !OF_THINGS.includes(name)) },
      },
    ],
    dimensions: dimensions.map((dimension) => ({ name: `${name}.${dimension}`, type: 'string' })),
  }
}

/** What `/v1/meta` says of these cubes. */
export const RAW_META = {
  cubes: [
    cubeMeta('outpatient', 'visits', 'facility', 'day', 'visit_day', ['tier', 'category', 'department']),
    cubeMeta('inpatient', 'discharges', 'facility', 'day', 'discharge', [
      ...['tier', 'category', 'department', 'drg', 'ageSex'],
    ]),
    cubeMeta('notifiable', 'cases', 'area', 'month', 'notifiable_month', ['disease']),
    cubeMeta('loopTasks', 'tasks', 'facility', 'day', 'loop_task', ['tier', 'category']),
    cubeMeta('careFlow', 'visits', 'area', 'month', 'flow_month', ['treatedCode']),
  ],
}
