import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Grant } from '@cockpit/domain/access/grant'
import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { type Catalogue, fetchCatalogue, fetchMeta } from '@cockpit/semantic-layer/client/catalogue'
import { checkCatalogue } from '@cockpit/semantic-layer/client/catalogue-check'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { packsFile, readPacks } from '@cockpit/semantic-layer/packs/publish-packs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AREA_DEFINITIONS } from './areas-definitions'
import type { Placed, Span } from './areas-sources'
import type { AreaDefinition } from './areas-words'
import { areaTables } from './areas-world'
import { publishRows, type RawTables } from './lake-of'
import { type RunningLayer, startLayer } from './layer'
import { makeWorld, monthEnd } from './world'

/** Every table of the newer governance areas, those first that others refer to. */
const TABLES = [
  ...['income_month', 'finance_year', 'drug', 'drug_use', 'medication_month', 'equipment', 'equipment_use', 'licence'],
  ...['project', 'project_step', 'referral', 'teleservice', 'internet_visit', 'mutual_recognition', 'flow_month'],
  ...['family_doctor_contract', 'emr_grade', 'interop_grade', 'smart_grade', 'catalogue_entry', 'application'],
  ...['inspection', 'penalty', 'credit', 'vaccination', 'syndrome_day', 'rule_hit', 'target'],
]
const AREAS = [
  'finance',
  'medication',
  'collaboration',
  'informatisation',
  'inspection',
  'publichealth',
  'supervision',
  'targets',
]
const CUBES_IN_RESOURCES = ['equipment', 'equipmentUse', 'licences', 'projects', 'projectSteps']

const world = makeWorld(11)
let tables: RawTables
let data: string
let layer: RunningLayer
let ports: AskPorts
let catalogue: Catalogue

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'new-packs-'))
  const declared = (await loadPacks(packRoots(''))).flatMap((pack) => pack.tables)
  tables = { ...world.tables, ...areaTables(world, declared, TABLES, 5) }
  await publishRows(data, declared, tables, '2026-01-01T00:00:00.000Z')
  layer = await startLayer(data)
  ports = {
    cube: layer.port,
    territory: world.territory,
    facilities: world.facilities,
    demo: true,
    now: () => new Date(),
  }
  catalogue = await fetchCatalogue(layer.port)
})
afterAll(async () => {
  await layer?.stop()
  await rm(data, { recursive: true, force: true })
})

const everything = ['330000', '500000'].map((code) =>
  Grant.parse({ role: 'leader', territory: { kind: 'area', code }, sensitivity: 'facility' }),
)
const within = (county: string, area: string): boolean => {
  const parents = new Map(world.areas.map((one) => [one.code as string, one.parent as string | null]))
  for (let at: string | null | undefined = county; at; at = parents.get(at)) if (at === area) return true
  return false
}
const monthOf = (day: string): Span => ({ from: `${day.slice(0, 7)}-01`, to: monthEnd(day.slice(0, 7)) })

function residents(area: string, day: string): number {
  const year = Number(day.slice(0, 4))
  const counties = new Set((tables.population ?? []).map((row) => String(row.area_code)))
  return [...counties]
    .filter((county) => within(county, area))
    .reduce((total, county) => {
      const newest = (tables.population ?? [])
        .filter((row) => row.area_code === county && Number(row.year) <= year)
        .sort((a, b) => Number(b.year) - Number(a.year))[0]
      return total + Number(newest?.residents ?? 0)
    }, 0)
}

function naive(definition: AreaDefinition, area: string, facility: string | undefined, span: Span): number | undefined {
  const asked = definition.stock ? monthOf(span.to) : span
  const added = ([source, value]: AreaDefinition['top']) => {
    const rows = source(tables, asked).filter(
      (one: Placed) => within(one.county, area) && (facility === undefined || one.facility === facility),
    )
    const seen = rows.map((one) => ({ ...one, row: { ...one.row, _month_start: asked.from, _month_end: asked.to } }))
    if (rows.length > 0 && definition.distinct) return definition.distinct(seen, tables)
    const values = seen.flatMap(({ row }) => value(row, tables) ?? [])
    return values.length === 0 ? undefined : values.reduce((sum, one) => sum + one, 0)
  }
  const top = added(definition.top)
  const bottom = definition.perResident
    ? residents(area, span.to) / definition.perResident
    : definition.bottom && added(definition.bottom)
  if (definition.bottom === undefined && definition.perResident === undefined) return top
  return top === undefined || !bottom ? undefined : (top * (definition.per ?? 1)) / bottom
}

const mine = () =>
  catalogue.indicators.filter(
    (one) => AREAS.includes(one.pack) || CUBES_IN_RESOURCES.includes(one.id.split('.')[0] ?? ''),
  )

test('the model with all areas is sound', async () => {
  expect(checkCatalogue(await fetchMeta(layer.port), await readPacks(packsFile(data)))).toEqual([])
})

test('every indicator of the newer areas has its naive twin, and no twin stands alone', () => {
  expect(
    mine()
      .map((one) => one.id)
      .sort(),
  ).toEqual(Object.keys(AREA_DEFINITIONS).sort())
})

test('every table of the newer areas says who sends it, its title and its expected columns in both languages', async () => {
  const published = await readPacks(packsFile(data))
  for (const name of TABLES) {
    const table = published.tables.find((one) => one.name === name)
    expect(
      table?.columns.every((column) => column.headers.length >= 2 && column.title.zh !== '' && column.title.en !== ''),
      name,
    ).toBe(true)
    expect(
      table?.key.every((key) => table.columns.find((column) => column.name === key)?.required),
      name,
    ).toBe(true)
  }
})

describe.each([
  ['2025-09', '330000', undefined],
  ['2025-09', '330100', undefined],
  ['2024-10', '500101', undefined],
  ['2025', '330000', undefined],
  ['2024', '330203', undefined],
  ['2025-10', '330102', 'F0001'],
] as const)('%s in %s, facility %s', (period, territory, facility) => {
  test('every indicator is what its raw rows add up to', async () => {
    const span = period.length === 4 ? { from: `${period}-01-01`, to: `${period}-12-31` } : monthOf(`${period}-01`)
    // A stock of a year under way is that of the last month with data; which month that is differs by table.
    const ids = mine().filter(
      (one) =>
        !(facility && (one.scope === 'area' || one.kind === 'rate')) &&
        !(period === '2025' && (AREA_DEFINITIONS[one.id]?.stock || one.kind === 'rate')),
    )
    let shown = 0
    for (let from = 0; from < ids.length; from += 24) {
      const indicators = ids.slice(from, from + 24).map((one) => one.id)
      const result = await askIndicators(
        IndicatorQuery.parse({ indicators, territory, period, ...(facility ? { facility } : {}) }),
        { grants: everything },
        ports,
      )
      if (!result.ok) throw new Error(`${result.refusal}: ${result.message}`)
      for (const id of indicators) {
        const cell = result.answer.rows[0]?.cells[id] as Envelope
        if (cell.state === 'suppressed') continue
        const definition = AREA_DEFINITIONS[id]
        const expected = definition && naive(definition, territory, facility, span)
        if (expected === undefined) expect(cell.state, `${id} of no rows`).not.toBe('shown')
        else {
          expect(cell.state, `${id}, ${expected}`).toBe('shown')
          expect(cell.value, id).toBeCloseTo(expected, Math.abs(expected) > 1000 ? 4 : 9)
          shown += 1
        }
      }
    }
    expect(shown).toBeGreaterThan(facility ? 30 : 55)
  })
})

test('a breakdown by a dimension of its own adds up to the whole', async () => {
  const values = async (by?: string) => {
    const result = await askIndicators(
      IndicatorQuery.parse({
        indicators: ['incomeItems.amount'],
        territory: '330000',
        period: '2025-09',
        ...(by ? { by } : {}),
      }),
      { grants: everything },
      ports,
    )
    if (!result.ok) throw new Error(result.message)
    return result.answer.rows.map((row) => row.cells['incomeItems.amount']?.value ?? 0)
  }
  const [whole] = await values()
  const items = await values('item')
  expect(items.length).toBeGreaterThan(5)
  expect(items.reduce((sum, one) => sum + one, 0)).toBeCloseTo(whole ?? Number.NaN, 6)
})

test('a grade answers for the months after it, and a hospital without one stands below the line', async () => {
  const result = await askIndicators(
    IndicatorQuery.parse({
      indicators: ['emrGrades.hospitals', 'emrGrades.graded', 'emrGrades.ungraded'],
      territory: '330000',
      period: '2027-05',
    }),
    { grants: everything },
    ports,
  )
  if (!result.ok) throw new Error(result.message)
  const [all, graded, ungraded] = ['hospitals', 'graded', 'ungraded'].map(
    (name) => result.answer.rows[0]?.cells[`emrGrades.${name}`]?.value ?? Number.NaN,
  )
  expect(graded).toBeGreaterThan(0)
  expect((graded ?? 0) + (ungraded ?? 0)).toBe(all)
})
