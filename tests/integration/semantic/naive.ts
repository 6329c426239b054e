import type { Grant, Role } from '@cockpit/domain/access/grant'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import {
  type Comparing,
  clip,
  moveSteps,
  type Sides,
  type Step,
  sidesOf,
  stepsOf,
  type Window,
} from '@cockpit/domain/indicator/time-shape'
import { addDays, CalendarDate } from '@cockpit/domain/period/calendar'
import type { Period } from '@cockpit/domain/period/period'
import { type Definition, type Fact, NAIVE, n } from './naive-definitions'
import { suppression } from './naive-suppression'
import { wholeMonths } from './whole-months'
import { monthEnd, type World } from './world'

/**
 * The oracle: filter the raw rows one by one, add them up. It shares with the product the calendar and the choice of cells to hide
 * (tested on their own, here over raw rows) and nothing else: no SQL, no Cube, no catalogue, no scope code.
 */
export interface NaiveCell {
  readonly state: string
  readonly value?: number
  readonly compare: Readonly<Record<string, { readonly other: number | string; readonly own?: number | string }>>
}
export type NaiveAnswer =
  | { readonly refused: true }
  | { readonly refused: false; readonly rows: Map<string, Map<string, NaiveCell>> }

const READERS: readonly Role[] = ['leader', 'supervisor', 'commander', 'planner', 'institution', 'display']
const RANK = ['aggregate', 'facility', 'case']

/** What a step of a line is compared with: as a period of its own, so far where data or question end inside it. */
function sidesOfStep(step: Step, grain: Exclude<Period['grain'], 'range'>): (how: Comparing) => Sides {
  const period: Period =
    step.from === step.at
      ? { from: step.at, to: addDays(moveSteps(step.at, grain, 1), -1), grain }
      : { from: step.from, to: step.to, grain: 'range' }
  return (how) => sidesOf(period, step, how)
}

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
    !(definition.grain === 'month' && (query.series === 'day' || query.series === 'week' || !wholeMonths(query.period)))

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
    const first = facts.map((fact) => fact.date).sort()[0] as string
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
    const hides = suppression(world, id, query, byFacility)
    const column = (windows: readonly { readonly at: string; readonly window: Window }[]) =>
      new Map<string, { state: string; value?: number }>(
        windows.flatMap(({ at, window }) => {
          const hidden = query.by && !isPlace ? hides.keys(window) : []
          return [...new Set([...keys, ...hidden])].map((key): [string, { state: string; value?: number }] => {
            const { value, count } = raw(key, window)
            if (hides.cell(isPlace ? key : undefined, key, window, count))
              return [`${key}|${at}`, { state: 'suppressed' }]
            return [`${key}|${at}`, value === undefined ? { state: 'empty' } : { state: 'shown', value }]
          })
        }),
      )
    if (!clipped) {
      if (!query.series)
        for (const key of seen ?? (query.by ? [] : [''])) put(`${key}|`, id, { state: 'empty', compare: {} })
      continue
    }
    const steps = query.series
      ? stepsOf(clipped, query.series).map((step) => ({
          at: step.at as string,
          window: step,
          sides: sidesOfStep(step, query.series as Exclude<Period['grain'], 'range'>),
        }))
      : [{ at: '', window: clipped, sides: (how: Comparing) => sidesOf(query.period, clipped, how) }]
    const main = column(steps)
    for (const [address, cell] of main) {
      const step = steps.find((one) => address.endsWith(`|${one.at}`))
      const read = (window: Window) => {
        // What begins more than a week after the span is no like of it.
        if (definition.shape !== 'stock' && first > addDays(window.from, 6)) return 'empty'
        const there = column([{ at: '', window }]).get(`${address.slice(0, address.indexOf('|'))}|`)
        return there?.value ?? there?.state ?? 'empty'
      }
      const compare = Object.fromEntries(
        (cell.state === 'shown' ? (query.compare ?? []) : []).flatMap((how) => {
          const sides = step?.sides(how)
          return sides ? [[how, { other: read(sides.other), ...(sides.own ? { own: read(sides.own) } : {}) }]] : []
        }),
      )
      put(address, id, { ...cell, compare })
    }
  }
  return { refused: false, rows }
}
