import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { AnswerRow, Envelope, IndicatorSpan, Withheld } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { type Comparing, clip, moveSteps, type Window } from '@cockpit/domain/indicator/time-shape'
import { addDays, type CalendarDate } from '@cockpit/domain/period/calendar'
import { isSmall } from '@cockpit/domain/suppression/close'
import { type Breakdown, placesOf } from './breakdown'
import type { Catalogue } from './catalogue'
import { type ComparedSpans, comparisonOf, spanOf } from './comparisons'
import { fetchReporting, type Reporting } from './coverage'
import { dimensionValues } from './dimension-values'
import { type Asked, type Cell, type CellAddress, type ComparedCells, cellsOf, dress } from './envelopes'
import { type Asking, fetchValues, type Span, Values } from './fetch-values'
import { type Guard, guardsOf, isGuarded } from './guard'
import { type Need, type Recipe, recipeOf } from './need'
import { dataSince, dataThrough, type Publication } from './publication'
import { targetsFor } from './set-targets'
import { runsOf } from './span-runs'

/** An indicator that fits the question, with the spans of time it is asked over. */
export interface Line {
  readonly definition: Asked
  readonly recipe: Recipe
  readonly main: Span | null
  /**
   * Two months of last year are no like of ten months of this one: what is added up over a span is compared only where data begin with it,
   * or within its first week, in which nothing may have happened. A stock needs its last month alone.
   */
  readonly comparableFrom: CalendarDate | null
  readonly compared: readonly (readonly [how: Comparing, spans: ComparedSpans])[]
}

export interface Composed {
  readonly rows: AnswerRow[]
  readonly reporting: Reporting | null
  /** By indicator, of those that have data. */
  readonly spans: Readonly<Record<string, IndicatorSpan>>
  /** First of the last days of the data behind the fitting indicators. */
  readonly through: CalendarDate | null
}

/**
 * Asks for everything the fitting indicators need and makes the rows. `unfit` indicators get a cell that says so in every row.
 * @throws CubeUnavailable
 */
export async function composeRows(
  asking: Asking,
  breakdown: Breakdown,
  fitting: readonly Asked[],
  unfit: readonly Asked[],
  catalogue: Catalogue,
  publication: Publication,
): Promise<Composed> {
  const lines = fitting.map((definition) => lineOf(definition, asking.query, catalogue, publication))
  const sensitive = asking.reader === 'judging' ? [] : lines.filter(({ definition }) => isGuarded(definition))
  const judged = sensitive.map((line) => ({ ...line, windows: windowsOf(line) }))
  const [fetched, reporting, guards, targetOf] = await Promise.all([
    fetchAll(asking, lines),
    reportingOf(asking, lines),
    guardsOf(asking, breakdown, judged, catalogue, publication),
    targetsFor(asking, breakdown, publication),
  ])
  const keys = placesOf(breakdown) ?? (await keysOf(asking, breakdown, lines, fetched, guards))
  const ats = stepsIn(lines)
  const readers = lines.map((line) => ({
    line,
    ...readersOf(line, fetched, reporting, guards.get(line.definition.id)),
  }))
  const rows = keys.flatMap(({ key, name }: { key: string; name?: string }) =>
    ats.map((at): AnswerRow => {
      const cells: [string, Envelope][] = readers.map(({ line, cell, compared }) => {
        const address = { key, at }
        const others = Object.fromEntries(compared.map(([how, read]) => [how, read(address)]))
        const coverage = reporting?.of(line.definition.tables, key, at) ?? null
        const through = partOf(line, asking.query, at)
        const target = targetOf(line.definition, key, endOf(line, asking.query, at))
        return [line.definition.id, dress(line.definition, cell(address), others, coverage, through, target)]
      })
      for (const definition of unfit) cells.push([definition.id, dress(definition, { state: 'not-applicable' }, {})])
      return { key, ...(name ? { name } : {}), ...(at ? { at } : {}), cells: Object.fromEntries(cells) }
    }),
  )
  const ends = fitting.flatMap((one) => dataThrough(publication, one.tables, one.grain) ?? [])
  return { rows, reporting, spans: Object.fromEntries(lines.flatMap(spanTold)), through: ends.sort()[0] ?? null }
}

/** Last day of the question, or of the step of its line. */
function endOf({ main }: Line, { period }: IndicatorQuery, at: string): CalendarDate {
  return main?.series?.steps.find((step) => step.at === at)?.to ?? period.to
}

/** The last day with data, where a figure's period or step goes on after it. */
function partOf({ main }: Line, query: IndicatorQuery, at: string): string | undefined {
  if (!main || main.window.to >= query.period.to) return undefined
  if (!main.series) return main.window.to
  // Of a line it is the last step, unless data end just where that step does.
  const last = main.series.steps.at(-1)
  const goesOn = last && last.to < addDays(moveSteps(last.at, main.series.grain, 1), -1)
  return goesOn && last.at === at ? main.window.to : undefined
}

function spanTold({ definition, main, compared }: Line): [string, IndicatorSpan][] {
  if (!main) return []
  const { from, to } = main.window
  if (main.series || compared.length === 0) return [[definition.id, { from, to }]]
  const told = compared.map(([how, spans]) => {
    const { own, other } = spans.at('')
    return [how, { ...(own ? { own: own.window } : {}), other: other.window }]
  })
  return [[definition.id, { from, to, compared: Object.fromEntries(told) }]]
}

export function lineOf(definition: Asked, query: IndicatorQuery, catalogue: Catalogue, publication: Publication): Line {
  const recipe = recipeOf(definition, catalogue)
  const window = clip(query.period, dataThrough(publication, definition.tables, definition.grain))
  const since = dataSince(publication, definition.tables)
  const comparableFrom = since && addDays(since, -6)
  if (!window) return { definition, recipe, main: null, comparableFrom, compared: [] }
  const compared = (query.compare ?? []).map((how) => [how, comparisonOf(query, window, how)] as const)
  // Where one of its tables goes on after the others end, whole months would read what stands opposite nothing.
  const goesOn = definition.tables.some((table) => (publication.get(table)?.dataTo ?? window.to) > window.to)
  const reach = goesOn ? {} : { reach: query.period.to }
  return { definition, recipe, main: { ...spanOf(window, query.series), ...reach }, comparableFrom, compared }
}

interface Fetched {
  of(span: Span | null): Values
}

/** Indicators that share a span are asked together, and so are spans that follow one another. */
async function fetchAll(asking: Asking, lines: readonly Line[]): Promise<Fetched> {
  const spans = new Map<string, Span>()
  const needs = new Map<string, Need[]>()
  for (const line of lines)
    for (const span of spansOf(line)) {
      const { value, denominator, count } = line.recipe
      const wanted = [value, ...(denominator ? [denominator] : []), ...(count ? [count] : [])]
      spans.set(nameOf(span), span)
      needs.set(nameOf(span), [...(needs.get(nameOf(span)) ?? []), ...wanted])
    }
  const values = new Map<string, Values>()
  await Promise.all(
    runsOf([...spans.values()]).map(async (run) => {
      const wanted = run.spans.flatMap(({ span }) => needs.get(nameOf(span)) ?? [])
      const found = await fetchValues(asking, wanted, run.asked)
      for (const { span, at } of run.spans) values.set(nameOf(span), run.spans.length > 1 ? found.ofStep(at) : found)
    }),
  )
  const nothing = new Values()
  return {
    of: (span) => (span && values.get(nameOf(span))) || nothing,
  }
}

function nameOf(span: Span): string {
  return `${span.window.from}..${span.window.to} ${span.reach ?? ''} ${span.series?.grain ?? ''}`
}

async function reportingOf(asking: Asking, lines: readonly Line[]): Promise<Reporting | null> {
  const tables = [...new Set(lines.flatMap((line) => line.definition.tables))]
  const windows = lines.flatMap((line) => (line.main ? [line.main.window] : []))
  if (tables.length === 0 || windows.length === 0) return null
  const from = windows.map((window) => window.from).sort()[0] as CalendarDate
  const to = windows
    .map((window) => window.to)
    .sort()
    .at(-1) as CalendarDate
  return fetchReporting(asking, tables, spanOf({ from, to }, asking.query.series))
}

/**
 * Rows of a breakdown by something that is no place: what the data hold, and what is withheld there whether anybody stands behind it or not,
 * because a row that is missing would say that nobody does. Where all is withheld the rows are the values the whole province knows, as
 * `filterValues` tells them.
 */
async function keysOf(
  asking: Asking,
  breakdown: Breakdown,
  lines: readonly Line[],
  fetched: Fetched,
  guards: ReadonlyMap<string, Guard>,
): Promise<{ key: string }[]> {
  const { cube, token, territory, query } = asking
  const [province] = territory.path(query.territory)
  const keys = await Promise.all(
    lines.map(async ({ definition, main }) => {
      const guard = guards.get(definition.id)
      if (guard?.all && breakdown.kind === 'dimension' && province) {
        const member = `${definition.id.slice(0, definition.id.indexOf('.'))}.${breakdown.dimension}`
        return main ? dimensionValues(cube, token, member, province) : []
      }
      const hidden = guard ? stepsOfSpan(main).flatMap((window) => guard.keysHidden(window)) : []
      return [...fetched.of(main).keys(), ...hidden]
    }),
  )
  return [...new Set(keys.flat())].sort().map((key) => ({ key }))
}

function spansOf(line: Line): Span[] {
  return [...(line.main ? [line.main] : []), ...line.compared.flatMap(([, spans]) => spans.all)]
}

/** Every span of time a line has a number for. */
function windowsOf(line: Line): Window[] {
  return spansOf(line).flatMap(stepsOfSpan)
}

function stepsOfSpan(span: Span | null): readonly Window[] {
  return span ? (span.series?.steps ?? [span.window]) : []
}

/** Steps of the line, '' alone when there is none; together those of all indicators. */
function stepsIn(lines: readonly Line[]): string[] {
  const steps = lines.flatMap((line) => line.main?.series?.steps ?? [])
  if (steps.length > 0) return [...new Set(steps.map((step) => step.at))].sort()
  return lines.some((line) => line.main?.series) ? [] : ['']
}

interface Readers {
  readonly cell: (address: CellAddress) => Cell
  readonly compared: readonly (readonly [how: Comparing, read: (address: CellAddress) => ComparedCells])[]
}

function readersOf(line: Line, fetched: Fetched, reporting: Reporting | null, guard: Guard | undefined): Readers {
  const { definition, recipe, main } = line
  const readSpan = (span: Span | null, why: (address: CellAddress) => Withheld) =>
    cellsOf(definition, recipe, fetched.of(span), why, hiding(definition, span, guard))
  const cell = readSpan(main, ({ key, at }) => whyEmpty(definition, reporting, key, at))
  const compared = line.compared.map(([how, spans]) => {
    const readers = new Map(spans.all.map((span) => [span, readSpan(span, () => 'no-data')]))
    const read = (span: Span, address: CellAddress): Cell =>
      isWhollyThere(line, span, address.at) ? (readers.get(span)?.(address) ?? NO_DATA) : NO_DATA
    return [
      how,
      ({ key, at }: CellAddress): ComparedCells => {
        if (!spans.has(at)) return { other: NO_DATA }
        const { own, other, otherAt } = spans.at(at)
        return { ...(own ? { own: read(own, { key, at: '' }) } : {}), other: read(other, { key, at: otherAt }) }
      },
    ] as const
  })
  return { cell, compared }
}

const NO_DATA: Cell = { state: 'no-data' }

/** Does all of a span, or of one step of it, lie where there is something to compare with? */
function isWhollyThere({ comparableFrom, recipe }: Line, span: Span, at: string): boolean {
  if (comparableFrom === null || recipe.value.shape === 'stock') return true
  // The steps of a line that is compared with are whole: each begins with its first day.
  return (span.series ? at : span.window.from) >= comparableFrom
}

/** Without a guard a rule reads: small cells are hidden from it too, not those hidden to protect them. */
function hiding(
  definition: IndicatorDefinition,
  span: Span | null,
  guard: Guard | undefined,
): (address: CellAddress, count: number | null) => boolean {
  if (!guard) return (_, count) => count !== null && isSmall(count, definition.suppressBelow ?? 0)
  const steps = new Map<string, Window>(span?.series?.steps.map((step) => [step.at, step]))
  return ({ key, at }, count) => {
    const window = span?.series ? steps.get(at) : span?.window
    return window !== undefined && guard.hides(key, window, count)
  }
}

/** No number: nobody there owes the table, nobody sent it, or there is simply none. */
export function whyEmpty(
  definition: IndicatorDefinition,
  reporting: Reporting | null,
  key: string,
  at: string,
): Withheld {
  const coverage = reporting?.of(definition.tables, key, at)
  return coverage && coverage.reported === 0 ? 'not-reported' : 'no-data'
}
