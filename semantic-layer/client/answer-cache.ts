import { createHash } from 'node:crypto'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { CubeUnavailable } from './cube-rest'

/** A place for answers; what it loses is asked again. */
export interface AnswerCache {
  get(key: string): Promise<string | null>
  set(key: string, value: string, seconds: number): Promise<unknown>
}

const FRESH_FOR = 3600
/** How long a last good answer is kept for the day the warehouse is away. Seconds. */
const LAST_GOOD_FOR = 7 * 86_400

interface Question<T> {
  /** Scope and question: equal identities at an equal version have equal answers. */
  readonly identity: string
  readonly cache?: AnswerCache
  now(): Date
  /** The data version now, and what finding it out brought along. */
  version(): Promise<{ version: string; with: T }>
  ask(found: T): Promise<Answer>
}

const running = new Map<string, Promise<Answer>>()

/**
 * Single flight, then the cache by scope, data version and question; the last good answer with its age when the warehouse is away.
 * @throws CubeUnavailable when it is away and this was never answered, or refuses
 */
export async function askOnce<T>(question: Question<T>): Promise<Answer> {
  const name = digest(question.identity)
  const inFlight = running.get(name)
  if (inFlight) return inFlight
  const answer = answerOrLast(question, name).finally(() => running.delete(name))
  running.set(name, answer)
  return answer
}

async function answerOrLast<T>(question: Question<T>, name: string): Promise<Answer> {
  const cache = question.cache ?? inProcess
  try {
    const { version, with: found } = await question.version()
    const key = `answer:${name}:${digest(version)}`
    const kept = await cache.get(key)
    if (kept !== null) return JSON.parse(kept) as Answer
    const answer = await question.ask(found)
    const text = JSON.stringify(answer)
    await cache.set(key, text, FRESH_FOR)
    await cache.set(`last:${name}`, JSON.stringify({ at: question.now().toISOString(), answer }), LAST_GOOD_FOR)
    return answer
  } catch (error) {
    if (!(error instanceof CubeUnavailable) || error.refused) throw error
    const last = await cache.get(`last:${name}`)
    if (last === null) throw error
    const { at, answer } = JSON.parse(last) as { at: string; answer: Answer }
    return { ...answer, staleSince: at }
  }
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
