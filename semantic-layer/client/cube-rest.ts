import { randomUUID } from 'node:crypto'
import { type Columns, columnsFrom, type Loaded, loadedFrom } from './answer-shape'
import type { Breaker, Trial } from './breaker'
import type { CubeQuery, CubeRow } from './cube-query'
import type { Gate } from './gate'
import { Flights } from './single-flight'
import { CubeUnavailable } from './unavailable'

/** How the semantic layer is reached. */
export interface CubePort {
  /** Origin, e.g. `http://127.0.0.1:4567`. */
  readonly url: string
  readonly secret: string
  readonly fetch?: typeof fetch
  /** Milliseconds until a question is given up; 45,000 unless said otherwise (the first question after a start may wait for rollups). */
  readonly patience?: number
  /** Turns questions away while nobody answers; without one each waits for itself. One a process and semantic layer. */
  readonly breaker?: Breaker
  /** Lets so many questions through at once; without one all go. One a process and semantic layer. */
  readonly gate?: Gate
  /** Tells that nobody waits for the answer any more. */
  readonly signal?: AbortSignal
}

/** The same port for what is asked for everybody: whoever asked first may go away. */
export function forAll({ signal: _, ...port }: CubePort): CubePort {
  return port
}

/** A signed token, or the scope that signs itself anew when the last token has grown old: a question may outlive one. */
export type Pass = string | ScopePass
export interface ScopePass {
  /** Equal texts mean an equal scope. */
  readonly name: string
  /** @param anew when the last one was turned away */
  token(anew?: boolean): Promise<string>
}

/**
 * Asks `/v1/load` and waits through Cube's "Continue wait".
 * `must-revalidate`: the refresh keys (data versions) are read anew, so a publication is seen at once and an unchanged table is
 * answered from memory.
 * @throws CubeUnavailable when there is no answer within `patience`, an answer to something else, or Cube refuses.
 * @throws the reason of `port.signal` when nobody waits any more
 */
export async function loadRows(port: CubePort, pass: Pass, query: CubeQuery): Promise<CubeRow[]> {
  return (await load(port, pass, query)).data
}

/** Like `loadRows`, with the names of the rollups that answered; for tests and diagnosis. */
export async function load(port: CubePort, pass: Pass, query: CubeQuery): Promise<Loaded> {
  return loadedFrom(await loadShared(port, pass, query), query)
}

/** Like `loadRows`, a column an array: of many rows, the names of the members are then not told with each. */
export async function loadColumns(port: CubePort, pass: Pass, query: CubeQuery): Promise<Columns> {
  const asked: CubeQuery = { ...query, responseFormat: 'columnar' }
  return columnsFrom(await loadShared(port, pass, asked), asked)
}

const flights = new Flights<unknown>()

async function loadShared(port: CubePort, pass: Pass, query: CubeQuery): Promise<unknown> {
  if (!port.signal) return loadThrough(port, pass, query)
  // Cube makes one query of equal questions and would stop it for all of them; so they are one here, and stopped with the last.
  const key = JSON.stringify([port.url, typeof pass === 'string' ? pass : pass.name, query])
  return flights.join(key, (signal) => loadThrough({ ...port, signal }, pass, query), port.signal)
}

/** Patience begins when the question has a place at Cube. */
function loadThrough(port: CubePort, pass: Pass, query: CubeQuery): Promise<unknown> {
  const ask = () => loadAlone(port, pass, query)
  return port.gate ? port.gate.pass(ask, port.signal) : ask()
}

async function loadAlone(port: CubePort, pass: Pass, query: CubeQuery): Promise<unknown> {
  const until = Date.now() + (port.patience ?? 45_000)
  const request = randomUUID()
  const body = JSON.stringify({ query, cache: 'must-revalidate' })
  try {
    for (let passing = 0, span = 1; ; span++) {
      let answer: unknown
      try {
        const headers = { 'x-request-id': `${request}-span-${span}` }
        answer = await call(port, pass, '/cubejs-api/v1/load', { method: 'POST', body, headers }, until)
      } catch (error) {
        if (!isPassing(error) || ++passing > 8) throw error
        await new Promise((done) => setTimeout(done, passing * 50))
        port.signal?.throwIfAborted()
        continue
      }
      if (!isWait(answer)) return answer
      if (Date.now() >= until) throw new CubeUnavailable('The semantic layer is still computing the answer.', 'slow')
    }
  } catch (error) {
    if (port.signal?.aborted) void stopAtCube(port, pass, request)
    throw error
  }
}

/** Cube stops a query whose request is named. Where it does not know how, the query ends by itself. */
async function stopAtCube(port: CubePort, pass: Pass, request: string): Promise<void> {
  try {
    const response = await (port.fetch ?? fetch)(`${port.url}/cubejs-api/v1/running-query/${request}`, {
      method: 'DELETE',
      headers: { authorization: await tokenOf(pass, false) },
      signal: AbortSignal.timeout(2_000),
    })
    await response.arrayBuffer()
  } catch {
    // Nobody waits for this either.
  }
}

/** `/v1/meta`: the catalogue as Cube tells it. @throws CubeUnavailable */
export async function loadMeta(port: CubePort, pass: Pass): Promise<unknown> {
  const body = await call(port, pass, '/cubejs-api/v1/meta', {}, Date.now() + (port.patience ?? 45_000))
  if (typeof body === 'object' && body !== null && 'cubes' in body && Array.isArray(body.cubes)) return body
  throw new CubeUnavailable('The semantic layer answered something else than its catalogue.', 'wrong')
}

function tokenOf(pass: Pass, anew: boolean): Promise<string> | string {
  return typeof pass === 'string' ? pass : pass.token(anew)
}

/** One call, made anew with a fresh token when the one it carried had run out. */
async function call(port: CubePort, pass: Pass, path: string, init: RequestInit, until: number): Promise<unknown> {
  for (let anew = false; ; anew = true) {
    const token = await tokenOf(pass, anew)
    const { status, body } = await callOnce(port, token, path, init, until)
    if (status >= 200 && status < 300) return body
    if (status === 403 && !anew && typeof pass !== 'string') continue
    throw new CubeUnavailable(
      `The semantic layer refused (${status}): ${messageIn(body)}`,
      status === 400 || status === 403 ? 'refused' : 'failed',
    )
  }
}

/** What a proxy says when there is nobody behind it. */
const NOBODY_BEHIND = [502, 503, 504]

async function callOnce(
  port: CubePort,
  token: string,
  path: string,
  init: RequestInit,
  until: number,
): Promise<{ status: number; body: unknown }> {
  const trial = port.breaker ? port.breaker.admit() : OPEN
  if (!trial)
    throw new CubeUnavailable(`The semantic layer at ${port.url} has not answered; it is tried again shortly.`, 'down')
  const request = port.fetch ?? fetch
  const timeout = AbortSignal.timeout(Math.max(1, until - Date.now()))
  const signal = port.signal ? AbortSignal.any([timeout, port.signal]) : timeout
  const headers = { ...init.headers, authorization: token, 'content-type': 'application/json' }
  const ask = () => request(`${port.url}${path}`, { ...init, headers, signal })
  try {
    const response = await ask().catch((error: unknown) => {
      if (isConnectionLost(error)) return ask()
      throw error
    })
    const body: unknown = await response.json()
    if (NOBODY_BEHIND.includes(response.status)) trial.silent()
    else trial.answered()
    return { status: response.status, body }
  } catch (cause) {
    if (port.signal?.aborted) {
      trial.leave()
      throw port.signal.reason
    }
    trial.silent()
    throw new CubeUnavailable(`The semantic layer at ${port.url} does not answer.`, 'down', { cause })
  }
}

const OPEN: Trial = { answered() {}, silent() {}, leave() {} }

/**
 * Cube lists its rollups while another one is being made, keeps the list, and then misses the one that was just made, or makes it a second time, under
 * the same name. It is there when asked again. (Cube 1.7.43, `PreAggregationLoader`, `mostRecentResult`.)
 */
function isPassing(error: unknown): boolean {
  if (!(error instanceof CubeUnavailable)) return false
  return error.message.includes('after it was successfully created') || MADE_TWICE.test(error.message)
}

/** DuckDB's words, and ClickHouse's. */
const MADE_TWICE = /Table (?:with name )?["`]?[\w.`]+["`]? already exists/

/** A kept connection that the other side closed at the instant it was used again: nothing was asked, so it may be asked anew. */
function isConnectionLost(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined
  return cause?.code === 'ECONNRESET' || cause?.code === 'UND_ERR_SOCKET'
}

function isWait(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'error' in body && body.error === 'Continue wait'
}

function messageIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'error' in body
    ? String(body.error).slice(0, 500)
    : 'no reason given'
}
