import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { AnswerRow, Envelope, Withheld } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { clip, comparedWindow, moveSteps, type Step, stepsOf, type Window } from '@cockpit/domain/indicator/time-shape'
import { addDays, CalendarDate } from '@cockpit/domain/period/calendar'
import type { Grain } from '@cockpit/domain/period/period'
import { isSmall } from '@cockpit/domain/suppression/close'
import { type Breakdown, placesOf } from './breakdown'
import type { Catalogue } from './catalogue'
import { fetchReporting, type Reporting } from './coverage'
import { type Cell, type CellAddress, cellsOf, dress } from './envelopes'
import { type Asking, fetchValues, type Span, Values } from './fetch-values'
import { type Guard, guardsOf, isGuarded } from './guard'
import { type Need, type Recipe, recipeOf } from './need'
import { dataThrough, type Publication } from './publication'

type How = 'sameLastYear' | 'previous'

/** An indicator that fits the question, with the spans of time it is asked over. */
interface Line {
  readonly definition: IndicatorDefinition
  readonly recipe: Recipe
  readonly main: Span | null
  readonly compared: Readonly<Partial<Record<How, Span>>>
}

export interface Composed {
  readonly rows: AnswerRow[]
  readonly reporting: Reporting | null
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
  fitting: readonly IndicatorDefinition[],
  unfit: readonly IndicatorDefinition[],
  catalogue: Catalogue,
  publication: Publication,
): Promise<Composed> {
  const lines = fitting.map((definition) => lineOf(definition, asking.query, catalogue, publication))
  const sensitive = asking.reader === 'judging' ? [] : lines.filter(({ definition }) => isGuarded(definition))
  const judged = sensitive.map((line) => ({ ...line, windows: windowsOf(line) }))
  const [fetched, reporting, guards] = await Promise.all([
    fetchAll(asking, lines),
    reportingOf(asking, lines),
    guardsOf(asking, breakdown, judged, catalogue, publication),
  ])
  const keys = placesOf(breakdown) ?? keysInData(lines, fetched, guards)
  const ats = stepsIn(lines)
  const readers = lines.map((line) => ({
    line,
    ...readersOf(line, fetched, reporting, guards.get(line.definition.id)),
  }))
  const rows = keys.flatMap(({ key, name }) =>
    ats.map((at): AnswerRow => {
      const cells: [string, Envelope][] = readers.map(({ line, cell, compared }) => {
        const address = { key, at }
        const others = Object.entries(compared).map(([how, read]) => [how, read(address)])
        const coverage = reporting?.of(line.definition.tables, key, at) ?? null
        return [line.definition.id, dress(line.definition, cell(address), Object.fromEntries(others), coverage)]
      })
      for (const definition of unfit) cells.push([definition.id, dress(definition, { state: 'not-applicable' }, {})])
      return { key, ...(name ? { name } : {}), ...(at ? { at } : {}), cells: Object.fromEntries(cells) }
    }),
  )
  const ends = fitting.flatMap((one) => dataThrough(publication, one.tables, one.grain) ?? [])
  return { rows, reporting, through: ends.sort()[0] ?? null }
}

function lineOf(
  definition: IndicatorDefinition,
  query: IndicatorQuery,
  catalogue: Catalogue,
  publication: Publication,
): Line {
  const recipe = recipeOf(definition, catalogue)
  const window = clip(query.period, dataThrough(publication, definition.tables, definition.grain))
  if (!window) return { definition, recipe, main: null, compared: {} }
  const compared: Partial<Record<How, Span>> = {}
  for (const how of query.compare ?? [])
    compared[how] = query.series
      ? spanOf(comparedSeries(window, query.series, how), query.series)
      : { window: comparedWindow(query.period, window, how) }
  return { definition, recipe, main: { ...spanOf(window, query.series), reach: query.period.to }, compared }
}

function spanOf(window: Window, grain: Grain | undefined): Span {
  return { window, ...(grain ? { series: { grain, steps: stepsOf(window, grain) } } : {}) }
}

/** Whole steps to compare a line's steps with. */
function comparedSeries(window: Window, grain: Grain, how: How): Window {
  const steps = stepsOf(window, grain)
  const first = comparedStep((steps[0] as Step).at, grain, how)
  const last = comparedStep((steps.at(-1) as Step).at, grain, how)
  return { from: first, to: addDays(moveSteps(last, grain, 1), -1) }
}

function comparedStep(at: CalendarDate, grain: Grain, how: How): CalendarDate {
  if (how === 'previous') return moveSteps(at, grain, -1)
  return moveSteps(at, 'month', -12)
}

interface Fetched {
  of(line: Line, how: How | 'main'): Values
}

/** Indicators that share a span are asked together. */
async function fetchAll(asking: Asking, lines: readonly Line[]): Promise<Fetched> {
  const bySpan = new Map<string, { span: Span; needs: Need[] }>()
  const note = (span: Span | null | undefined, recipe: Recipe) => {
    if (!span) return
    const entry = bySpan.get(nameOf(span)) ?? { span, needs: [] }
    entry.needs.push(
      recipe.value,
      ...(recipe.denominator ? [recipe.denominator] : []),
      ...(recipe.count ? [recipe.count] : []),
    )
    bySpan.set(nameOf(span), entry)
  }
  for (const line of lines) for (const span of [line.main, ...Object.values(line.compared)]) note(span, line.recipe)
  const values = new Map(
    await Promise.all(
      [...bySpan].map(
        async ([name, { span, needs }]): Promise<[string, Values]> => [name, await fetchValues(asking, needs, span)],
      ),
    ),
  )
  const nothing = new Values()
  return {
    of(line, how) {
      const span = how === 'main' ? line.main : line.compared[how]
      return (span && values.get(nameOf(span))) || nothing
    },
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
 * because a row that is missing would say that nobody does.
 */
function keysInData(
  lines: readonly Line[],
  fetched: Fetched,
  guards: ReadonlyMap<string, Guard>,
): { key: string; name?: string }[] {
  const keys = lines.flatMap((line) => {
    const guard = guards.get(line.definition.id)
    return [
      ...fetched.of(line, 'main').keys(),
      ...(guard ? stepsOfSpan(line.main).flatMap((window) => guard.keysHidden(window)) : []),
    ]
  })
  return [...new Set(keys)].sort().map((key) => ({ key }))
}

/** Every span of time a line has a number for. */
function windowsOf(line: Line): Window[] {
  return [line.main, ...Object.values(line.compared)].flatMap((span) => stepsOfSpan(span))
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
  readonly compared: Readonly<Record<string, (address: CellAddress) => Cell>>
}

function readersOf(line: Line, fetched: Fetched, reporting: Reporting | null, guard: Guard | undefined): Readers {
  const { definition, recipe, main } = line
  const why = ({ key, at }: CellAddress): Withheld => whyEmpty(definition, reporting, key, at)
  const cell = cellsOf(definition, recipe, fetched.of(line, 'main'), why, hiding(definition, main, guard))
  const compared = Object.entries(line.compared).map(([how, span]) => {
    const values = fetched.of(line, how as How)
    const read = cellsOf(definition, recipe, values, () => 'no-data', hiding(definition, span, guard))
    const grain = span.series?.grain
    if (!grain) return [how, read] as const
    const moved = (address: CellAddress): CellAddress => ({
      key: address.key,
      at: comparedStep(CalendarDate.parse(address.at), grain, how as How),
    })
    const cut = new Set(main?.series?.steps.filter((step) => !step.whole).map((step) => step.at))
    // A step that is not over yet has no like to be compared with.
    return [
      how,
      (a: CellAddress): Cell => (cut.has(CalendarDate.parse(a.at)) ? { state: 'not-applicable' } : read(moved(a))),
    ] as const
  })
  return { cell, compared: Object.fromEntries(compared) }
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
function whyEmpty(definition: IndicatorDefinition, reporting: Reporting | null, key: string, at: string): Withheld {
  const coverage = reporting?.of(definition.tables, key, at)
  return coverage && coverage.reported === 0 ? 'not-reported' : 'no-data'
}
