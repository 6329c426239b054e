import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { formatPeriod } from '@cockpit/domain/period/period'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type AnswerCache, askOnce } from './answer-cache'
import { type Breakdown, type FacilityMap, partsOf } from './breakdown'
import { type Catalogue, fetchCatalogue } from './catalogue'
import { composeRows } from './compose'
import { type CubePort, forAll, type Pass } from './cube-rest'
import { type Asked, dress } from './envelopes'
import type { Asking } from './fetch-values'
import { mixturesOf } from './mixtures'
import { unfit } from './need'
import { placesPrint } from './places-print'
import { type Asker, prepareQuestion, type QuestionRefusal } from './prepare-question'
import { dataVersionOf, limitFor, type Publication, publishedAtOf, readPublication } from './publication'
import type { Publications } from './publications'
import type { Reader } from './reader'
import { scopePass } from './scope-token'
import { TARGET_TABLE } from './set-targets'
import { topRows } from './top-rows'
import { CubeUnavailable } from './unavailable'

export type AskRefusal = QuestionRefusal | 'unavailable'

export type AskResult =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly refusal: AskRefusal; readonly message: string }

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
  const prepared = prepareQuestion(query, asker, ports, catalogue)
  if ('refusal' in prepared) return refuse(prepared.refusal, prepared.message)
  const { definitions, scope, sensitivity, permission, visible } = prepared

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
        // Where a facility stands and what it is decide every sum, so the dimensions' versions count as well, and so do the targets.
        return {
          version: dataVersionOf(publication, [...tables, 'area', 'facility', TARGET_TABLE]),
          with: { pass, publication },
        }
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
  definitions: readonly Asked[],
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
