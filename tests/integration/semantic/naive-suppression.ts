import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import type { Window } from '@cockpit/domain/indicator/time-shape'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { Disclosure, type Lattice, type Sheet } from '@cockpit/domain/suppression/disclosure'
import type { Block } from '@cockpit/domain/suppression/time-block'
import type { RawRow } from './lake-of'
import { type Fact, NAIVE, n } from './naive-definitions'
import { monthEnd, type World } from './world'

const WEIGHTS: Readonly<Record<string, string>> = { AA11: 'low', BB21: 'midlow', CC31: 'high' }
const grouped = (row: RawRow) => String(row.drg_code) in WEIGHTS && n(row, 'los_days') <= 60
const classed = (name: string) => (row: RawRow) => (grouped(row) && WEIGHTS[String(row.drg_code)] === name ? 1 : 0)
/** Every count by which an indicator of the cube is withheld, by the name the cube gives it. */
const COUNTS: Readonly<Record<string, Readonly<Record<string, (row: RawRow) => number>>>> = {
  inpatient: {
    'inpatient.discharges': () => 1,
    'inpatient.indexCases': (row) => (grouped(row) ? 1 : 0),
    'inpatient.lowRiskCases': classed('low'),
    'inpatient.midLowRiskCases': classed('midlow'),
    'inpatient.validCases': (row) => (n(row, 'los_days') <= 60 ? 1 : 0),
  },
  notifiable: {
    'notifiable.cases': (row) => n(row, 'cases'),
    'notifiable.deaths': (row) => n(row, 'deaths'),
  },
}
const COUNT_OF: Readonly<Record<string, string>> = {
  'inpatient.averageStay': 'inpatient.discharges',
  'inpatient.caseMixIndex': 'inpatient.indexCases',
  'inpatient.costIndex': 'inpatient.indexCases',
  'inpatient.drgGroups': 'inpatient.indexCases',
  'inpatient.lowRiskMortality': 'inpatient.lowRiskCases',
  'notifiable.incidence': 'notifiable.cases',
}

/** The lattice of counts, added up from raw rows each time it is asked. */
class NaiveLattice implements Lattice {
  readonly #facts: readonly Fact[]
  constructor(
    readonly world: World,
    id: string,
    readonly cube: string,
  ) {
    this.#facts = NAIVE[id]?.facts(world) ?? []
  }
  isFacility(place: string): boolean {
    return place.startsWith('F')
  }
  countiesOf(place: string): string[] {
    return this.world.areas
      .filter((area) => area.level === 'county' && this.#isUnder(area.code, place))
      .map((area) => area.code)
  }
  #isUnder(inner: string, outer: string): boolean {
    for (let at: string | undefined = inner; at !== undefined; at = this.parentOf(at)) if (at === outer) return true
    return false
  }
  parentOf(place: string): string | undefined {
    if (this.isFacility(place))
      return String((this.world.tables.facility ?? []).find((row) => row.facility_id === place)?.county_code)
    return this.world.areas.find((area) => area.code === place)?.parent ?? undefined
  }
  #inside(fact: Fact, place: string): boolean {
    if (fact.facility === place) return true
    for (let at: string | undefined = fact.county; at !== undefined; at = this.parentOf(at))
      if (at === place) return true
    return false
  }
  sheet(parent: string | undefined, root: string, dimension: string | null, block: Block): Sheet {
    const year = block.from.slice(0, 4)
    const facts = this.#facts.filter((fact) => fact.date.startsWith(year) && this.#inside(fact, parent ?? root))
    const areas = this.world.areas.filter((area) => area.parent === parent).map((area) => area.code as string)
    const places = parent === undefined ? [root] : areas.length > 0 ? areas : facts.map((fact) => fact.facility ?? '')
    const valueIn = (fact: Fact) => (dimension === null ? '' : String(fact.row[dimension]))
    const known = new Map<string, number>()
    return {
      rows: [...new Set(places)].filter((place) => facts.some((fact) => this.#inside(fact, place))).sort(),
      values: [...new Set(facts.map(valueIn))].sort(),
      count: (measure, row, value, { from, to }) => {
        const name = [measure, row, value, from, to].join('|')
        const before = known.get(name)
        if (before !== undefined) return before
        const count = facts
          .filter((fact) => valueIn(fact) === value && fact.date >= from && fact.date <= to && this.#inside(fact, row))
          .reduce((sum, fact) => sum + (COUNTS[this.cube]?.[measure]?.(fact.row) ?? 0), 0)
        known.set(name, count)
        return count
      },
    }
  }
}

const known = new WeakMap<World, Map<string, Disclosure>>()

function disclosureOf(world: World, id: string, cube: string, cut: number): Disclosure {
  const all = known.get(world) ?? new Map<string, Disclosure>()
  known.set(world, all)
  const disclosure =
    all.get(cube) ?? new Disclosure(new NaiveLattice(world, id, cube), Object.keys(COUNTS[cube] ?? {}), 5, cut)
  all.set(cube, disclosure)
  return disclosure
}

export interface NaiveHiding {
  /** @param place of the row; undefined where the row is no place */
  cell(place: string | undefined, key: string, window: Window, count: number | null): boolean
  /** Values withheld whether anybody has them or not. */
  keys(window: Window): string[]
}

const NOTHING: NaiveHiding = { cell: () => false, keys: () => [] }

/** What of an indicator is withheld under a question. `byFacility`: its rows are facilities. */
export function suppression(world: World, id: string, query: IndicatorQuery, byFacility: boolean): NaiveHiding {
  const definition = NAIVE[id]
  if (!definition?.count) return NOTHING
  const cube = id.slice(0, id.indexOf('.'))
  const measure = COUNT_OF[id] ?? id
  const one = byFacility || query.facility !== undefined
  const ofClass = (name: string) => name === 'tier' || name === 'category'
  const byPlace = query.by === undefined || ['children', 'county', 'facility'].includes(query.by)
  const cutting = [...(query.filters ?? []).map((filter) => filter.dimension), ...(byPlace ? [] : [query.by ?? ''])]
  const dimensions = [...new Set(cutting.filter((name) => !(one && ofClass(name))))]
  if (dimensions.length > 1) return { cell: () => true, keys: () => [] }
  const dimension = dimensions[0] ?? null
  const dates = definition
    .facts(world)
    .map((fact) => fact.date)
    .sort()
  const last = dates.at(-1) ?? ''
  const isMonthEnd = definition.grain === 'month' || last === monthEnd(last.slice(0, 7))
  const disclosure = disclosureOf(world, id, cube, isMonthEnd ? 0 : Number(last.slice(8)))
  const wanted = query.filters?.find((filter) => filter.dimension === dimension)?.values
  const figure = (place: string | undefined, key: string, { from, to }: Window) => ({
    place: place ?? query.facility ?? query.territory,
    dimension,
    values:
      dimension === null
        ? ['']
        : query.by !== dimension
          ? (wanted ?? [])
          : wanted && !wanted.includes(key)
            ? []
            : [key],
    from,
    to: to >= last ? CalendarDate.parse(`${to.slice(0, 4)}-12-31`) : to,
  })
  const nobody = (place: string | undefined, window: Window) => {
    const all = { ...figure(place, '', window), dimension: null, values: [''] }
    return disclosure.countOf(measure, all) === 0 && disclosure.mayShow(measure, all)
  }
  return {
    cell(place, key, window, count) {
      if (one && count === null && cutting.some(ofClass)) return false
      const asked = figure(place, key, window)
      if (disclosure.mayShow(measure, asked)) return (count ?? 0) !== disclosure.countOf(measure, asked)
      return count !== null || !nobody(place, window)
    },
    keys(window) {
      const any = figure(undefined, '', window)
      if (dimension === null || query.by !== dimension || nobody(undefined, window)) return []
      return disclosure
        .valuesNear(any)
        .filter((value) => !disclosure.mayShow(measure, figure(undefined, value, window)))
    },
  }
}
