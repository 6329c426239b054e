import type { Envelope } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import type { Step } from '@cockpit/domain/indicator/time-shape'
import type { CalendarDate } from '@cockpit/domain/period/calendar'
import { isSmall } from '@cockpit/domain/suppression/close'
import { type AskPorts, type AskRefusal, knownCatalogue } from './ask'
import { partsOf, placesOf } from './breakdown'
import { spanOf } from './comparisons'
import { type Line, lineOf, whyEmpty } from './compose'
import { fetchReporting, type Reporting } from './coverage'
import { forAll } from './cube-rest'
import { type Asked, type Cell, dress, figureOf } from './envelopes'
import { type Asking, askedTogether, fetchInto } from './fetch-values'
import { Grid } from './grid'
import { type Need, type Recipe, unfit } from './need'
import type { Asker } from './prepare-question'
import { prepareQuestion } from './prepare-question'
import { dataVersionOf, limitFor, type Publication, readPublication } from './publication'
import { recallSteps } from './remembered-steps'
import { scopePass } from './scope-token'
import type { StepMemory } from './step-memory'
import { CubeUnavailable } from './unavailable'

/** What a rule reads of one indicator of one place. */
export interface JudgedSubject {
  readonly key: string
  readonly name: string
  /** The value of the dimension the question is taken apart by; null without one. */
  readonly each: string | null
  /** By the first day of a step. */
  cell(at: string): Cell
  /** The same of many steps. */
  line(ats: readonly string[]): readonly Cell[]
  /** The same as it is kept with an alert; coverage stands at the covered steps alone. */
  envelope(at: string): Envelope
}

export type JudgingResult =
  | {
      readonly ok: true
      readonly dataVersion: string
      /** By indicator. */
      readonly subjects: ReadonlyMap<string, readonly JudgedSubject[]>
    }
  | { readonly ok: false; readonly refusal: AskRefusal; readonly message: string }

export interface JudgingQuestion {
  /** With a line: rules read steps. */
  readonly query: IndicatorQuery & { readonly series: NonNullable<IndicatorQuery['series']> }
  /** A dimension for each of whose values every place is judged. */
  readonly each?: string
  /** First day of the first step whose coverage is asked too; null for none. */
  readonly coveredFrom: CalendarDate | null
}

/** `memory`: what was asked before and stands on the same data is not asked again. */
export type JudgingPorts = AskPorts & { readonly memory?: StepMemory }

/**
 * What `askIndicators` answers a rule that judges, for all places of a province over years: the numbers stand in arrays and become cells when they are read, nothing
 * is compared or kept, and what is judged for each disease is one question and not one a disease. Only small cells are hidden, not those hidden with them.
 * @throws Error only for our own mistakes (a query the semantic layer refuses), never for the caller's
 */
export async function askForJudging(
  { query, each, coveredFrom }: JudgingQuestion,
  asker: Asker & { readonly judging: true },
  ports: JudgingPorts,
): Promise<JudgingResult> {
  try {
    const catalogue = await knownCatalogue(ports)
    const prepared = prepareQuestion(query, asker, ports, catalogue)
    if ('refusal' in prepared) return { ok: false, ...prepared }
    const { definitions, scope, sensitivity, visible } = prepared
    const { cube, territory, facilities, now } = ports
    const token = scopePass(scope, sensitivity, territory, cube.secret, now)
    const publication = await readPublication(forAll(cube), token)
    const limit = limitFor(publication, [...publication.keys()])
    const parts = partsOf(visible)
    const asking: Asking = { query, territory, facilities, parts, cube, token, limit, reader: 'judging', now }
    const lines = definitions
      .filter((definition) => !unfit(definition, query, visible))
      .map((definition) => lineOf(definition, query, catalogue, publication))
    const places = (placesOf(visible) ?? []).map(({ key, name }) => ({ key, name: name ?? key }))
    const [grids, reporting] = await Promise.all([
      fetchGrids(asking, lines, each, publication, ports.memory),
      reportingOf(asking, lines, coveredFrom),
    ])
    const subjects = new Map(
      definitions.map((definition) => {
        const line = lines.find((one) => one.definition === definition)
        const grid = line && grids.get(line)
        return [definition.id, grid ? subjectsOf(line, places, grid, each !== undefined, reporting) : []] as const
      }),
    )
    const tables = definitions.flatMap((definition) => definition.tables)
    return { ok: true, dataVersion: dataVersionOf(publication, tables), subjects }
  } catch (error) {
    if (!(error instanceof CubeUnavailable) || error.refused) throw error
    return { ok: false, refusal: 'unavailable', message: error.message }
  }
}

async function reportingOf(
  asking: Asking,
  lines: readonly Line[],
  coveredFrom: CalendarDate | null,
): Promise<Reporting | null> {
  const tables = [...new Set(lines.flatMap((line) => line.definition.tables))]
  const ends = lines.flatMap((line) => (line.main ? [line.main.window.to] : []))
  const to = ends.sort().at(-1)
  if (coveredFrom === null || tables.length === 0 || to === undefined || to < coveredFrom) return null
  return fetchReporting(asking, tables, spanOf({ from: coveredFrom, to }, asking.query.series))
}

/** Rows of one answer at most, as far as can be foreseen; longer lines are asked piece by piece. */
const ROWS_AT_ONCE = 250_000
/** Values of a dimension that a place has, for that forecast. */
const EACHES = 8

/** The numbers of all lines, those that share a span of time asked together. */
async function fetchGrids(
  asking: Asking,
  lines: readonly Line[],
  each: string | undefined,
  publication: Publication,
  memory: StepMemory | undefined,
): Promise<ReadonlyMap<Line, Grid>> {
  const bySpan = new Map<string, Line[]>()
  for (const line of lines) {
    const name = line.main ? `${line.main.window.from} ${line.main.window.to} ${line.main.reach ?? ''}` : ''
    bySpan.set(name, [...(bySpan.get(name) ?? []), line])
  }
  const found = new Map<Line, Grid>()
  const places = asking.parts.flatMap((part) => part.keys ?? [])
  const most = Math.max(1, Math.floor(ROWS_AT_ONCE / Math.max(1, places.length * (each ? EACHES : 1))))
  for (const group of bySpan.values()) {
    const main = group[0]?.main
    const grid = new Grid(places, main?.series?.steps.map(({ at }) => at) ?? [])
    for (const line of group) found.set(line, grid)
    if (!main?.series) continue
    const { series } = main
    const { grain, steps } = series
    const asked = askedTogether(group.flatMap(({ recipe }) => needsOf(recipe)))
    await Promise.all(
      asked.map(async (needs) => {
        const tables = tablesOf(group, needs)
        const { missing, keep } = memory
          ? await recallSteps({ memory, publication, tables, each, grain }, grid, asking, needs, steps)
          : { missing: steps, keep: null }
        for (const span of piecesOf(main, series, missing, most)) await fetchInto(grid, asking, needs, span, each)
        await keep?.()
      }),
    )
  }
  return found
}

/** Tables of the lines that are made of any of the needs. */
function tablesOf(lines: readonly Line[], needs: readonly Need[]): string[] {
  const members = new Set(needs.map(({ member }) => member))
  const made = lines.filter(({ recipe }) => needsOf(recipe).some(({ member }) => members.has(member)))
  return [...new Set(made.flatMap(({ definition }) => definition.tables))]
}

type Span = NonNullable<Line['main']>

/** Those of a line's steps that are asked, so many neighbours after the other; the last of the line alone reaches on. */
function piecesOf(
  { window, reach }: Span,
  { grain, steps }: NonNullable<Span['series']>,
  asked: readonly Step[],
  most: number,
): Span[] {
  const wanted = new Set(asked)
  const pieces: Step[][] = []
  for (const [n, step] of steps.entries()) {
    if (!wanted.has(step)) continue
    const last = pieces.at(-1)
    if (last && last.length < most && last.at(-1) === steps[n - 1]) last.push(step)
    else pieces.push([step])
  }
  return pieces.map((some) => {
    const first = some[0] === steps[0]
    const last = some.at(-1) === steps.at(-1)
    const from = first ? window.from : (some[0]?.from ?? window.from)
    const to = last ? window.to : (some.at(-1)?.to ?? window.to)
    return { window: { from, to }, ...(last && reach ? { reach } : {}), series: { grain, steps: some } }
  })
}

const needsOf = ({ value, denominator, count }: Recipe): Need[] => [
  value,
  ...(denominator ? [denominator] : []),
  ...(count ? [count] : []),
]

function subjectsOf(
  { definition, recipe }: Line,
  places: readonly { readonly key: string; readonly name: string }[],
  grid: Grid,
  apart: boolean,
  reporting: Reporting | null,
): JudgedSubject[] {
  const own = needsOf(recipe).filter((need) => !need.apart)
  const eaches = apart ? [...new Set(own.flatMap((need) => grid.eachesOf(need)))].sort() : ['']
  return eaches.flatMap((each) => {
    const read = cellsOf(definition, recipe, grid, each)
    const placesOf = remembered((ats: readonly string[]) => ats.map((at) => grid.placeOf(at)))
    return places.map(
      ({ key, name }): JudgedSubject => ({
        ...{ key, name, each: apart ? each : null },
        cell: (at) => read(grid.rowOf(key), grid.placeOf(at)) ?? NO_DATA,
        line(ats) {
          const row = grid.rowOf(key)
          return placesOf(ats).map((place) => read(row, place) ?? NO_DATA)
        },
        envelope(at) {
          const cell = read(grid.rowOf(key), grid.placeOf(at)) ?? { state: whyEmpty(definition, reporting, key, at) }
          return dress(definition, cell, {}, reporting?.of(definition.tables, key, at) ?? null)
        },
      }),
    )
  })
}

const NO_DATA: Cell = { state: 'no-data' }

/** Works out anew only what is another object than the last time. */
function remembered<T extends object, R>(of: (input: T) => R): (input: T) => R {
  let last: { readonly input: T; readonly result: R } | null = null
  return (input) => {
    if (last?.input !== input) last = { input, result: of(input) }
    return last.result
  }
}

function cellsOf(
  definition: Asked,
  { value, denominator, count }: Recipe,
  grid: Grid,
  each: string,
): (row: number, place: number) => Cell | undefined {
  const top = grid.reader(value, each)
  const bottom = denominator && grid.reader(denominator, each)
  const persons = count && grid.reader(count, each)
  return (row, place) => {
    const few = persons ? persons(row, place) : null
    if (few !== null && isSmall(few, definition.suppressBelow ?? 0)) return { state: 'suppressed' }
    // Counting distinct things over no rows gives 0; only the rows themselves tell none from nothing known.
    if (definition.kind === 'distinct' && persons && few === null) return undefined
    return figureOf(definition, top(row, place), bottom?.(row, place))
  }
}
