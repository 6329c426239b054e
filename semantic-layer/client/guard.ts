import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { monthOf, type Window } from '@cockpit/domain/indicator/time-shape'
import { partsOf } from '@cockpit/domain/period/calendar'
import { CLASS_DIMENSIONS, Disclosure, type Figure } from '@cockpit/domain/suppression/disclosure'
import { blockAt } from '@cockpit/domain/suppression/time-block'
import { type Breakdown, type FacilityMap, placesOf } from './breakdown'
import type { Catalogue } from './catalogue'
import type { Asking } from './fetch-values'
import { SheetTooLarge } from './ledger'
import { type Recipe, recipeOf } from './need'
import { dataThrough, dataVersionOf, type Publication } from './publication'
import type { SheetSource } from './sheet-source'
import { MOST_KEPT, Sheets } from './sheets'

/** Whether a row of an answer may be shown over a span of time, for one indicator. */
export interface Guard {
  /** @param count persons behind the figure itself; null where there are none. What the lattice adds up otherwise is withheld. */
  hides(key: string, window: Window, count: number | null): boolean
  /** Rows of a breakdown by something that is no place that are withheld, whether anybody stands behind them or not. */
  keysHidden(window: Window): string[]
  /** It shows nothing whatever, and the rows it has data for are not told either: that one is there would say that somebody is. */
  readonly all?: true
}

/** What a guard needs to know of an indicator of the question. */
export interface Guarded {
  readonly definition: IndicatorDefinition
  readonly recipe: Recipe
  readonly windows: readonly Window[]
}

/** Is there anything to withhold? A limit of 1 only tells none from no data. */
export function isGuarded(definition: IndicatorDefinition): boolean {
  return (definition.suppressBelow ?? 0) > 1
}

/**
 * Guards for the sensitive indicators of a question, by indicator. Indicators of one cube are judged together.
 * @throws CubeUnavailable
 */
export async function guardsOf(
  asking: Asking,
  breakdown: Breakdown,
  guarded: readonly Guarded[],
  catalogue: Catalogue,
  publication: Publication,
): Promise<ReadonlyMap<string, Guard>> {
  const byCube = new Map<string, Guarded[]>()
  for (const one of guarded) {
    const name = `${cubeOf(one.definition.id)} ${one.definition.suppressBelow}`
    byCube.set(name, [...(byCube.get(name) ?? []), one])
  }
  const found = await Promise.all(
    [...byCube.values()].map((group) => guardsOfCube(asking, breakdown, group, catalogue, publication)),
  )
  return new Map(found.flat())
}

const WITHHOLDS_ALL: Guard = { hides: () => true, keysHidden: () => [], all: true }

async function guardsOfCube(
  asking: Asking,
  breakdown: Breakdown,
  guarded: readonly Guarded[],
  catalogue: Catalogue,
  publication: Publication,
): Promise<[string, Guard][]> {
  const { query, facilities } = asking
  const nothing = () => guarded.map(({ definition }): [string, Guard] => [definition.id, WITHHOLDS_ALL])
  const shape = shapeOf(query, breakdown)
  const [first] = guarded
  if (!shape || !first) return nothing()
  const cubeName = cubeOf(first.definition.id)
  const siblings = catalogue.indicators.filter((other) => cubeOf(other.id) === cubeName && isGuarded(other))
  const { sheets, disclosure } = judgeOf(
    {
      cube: asking.cube,
      territory: asking.territory,
      facilities,
      cut: cutOf(siblings, publication),
      cubeName,
      scope: first.definition.scope,
      measures: countsOf(siblings, catalogue),
      version: dataVersionOf(publication, [...siblings.flatMap((other) => other.tables), 'area', 'facility']),
      limit: asking.limit,
      now: asking.now,
    },
    first.definition.suppressBelow ?? 0,
  )
  const own: string = query.facility ?? query.territory
  const placeOf = (key: string) => (breakdown.kind === 'areas' || breakdown.kind === 'facilities' ? key : own)
  const places = (placesOf(breakdown) ?? [{ key: '' }]).map(({ key }) => placeOf(key))
  const spans = guarded.flatMap((one) => one.windows.map(reachesOf(one, publication)))
  try {
    await sheets.read(places.flatMap((place) => spans.map((span) => shape(place, '', span))))
  } catch (error) {
    if (error instanceof SheetTooLarge) return nothing()
    throw error
  }
  const classed = isOfClass(query, breakdown)
  return guarded.map((one): [string, Guard] => {
    const measure = one.recipe.count?.member
    if (!measure) return [one.definition.id, WITHHOLDS_ALL]
    const reach = reachesOf(one, publication)
    const figureOf = (key: string, window: Window) => shape(placeOf(key), key, reach(window))
    const guard: Guard = {
      hides(key, window, count) {
        const figure = figureOf(key, window)
        if (count === null && classed && sheets.isFacility(figure.place)) return false
        if (disclosure.mayShow(measure, figure)) return (count ?? 0) !== disclosure.countOf(measure, figure)
        return count !== null || !isEmpty(disclosure, measure, figure)
      },
      keysHidden(window) {
        const any = figureOf('', window)
        if (breakdown.kind !== 'dimension' || any.dimension === null || isEmpty(disclosure, measure, any)) return []
        return disclosure.valuesNear(any).filter((value) => !disclosure.mayShow(measure, figureOf(value, window)))
      },
    }
    return [one.definition.id, guard]
  })
}

interface Judge {
  readonly sheets: Sheets
  readonly disclosure: Disclosure
}

/** What was read and decided about one version of the data is kept, and serves every question until the next. */
const judges = new WeakMap<FacilityMap, Map<string, Judge>>()
const MOST_JUDGES = 8

function judgeOf(source: SheetSource, below: number): Judge {
  const kept = judges.get(source.facilities) ?? new Map<string, Judge>()
  judges.set(source.facilities, kept)
  const name = JSON.stringify([source.cube.url, source.cubeName, source.measures, source.version, source.cut, below])
  const known = kept.get(name)
  if (known && known.sheets.size <= MOST_KEPT && known.sheets.source.territory === source.territory) return known
  const sheets = new Sheets(source)
  const judge = { sheets, disclosure: new Disclosure(sheets, source.measures, below, source.cut) }
  kept.delete(name)
  kept.set(name, judge)
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_JUDGES) break
    kept.delete(oldest)
  }
  return judge
}

/** The days an indicator's figure stands on, to the end of the year where they reach the end of the data. */
function reachesOf({ definition, recipe }: Guarded, publication: Publication): (window: Window) => Window {
  const end = endOf(definition.tables, publication)
  return (window) => reachOf(recipe.value.shape === 'stock' ? monthOf(window.to) : window, end)
}

/** Nobody at all in the place and span, and that may be known: an empty row of an empty place tells nothing. */
function isEmpty(disclosure: Disclosure, measure: string, figure: Figure): boolean {
  const all = { ...figure, dimension: null, values: [''] }
  return disclosure.countOf(measure, all) === 0 && disclosure.mayShow(measure, all)
}

type Shape = (place: string, key: string, window: Window) => Figure

/**
 * The figure behind a row: undefined where two dimensions are cut at once, which the lattice does not hold. A facility's own tier and
 * category cut nothing: it has them or is not there.
 */
function shapeOf(query: IndicatorQuery, breakdown: Breakdown): Shape | undefined {
  const one = query.facility !== undefined || breakdown.kind === 'facilities'
  const cuts = (name: string) => !(one && CLASS_DIMENSIONS.includes(name))
  const filters = (query.filters ?? []).filter((filter) => cuts(filter.dimension))
  const by = breakdown.kind === 'dimension' && cuts(breakdown.dimension) ? breakdown.dimension : undefined
  const dimensions = [...new Set([...filters.map((filter) => filter.dimension), ...(by ? [by] : [])])]
  if (dimensions.length > 1) return undefined
  const [dimension = null] = dimensions
  const [first, ...others] = filters.map((filter) => [...new Set(filter.values)])
  const asked = (first ?? []).filter((value) => others.every((values) => values.includes(value)))
  return (place, key, { from, to }) => ({
    place,
    dimension,
    values: dimension === null ? [''] : by === undefined ? asked : first && !asked.includes(key) ? [] : [key],
    from,
    to,
  })
}

function isOfClass(query: IndicatorQuery, breakdown: Breakdown): boolean {
  return (
    (query.filters ?? []).some((filter) => CLASS_DIMENSIONS.includes(filter.dimension)) ||
    (breakdown.kind === 'dimension' && CLASS_DIMENSIONS.includes(breakdown.dimension))
  )
}

/** Every count by which an indicator of the cube is withheld. */
function countsOf(definitions: readonly IndicatorDefinition[], catalogue: Catalogue): string[] {
  return [...new Set(definitions.flatMap((one) => recipeOf(one, catalogue).count?.member ?? []))].sort()
}

/** The last day any of the tables has data for; null when none tells. */
function endOf(tables: readonly string[], publication: Publication): string | null {
  return (
    tables
      .flatMap((table) => publication.get(table)?.dataTo ?? [])
      .sort()
      .at(-1) ?? null
  )
}

/** The day of the month on which the data of a cube by days end. Periods so far are compared up to the same day. */
function cutOf(definitions: readonly IndicatorDefinition[], publication: Publication): number {
  const ends = definitions.flatMap((one) =>
    one.grain === 'day' ? (dataThrough(publication, one.tables, one.grain) ?? []) : [],
  )
  const end = ends.sort()[0]
  return end === undefined || monthOf(end).to === end ? 0 : partsOf(end).day
}

/** A span that reaches the end of the data holds what its year holds from there on: nothing. */
function reachOf(window: Window, end: string | null): Window {
  return end !== null && window.to >= end ? { from: window.from, to: blockAt('year', window.to).to } : window
}

function cubeOf(member: string): string {
  return member.slice(0, member.indexOf('.'))
}
