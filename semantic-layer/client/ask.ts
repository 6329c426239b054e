import { isNothing, scopeOf } from '@cockpit/domain/access/decide'
import { type Grant, SENSITIVITIES, type Sensitivity } from '@cockpit/domain/access/grant'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { changesWithin, underVersion, versionsOf } from '@cockpit/domain/indicator/version'
import { formatPeriod } from '@cockpit/domain/period/period'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type AnswerCache, askOnce } from './answer-cache'
import { cellsOfSeries, MOST_CELLS } from './answer-size'
import { type Breakdown, breakdownOf, type FacilityMap, partsOf, permit } from './breakdown'
import { type Catalogue, fetchCatalogue } from './catalogue'
import { composeRows } from './compose'
import { type CubePort, forAll, type Pass } from './cube-rest'
import { type Asked, dress, type Reader } from './envelopes'
import type { Asking } from './fetch-values'
import { mixturesOf } from './mixtures'
import { unfit } from './need'
import { placesPrint } from './places-print'
import { dataVersionOf, limitFor, type Publication, publishedAtOf, readPublication } from './publication'
import type { Publications } from './publications'
import { scopePass } from './scope-token'
import { topRows } from './top-rows'
import { CubeUnavailable } from './unavailable'

export type AskRefusal =
  | 'unknown-indicator'
  | 'unknown-version'
  | 'unknown-territory'
  | 'unknown-facility'
  | 'bad-breakdown'
  | 'bad-filter'
  | 'not-permitted'
  | 'unavailable'

export type AskResult =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly refusal: AskRefusal; readonly message: string }

export interface Asker {
  readonly grants: readonly Grant[]
  /** A rule that judges and shows nothing: cells hidden only to protect others are given to it. Never for a person. */
  readonly judging?: boolean
}

export interface AskPorts {
  /** Its signal tells that the asker gave up: what nobody else waits for is stopped. */
  readonly cube: CubePort
  readonly territory: Territory
  readonly facilities: FacilityMap
  /** Answers kept across processes; without one they are kept in this process. */
  readonly cache?: AnswerCache
  /** What is published, as one process knows it; without it each question reads it anew. */
  readonly publications?: Publications
  /** Milliseconds after which a person is handed the last good answer, marked, instead of waiting on; without it the question waits. */
  readonly giveWay?: number
  /** True where the data are the demonstration's. */
  readonly demo: boolean
  now(): Date
}

/**
 * Answers an indicator question, for one asker: checked against the catalogue, decided by `domain/access`, asked of the semantic layer
 * under a signed scope, and handed back as envelopes. Identical questions at the same scope and data version are asked once.
 *
 * With a breakdown the rows are its parts and no total; rows outside the scope do not appear. When the semantic layer is away, or answers
 * something else, the last good answer to this question under this scope comes with `staleSince`; without one the refusal is `unavailable`.
 * @throws the reason of `ports.cube.signal` when the asker gave up
 * @throws Error only for our own mistakes (a query the semantic layer refuses), never for the caller's.
 */
export async function askIndicators(query: IndicatorQuery, asker: Asker, ports: AskPorts): Promise<AskResult> {
  let catalogue: Catalogue
  try {
    catalogue = await knownCatalogue(ports)
  } catch (error) {
    if (!(error instanceof CubeUnavailable)) throw error
    return refuse('unavailable', error.message)
  }
  const checked = check(query, ports, catalogue)
  if ('refusal' in checked) return refuse(checked.refusal, checked.message)
  const { definitions, breakdown } = checked
  // Rules are the operator's own, and judge every facility at once.
  if (!asker.judging && cellsOfSeries(query, breakdown) > MOST_CELLS)
    return refuse(
      'bad-breakdown',
      'So long a line for so many rows has no answer; ask for a shorter period or longer steps.',
    )

  const sensitivity = sensitivityOf(query, breakdown, definitions)
  const scope = scopeOf(asker.grants, 'indicator.read', sensitivity)
  const { permission, visible } = permit(query, breakdown, scope, ports.territory, ports.facilities)
  if (permission === 'none' || isNothing(scope))
    return refuse('not-permitted', `Your grants do not reach ${query.facility ?? query.territory} for this question.`)

  const question = JSON.stringify({ ...query, period: formatPeriod(query.period) })
  const versions = definitions.map((definition) => `${definition.id}@${definition.version}`).join(' ')
  const reader = asker.judging ? 'judging' : 'showing'
  const identity = JSON.stringify([
    ports.cube.url,
    reader,
    scope,
    sensitivity,
    permission,
    ports.demo,
    question,
    versions,
    placesPrint(ports.territory, ports.facilities),
  ])
  try {
    const answer = await askOnce({
      identity,
      cache: ports.cache,
      now: ports.now,
      signal: ports.cube.signal,
      giveWay: asker.judging ? undefined : ports.giveWay,
      async version() {
        const pass = scopePass(scope, sensitivity, ports.territory, ports.cube.secret, ports.now)
        const publication = await (ports.publications?.read(pass) ?? readPublication(forAll(ports.cube), pass))
        const tables = definitions.flatMap((definition) => definition.tables)
        // Where a facility stands and what it is decide every sum, so the dimensions' versions count as well.
        return { version: dataVersionOf(publication, [...tables, 'area', 'facility']), with: { pass, publication } }
      },
      ask({ pass, publication }, signal) {
        const asked = { ...ports, cube: { ...ports.cube, signal } }
        return answerOf(query, definitions, visible, permission === 'part', reader, catalogue, publication, pass, asked)
      },
    })
    return { ok: true, answer }
  } catch (error) {
    if (!(error instanceof CubeUnavailable) || error.refused) throw error
    return refuse('unavailable', error.message)
  }
}

async function answerOf(
  query: IndicatorQuery,
  definitions: readonly IndicatorDefinition[],
  visible: Breakdown,
  partOnly: boolean,
  reader: Reader,
  catalogue: Catalogue,
  publication: Publication,
  pass: Pass,
  ports: AskPorts,
): Promise<Answer> {
  const tables = definitions.flatMap((definition) => definition.tables)
  const shared = {
    period: { from: query.period.from, to: query.period.to },
    asOf: publishedAtOf(publication, tables),
    dataVersion: dataVersionOf(publication, tables),
    demo: ports.demo,
  }
  if (partOnly) {
    const cells = definitions.map((definition) => [definition.id, dress(definition, { state: 'not-permitted' }, {})])
    return { ...shared, rows: [{ key: '', cells: Object.fromEntries(cells) }], dataThrough: null, coverage: null }
  }
  const asking: Asking = {
    query,
    territory: ports.territory,
    facilities: ports.facilities,
    parts: partsOf(visible),
    cube: ports.cube,
    token: pass,
    limit: limitFor(publication, [...publication.keys()]),
    reader,
    now: ports.now,
  }
  const fitting = definitions.filter((definition) => !unfit(definition, query, visible))
  const others = definitions.filter((definition) => unfit(definition, query, visible))
  const [{ rows, reporting, spans, through }, mixtures] = await Promise.all([
    composeRows(asking, visible, fitting, others, catalogue, publication),
    mixturesOf(asking, fitting, catalogue),
  ])
  return {
    ...shared,
    ...topRows(rows, definitions, visible.kind === 'dimension', query),
    spans,
    ...(mixtures.length > 0 ? { mixtures } : {}),
    dataThrough: through !== null && through < query.period.to ? through : null,
    coverage: reporting?.total ?? null,
  }
}

type Checked =
  | { readonly definitions: readonly IndicatorDefinition[]; readonly breakdown: Breakdown }
  | { readonly refusal: AskRefusal; readonly message: string }

function check(query: IndicatorQuery, ports: AskPorts, catalogue: Catalogue): Checked {
  const definitions: Asked[] = []
  for (const id of query.indicators) {
    const definition = catalogue.get(id)
    if (!definition) return { refusal: 'unknown-indicator', message: `There is no indicator ${id}; see the catalogue.` }
    const asked = underVersion(definition, query.versions?.[id])
    if (!asked) {
      const has = versionsOf(definition).map((one) => one.version)
      return { refusal: 'unknown-version', message: `${id} has no version ${query.versions?.[id]}: ${has.join(', ')}.` }
    }
    definitions.push({ ...asked, changes: changesWithin(definition, query.period) })
  }
  for (const id of Object.keys(query.versions ?? {}))
    if (!definitions.some((one) => one.id === id))
      return { refusal: 'unknown-version', message: `A version is named of ${id}, which is not asked for.` }
  const { territory, facilities } = ports
  if (!territory.get(query.territory))
    return { refusal: 'unknown-territory', message: `There is no area ${query.territory} in the territory.` }
  const facility = query.facility === undefined ? undefined : facilities.get(query.facility)
  if (query.facility !== undefined && !(facility && territory.within(facility.county, query.territory)))
    return { refusal: 'unknown-facility', message: `There is no facility ${query.facility} in ${query.territory}.` }
  const breakdown = breakdownOf(query, territory, facilities, definitions)
  if (!breakdown)
    return { refusal: 'bad-breakdown', message: `None of these indicators can be broken down by ${query.by} here.` }
  if (definitions.every((definition) => unfit(definition, query, breakdown) === 'breakdown') && query.by !== undefined)
    return { refusal: 'bad-breakdown', message: `None of these indicators can be broken down by ${query.by} here.` }
  if (definitions.every((definition) => unfit(definition, query, breakdown) === 'filter'))
    return { refusal: 'bad-filter', message: 'None of these indicators has the dimensions of the filters.' }
  return { definitions, breakdown }
}

function sensitivityOf(
  query: IndicatorQuery,
  breakdown: Breakdown,
  definitions: readonly IndicatorDefinition[],
): Sensitivity {
  const facility = query.facility !== undefined || breakdown.kind === 'facilities'
  const needed = [
    ...definitions.map((definition) => definition.sensitivity),
    facility ? 'facility' : 'aggregate',
  ] as const
  return needed.reduce((a, b) => (SENSITIVITIES.indexOf(a) >= SENSITIVITIES.indexOf(b) ? a : b))
}

/**
 * Milliseconds a catalogue is believed; how long it serves while it is fetched anew, since the model changes with a restart only; and how long an
 * older one is held back for a newer.
 */
const BELIEVED = 30_000
const SERVES = 300_000
const HELD_BACK = 3_000

interface KnownCatalogue {
  known?: { readonly at: number; readonly catalogue: Catalogue }
  fetching?: Promise<Catalogue>
}
const catalogues = new Map<string, KnownCatalogue>()

/**
 * The catalogue, fetched at most every half minute, and by nobody's waiting while the last one serves. While the semantic layer is away the old
 * definitions still explain the last good answers.
 * @throws CubeUnavailable when it has never been fetched
 */
export async function knownCatalogue({ cube, now }: Pick<AskPorts, 'cube' | 'now'>): Promise<Catalogue> {
  const entry: KnownCatalogue = catalogues.get(cube.url) ?? {}
  catalogues.set(cube.url, entry)
  const at = now().getTime()
  const age = entry.known ? at - entry.known.at : Number.POSITIVE_INFINITY
  if (entry.known && age < BELIEVED) return entry.known.catalogue
  entry.fetching ??= fetchCatalogue(forAll(cube), now())
    .then((catalogue) => {
      entry.known = { at, catalogue }
      return catalogue
    })
    .finally(() => {
      entry.fetching = undefined
    })
  try {
    if (!entry.known) return await entry.fetching
    const { catalogue } = entry.known
    entry.fetching.catch(() => undefined)
    if (age < SERVES) return catalogue
    const late = AbortSignal.timeout(HELD_BACK)
    return await Promise.race([
      entry.fetching,
      new Promise<Catalogue>((done) => late.addEventListener('abort', () => done(catalogue))),
    ])
  } catch (error) {
    if (!entry.known || !(error instanceof CubeUnavailable) || error.refused) throw error
    return entry.known.catalogue
  }
}

function refuse(refusal: AskRefusal, message: string): AskResult {
  return { ok: false, refusal, message }
}
