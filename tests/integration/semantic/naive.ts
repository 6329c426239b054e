import type { Grant, Role } from '@cockpit/domain/access/grant'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { clip, comparedWindow, stepsOf, type Window } from '@cockpit/domain/indicator/time-shape'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { suppressedKeys } from '@cockpit/domain/suppression/suppress'
import type { RawRow } from './lake-of'
import { wholeMonths } from './whole-months'
import { monthEnd, type World } from './world'

/**
 * The oracle: filter the raw rows one by one, add them up. It shares with the product the calendar and the choice of cells to hide
 * (tested on their own) and nothing else: no SQL, no Cube, no catalogue, no scope code.
 */
export interface NaiveCell {
  readonly state: string
  readonly value?: number
  readonly compare: Readonly<Record<string, number | string>>
}
export type NaiveAnswer =
  | { readonly refused: true }
  | { readonly refused: false; readonly rows: Map<string, Map<string, NaiveCell>> }

interface Fact {
  readonly county: string
  readonly facility?: string
  readonly date: string
  readonly row: RawRow
}
interface Definition {
  readonly table: string
  readonly facts: (world: World) => Fact[]
  readonly grain: 'day' | 'month'
  readonly scope: 'facility' | 'area'
  readonly dimensions: readonly string[]
  readonly shape: 'flow' | 'stock'
  readonly top: (rows: readonly RawRow[]) => number
  readonly bottom?: (rows: readonly RawRow[]) => number
  readonly perResident?: number
  readonly count?: (rows: readonly RawRow[]) => number
}

const n = (row: RawRow, name: string) => Number(row[name] ?? 0)
const sum = (of: (row: RawRow) => number) => (rows: readonly RawRow[]) =>
  rows.reduce((total, row) => total + of(row), 0)
const facilityFacts = (table: string, date: string) => (world: World) =>
  (world.tables[table] ?? []).map((row): Fact => {
    const facility = (world.tables.facility ?? []).find((one) => one.facility_id === row.facility_id)
    return {
      county: String(facility?.county_code),
      facility: String(row.facility_id),
      date: String(row[date]).slice(0, 10),
      row: { ...row, tier: facility?.tier ?? null, category: facility?.category ?? null, drg: row.drg_code ?? '' },
    }
  })
const drgOf = (row: RawRow) =>
  ({ AA11: [0.8, 8000, 6, 'low'], BB21: [1.6, 16000, 9, 'midlow'], CC31: [3.1, 30000, 14, 'high'] })[
    String(row.drg_code)
  ] as [number, number, number, string] | undefined
const inIndex = (row: RawRow) => drgOf(row) !== undefined && n(row, 'los_days') <= 60
const indexCases = sum((row) => (inIndex(row) ? 1 : 0))
const visit = {
  table: 'visit_day',
  facts: facilityFacts('visit_day', 'visit_date'),
  grain: 'day',
  scope: 'facility',
  dimensions: ['tier', 'category', 'department'],
  shape: 'flow',
} as const
const discharge = {
  table: 'discharge',
  facts: facilityFacts('discharge', 'discharged_at'),
  grain: 'day',
  scope: 'facility',
  dimensions: ['tier', 'category', 'department', 'drg'],
  shape: 'flow',
} as const
const resource = {
  table: 'resource_snapshot',
  facts: facilityFacts('resource_snapshot', 'month_end'),
  grain: 'month',
  scope: 'facility',
  dimensions: ['tier', 'category'],
  shape: 'stock',
} as const
const disease = {
  table: 'notifiable_month',
  facts: (world: World) =>
    (world.tables.notifiable_month ?? []).map(
      (row): Fact => ({ county: String(row.area_code), date: String(row.month_start), row }),
    ),
  grain: 'month',
  scope: 'area',
  dimensions: ['disease'],
  shape: 'flow',
} as const
const income = sum((row) => n(row, 'outpatient_income') + n(row, 'inpatient_income'))
const cases = sum((row) => n(row, 'cases'))

export const NAIVE: Readonly<Record<string, Definition>> = {
  'outpatient.visits': { ...visit, top: sum((row) => n(row, 'outpatient_visits') + n(row, 'emergency_visits')) },
  'income.drugShare': { ...visit, top: sum((row) => n(row, 'drug_income') - n(row, 'herbal_income')), bottom: income },
  'income.serviceShare': {
    ...visit,
    top: sum(
      (row) =>
        n(row, 'outpatient_income') +
        n(row, 'inpatient_income') -
        n(row, 'drug_income') -
        n(row, 'material_income') -
        n(row, 'exam_income') -
        n(row, 'lab_income'),
    ),
    bottom: income,
  },
  'beds.occupancy': {
    ...visit,
    table: 'bed_day',
    facts: facilityFacts('bed_day', 'bed_date'),
    top: sum((row) => n(row, 'occupied_beds')),
    bottom: sum((row) => n(row, 'open_beds')),
  },
  'inpatient.discharges': { ...discharge, top: (rows) => rows.length, count: (rows) => rows.length },
  'inpatient.averageStay': {
    ...discharge,
    top: sum((row) => n(row, 'los_days')),
    bottom: (rows) => rows.length,
    count: (rows) => rows.length,
  },
  'inpatient.caseMixIndex': {
    ...discharge,
    top: sum((row) => (inIndex(row) ? (drgOf(row)?.[0] ?? 0) : 0)),
    bottom: indexCases,
    count: indexCases,
  },
  'inpatient.costIndex': {
    ...discharge,
    top: sum((row) => (inIndex(row) ? n(row, 'cost_total') / (drgOf(row)?.[1] ?? 1) : 0)),
    bottom: indexCases,
    count: indexCases,
  },
  'inpatient.lowRiskMortality': {
    ...discharge,
    top: sum((row) => (inIndex(row) && drgOf(row)?.[3] === 'low' && row.discharge_way === '5' ? 1 : 0)),
    bottom: sum((row) => (inIndex(row) && drgOf(row)?.[3] === 'low' ? 1 : 0)),
    count: sum((row) => (inIndex(row) && drgOf(row)?.[3] === 'low' ? 1 : 0)),
  },
  'inpatient.drgGroups': {
    ...discharge,
    top: (rows) => new Set(rows.filter(inIndex).map((row) => row.drg_code)).size,
    count: indexCases,
  },
  'resources.beds': { ...resource, top: sum((row) => n(row, 'beds')) },
  'resources.bedsPerThousand': { ...resource, top: sum((row) => n(row, 'beds')), perResident: 1000 },
  'notifiable.cases': { ...disease, top: cases, count: cases },
  'notifiable.incidence': { ...disease, top: cases, perResident: 100000, count: cases },
}

const READERS: readonly Role[] = ['leader', 'supervisor', 'commander', 'planner', 'institution', 'display']
const RANK = ['aggregate', 'facility', 'case']

class Oracle {
  readonly #parent: Map<string, string | null>
  constructor(readonly world: World) {
    this.#parent = new Map(world.areas.map((area) => [area.code as string, area.parent as string | null]))
  }
  within(inner: string, outer: string): boolean {
    for (let at: string | null | undefined = inner; at; at = this.#parent.get(at)) if (at === outer) return true
    return false
  }
  seesArea(grants: readonly Grant[], area: string): boolean {
    return grants.some((grant) => grant.territory.kind === 'area' && this.within(area, grant.territory.code))
  }
  seesFacility(grants: readonly Grant[], id: string): boolean {
    return grants.some((grant) =>
      grant.territory.kind === 'area'
        ? this.within(this.countyOf(id), grant.territory.code)
        : (grant.territory.ids as readonly string[]).includes(id),
    )
  }
  countyOf(id: string): string {
    return String((this.world.tables.facility ?? []).find((row) => row.facility_id === id)?.county_code)
  }
  residents(place: (county: string) => boolean, month: string): number {
    const year = Number(month.slice(0, 4))
    return this.world.areas
      .filter((area) => area.level === 'county' && place(area.code))
      .reduce((total, area) => {
        const known = (this.world.tables.population ?? [])
          .filter((row) => row.area_code === area.code && n(row, 'year') <= year && year <= n(row, 'year') + 10)
          .sort((a, b) => n(b, 'year') - n(a, 'year'))[0]
        return total + (known ? n(known, 'residents') : 0)
      }, 0)
  }
}

export function naiveAnswer(world: World, query: IndicatorQuery, allGrants: readonly Grant[]): NaiveAnswer {
  const oracle = new Oracle(world)
  const definitions = query.indicators.map((id) => [id as string, NAIVE[id] as Definition] as const)
  const childAreas = world.areas.filter((area) => area.parent === query.territory).map((area) => area.code as string)
  const isPlace = query.by === 'children' || query.by === 'county' || query.by === 'facility'
  const byFacility = query.by === 'facility' || (query.by === 'children' && childAreas.length === 0)
  const needed = query.facility || byFacility ? 'facility' : 'aggregate'
  const grants = allGrants.filter(
    (grant) => READERS.includes(grant.role) && RANK.indexOf(grant.sensitivity) >= RANK.indexOf(needed),
  )

  const inFacility = query.facility !== undefined || byFacility
  const fits = (definition: Definition) =>
    !(inFacility && (definition.scope === 'area' || definition.perResident)) &&
    !(query.by && !isPlace && !definition.dimensions.includes(query.by)) &&
    !(query.filters ?? []).some((filter) => !definition.dimensions.includes(filter.dimension)) &&
    !(definition.grain === 'month' && (query.series === 'day' || !wholeMonths(query.period)))

  if (query.facility && isPlace) return { refused: true }
  if (query.facility && !oracle.within(oracle.countyOf(query.facility), query.territory)) return { refused: true }
  const brokenDown = (definition: Definition) =>
    (inFacility && (definition.scope === 'area' || definition.perResident)) ||
    (query.by && !isPlace && !definition.dimensions.includes(query.by))
  if (query.by && definitions.every(([, definition]) => brokenDown(definition))) return { refused: true }
  const filtered = (definition: Definition) =>
    !brokenDown(definition) && (query.filters ?? []).some((filter) => !definition.dimensions.includes(filter.dimension))
  if (definitions.every(([, definition]) => filtered(definition))) return { refused: true }

  const placeKeys = !isPlace
    ? undefined
    : byFacility
      ? [...world.facilities.keys()].filter((id) => oracle.within(oracle.countyOf(id), query.territory)).map(String)
      : query.by === 'children'
        ? childAreas
        : world.areas
            .filter((area) => area.level === 'county' && oracle.within(area.code, query.territory))
            .map((area) => area.code as string)
  const seen = placeKeys?.filter((key) =>
    byFacility ? oracle.seesFacility(grants, key) : oracle.seesArea(grants, key),
  )
  const whole = query.facility ? oracle.seesFacility(grants, query.facility) : oracle.seesArea(grants, query.territory)
  let part = false
  if (seen) {
    if (seen.length === 0 && !(byFacility && oracle.seesArea(grants, query.territory))) return { refused: true }
  } else if (!whole) {
    const some =
      world.areas.some((area) => oracle.within(area.code, query.territory) && oracle.seesArea(grants, area.code)) ||
      [...world.facilities.keys()].some(
        (id) => oracle.within(oracle.countyOf(id), query.territory) && oracle.seesFacility(grants, id),
      )
    if (query.by || query.facility || !some) return { refused: true }
    part = true
  }

  const rows = new Map<string, Map<string, NaiveCell>>()
  const put = (address: string, id: string, cell: NaiveCell) => {
    const row = rows.get(address) ?? new Map<string, NaiveCell>()
    rows.set(address, row.set(id, cell))
  }
  for (const [id, definition] of definitions) {
    if (part) {
      put('|', id, { state: 'not-permitted', compare: {} })
      continue
    }
    if (!fits(definition)) continue
    const facts = definition.facts(world)
    const last = facts
      .map((fact) => fact.date)
      .sort()
      .at(-1) as string
    const through = CalendarDate.parse(definition.grain === 'month' ? monthEnd(last.slice(0, 7)) : last)
    const clipped = clip(query.period, through)
    const asked = facts.filter(
      (fact) =>
        oracle.within(fact.county, query.territory) &&
        (!query.facility || fact.facility === query.facility) &&
        (query.filters ?? []).every((filter) => filter.values.includes(String(fact.row[filter.dimension]))),
    )
    const keys = seen ?? (query.by ? [...new Set(asked.map((fact) => String(fact.row[query.by as string])))] : [''])
    const belongs = (fact: Fact, key: string) =>
      key === '' && !query.by
        ? true
        : isPlace
          ? byFacility
            ? fact.facility === key
            : oracle.within(fact.county, key)
          : String(fact.row[query.by as string]) === key
    const raw = (key: string, window: Window) => {
      const span =
        definition.shape === 'stock'
          ? { from: `${window.to.slice(0, 7)}-01`, to: monthEnd(window.to.slice(0, 7)) }
          : window
      const picked = asked
        .filter((fact) => belongs(fact, key) && fact.date >= span.from && fact.date <= span.to)
        .map((fact) => fact.row)
      const bottom = definition.perResident
        ? oracle.residents((county) => oracle.within(county, isPlace ? key : query.territory), window.to.slice(0, 7)) /
          definition.perResident
        : (definition.bottom?.(picked) ?? 1)
      const value = picked.length === 0 || bottom === 0 ? undefined : definition.top(picked) / bottom
      return { value, count: picked.length === 0 ? null : (definition.count?.(picked) ?? null) }
    }
    const column = (windows: readonly { at: string; window: Window }[]) => {
      const cells = windows.flatMap(({ at, window }) => keys.map((key) => ({ key, at, ...raw(key, window) })))
      const groups = new Map<string, typeof cells>()
      for (const cell of cells) {
        const group = keys.length > 1 ? cell.at : ''
        groups.set(group, [...(groups.get(group) ?? []), cell])
      }
      const hidden = new Set(
        definition.count
          ? [...groups.values()].flatMap((group) => [
              ...suppressedKeys(
                group.map((cell) => ({ key: `${cell.key}|${cell.at}`, count: cell.count })),
                5,
              ),
            ])
          : [],
      )
      return new Map<string, { state: string; value?: number }>(
        cells.map((cell) => {
          const address = `${cell.key}|${cell.at}`
          if (cell.value === undefined) return [address, { state: 'empty' }]
          return [address, hidden.has(address) ? { state: 'suppressed' } : { state: 'shown', value: cell.value }]
        }),
      )
    }
    if (!clipped) {
      if (!query.series)
        for (const key of seen ?? (query.by ? [] : [''])) put(`${key}|`, id, { state: 'empty', compare: {} })
      continue
    }
    const main = column(
      query.series
        ? stepsOf(clipped, query.series).map((step) => ({ at: step.at, window: step }))
        : [{ at: '', window: clipped }],
    )
    const compared = query.series
      ? []
      : (query.compare ?? []).map(
          (how) => [how, column([{ at: '', window: comparedWindow(query.period, clipped, how) }])] as const,
        )
    for (const [address, cell] of main) {
      const compare = Object.fromEntries(
        compared.map(([how, other]) => {
          const there = other.get(address)
          return [how, there?.value ?? there?.state ?? 'empty']
        }),
      )
      put(address, id, { ...cell, compare: cell.state === 'shown' ? compare : {} })
    }
  }
  return { refused: false, rows }
}
