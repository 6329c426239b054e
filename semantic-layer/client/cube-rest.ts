import { z } from 'zod'

/** How the semantic layer is reached. */
export interface CubePort {
  /** Origin, e.g. `http://127.0.0.1:4567`. */
  readonly url: string
  readonly secret: string
  readonly fetch?: typeof fetch
  /** Milliseconds until a question is given up; 45,000 unless said otherwise (the first question after a start may wait for rollups). */
  readonly patience?: number
}

/** Cube's query, the part of it we use. https://cube.dev/docs/product/apis-integrations/rest-api/query-format */
export interface CubeQuery {
  readonly measures?: readonly string[]
  readonly dimensions?: readonly string[]
  readonly timeDimensions?: readonly {
    readonly dimension: string
    readonly dateRange?: readonly [string, string]
    readonly granularity?: 'day' | 'week' | 'month' | 'quarter' | 'year'
  }[]
  readonly filters?: readonly CubeFilter[]
  readonly order?: Readonly<Record<string, 'asc' | 'desc'>>
  readonly limit?: number
}
export interface CubeFilter {
  readonly member: string
  readonly operator: 'equals' | 'lte' | 'gte'
  readonly values: readonly string[]
}

export type CubeRow = Readonly<Record<string, string | number | boolean | null>>

/** The semantic layer did not answer, or answered with an error. `refused` is our mistake or a forged token, not an outage. */
export class CubeUnavailable extends Error {
  override readonly name = 'CubeUnavailable'
  constructor(
    message: string,
    readonly refused: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

const Loaded = z.object({
  data: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  usedPreAggregations: z.record(z.string(), z.unknown()).optional(),
})

/**
 * Asks `/v1/load` and waits through Cube's "Continue wait".
 * `must-revalidate`: the refresh keys (data versions) are read anew, so a publication is seen at once and an unchanged table is
 * answered from memory.
 * @throws CubeUnavailable when there is no answer within `patience`, or Cube refuses.
 */
export async function loadRows(port: CubePort, token: string, query: CubeQuery): Promise<CubeRow[]> {
  return (await load(port, token, query)).data
}

/** Like `loadRows`, with the names of the rollups that answered; for tests and diagnosis. */
export async function load(port: CubePort, token: string, query: CubeQuery): Promise<z.infer<typeof Loaded>> {
  const until = Date.now() + (port.patience ?? 45_000)
  for (let passing = 0; ; ) {
    let body: unknown
    try {
      body = await post(port, token, '/cubejs-api/v1/load', { query, cache: 'must-revalidate' }, until)
    } catch (error) {
      if (!isPassing(error) || ++passing > 8) throw error
      await new Promise((done) => setTimeout(done, passing * 50))
      continue
    }
    if (isWait(body)) {
      if (Date.now() >= until) throw new CubeUnavailable('The semantic layer is still computing the answer.', false)
      continue
    }
    const parsed = Loaded.safeParse(body)
    if (!parsed.success)
      throw new CubeUnavailable(`The semantic layer answered in an unknown form: ${parsed.error.message}`, false)
    return parsed.data
  }
}

/** `/v1/meta`: the catalogue as Cube tells it. @throws CubeUnavailable */
export async function loadMeta(port: CubePort, token: string): Promise<unknown> {
  return get(port, token, '/cubejs-api/v1/meta', Date.now() + (port.patience ?? 45_000))
}

function post(port: CubePort, token: string, path: string, body: object, until: number): Promise<unknown> {
  return call(port, token, path, { method: 'POST', body: JSON.stringify(body) }, until)
}

function get(port: CubePort, token: string, path: string, until: number): Promise<unknown> {
  return call(port, token, path, {}, until)
}

async function call(port: CubePort, token: string, path: string, init: RequestInit, until: number): Promise<unknown> {
  const request = port.fetch ?? fetch
  let response: Response
  let body: unknown
  const ask = () =>
    request(`${port.url}${path}`, {
      ...init,
      headers: { authorization: token, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(Math.max(1, until - Date.now())),
    })
  try {
    response = await ask().catch((error: unknown) => {
      if (isConnectionLost(error)) return ask()
      throw error
    })
    body = await response.json()
  } catch (cause) {
    throw new CubeUnavailable(`The semantic layer at ${port.url} does not answer.`, false, { cause })
  }
  if (response.ok) return body
  throw new CubeUnavailable(
    `The semantic layer refused (${response.status}): ${messageIn(body)}`,
    response.status === 400 || response.status === 403,
  )
}

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
