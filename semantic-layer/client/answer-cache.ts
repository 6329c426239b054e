import { createHash } from 'node:crypto'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { Flights } from './single-flight'
import { CubeUnavailable } from './unavailable'

/** A place for answers; what it loses is asked again. */
export interface AnswerCache {
  get(key: string): Promise<string | null>
  set(key: string, value: string, seconds: number): Promise<unknown>
}

/** How long an answer stands for its version. Milliseconds. */
const FRESH_FOR = 3_600_000
/** How long a last good answer is kept for the day the warehouse is away. Seconds. */
const LAST_GOOD_FOR = 7 * 86_400

export interface Question<T> {
  /** Scope, places and question: equal identities at an equal version have equal answers, and nobody else is handed one of them. */
  readonly identity: string
  readonly cache?: AnswerCache
  now(): Date
  /** The data version now, and what finding it out brought along. */
  version(): Promise<{ version: string; with: T }>
  /** @param signal nobody waits any more */
  ask(found: T, signal: AbortSignal): Promise<Answer>
  /** Tells that this caller gave up. */
  readonly signal?: AbortSignal
  /** Milliseconds after which the last good answer is handed out while the asking goes on; without it the caller waits. */
  readonly giveWay?: number
}

/** The last good answer to a question, with the data version it was worked out from. */
interface Kept {
  readonly version: string
  /** ISO instant at which it was worked out. */
  readonly at: string
  readonly answer: Answer
}

const flights = new Flights<Answer>()

/**
 * The cache by scope, question and data version; single flight; the last good answer with its age when the warehouse is away, answers
 * something else, or takes longer than the caller gives it.
 * @throws CubeUnavailable when it is away and this was never answered, or refuses
 * @throws the signal's reason when the caller gave up
 */
export async function askOnce<T>(question: Question<T>): Promise<Answer> {
  const { signal, giveWay } = question
  const name = digest(question.identity)
  const cache = question.cache ?? inProcess
  const key = { flight: '' }
  const fresh = freshAnswer(question, cache, name, key)
  const late = giveWay === undefined ? undefined : timer(giveWay)
  try {
    if (!late) return await fresh
    const first = await Promise.race([fresh, late.over])
    if (first !== undefined) return first
    const last = await read(cache, name)
    if (!last) return await fresh
    // Its answer is wanted by whoever asks next, and its failure has been answered for.
    flights.hold(key.flight)
    fresh.catch(() => undefined)
    return stale(last)
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof CubeUnavailable) || error.refused) throw error
    const last = await read(cache, name)
    if (!last) throw error
    return stale(last)
  } finally {
    late?.clear()
  }
}

async function freshAnswer<T>(
  question: Question<T>,
  cache: AnswerCache,
  name: string,
  key: { flight: string },
): Promise<Answer> {
  const { version, with: found } = await question.version()
  question.signal?.throwIfAborted()
  // Who asks after a publication does not join those who asked before it.
  key.flight = `${name} ${version}`
  return flights.join(
    key.flight,
    async (signal) => {
      const kept = await read(cache, name)
      if (kept?.version === version && question.now().getTime() - Date.parse(kept.at) < FRESH_FOR) return kept.answer
      const answer = await question.ask(found, signal)
      const entry: Kept = { version, at: question.now().toISOString(), answer }
      await cache.set(`answer:${name}`, JSON.stringify(entry), LAST_GOOD_FOR)
      return answer
    },
    question.signal,
  )
}

async function read(cache: AnswerCache, name: string): Promise<Kept | null> {
  const text = await cache.get(`answer:${name}`)
  return text === null ? null : (JSON.parse(text) as Kept)
}

/** An old answer says so, as a whole and in every cell: a tile is handed cells alone. */
function stale({ at, answer }: Kept): Answer {
  const marked = (rows: Answer['rows']) =>
    rows.map((row) => ({
      ...row,
      cells: Object.fromEntries(Object.entries(row.cells).map(([id, cell]) => [id, { ...cell, staleSince: at }])),
    }))
  const rest = answer.rest && { ...answer.rest, rows: marked(answer.rest.rows) }
  return { ...answer, staleSince: at, rows: marked(answer.rows), ...(rest ? { rest } : {}) }
}

function timer(milliseconds: number): { over: Promise<undefined>; clear: () => void } {
  let clear = () => {}
  const over = new Promise<undefined>((done) => {
    const waiting = setTimeout(() => done(undefined), milliseconds)
    clear = () => clearTimeout(waiting)
  })
  return { over, clear }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** Most recently set answers of this process, when no cache is given. */
const KEPT = 1000
const kept = new Map<string, string>()
const inProcess: AnswerCache = {
  async get(key) {
    return kept.get(key) ?? null
  },
  async set(key, value) {
    kept.delete(key)
    kept.set(key, value)
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break
      kept.delete(oldest)
    }
  },
}
