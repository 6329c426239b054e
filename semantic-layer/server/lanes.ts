import type { DuckDBConnection } from '@duckdb/node-api'

/** A connection and those who wait for it: DuckDB runs one query at a time on each. */
interface Lane {
  readonly connection: DuckDBConnection
  /** Ends when the last of those who wait has had its turn. */
  last: Promise<unknown>
  waiting: number
  running: object | null
}

/** A query under way on a lane, and the way to stop it without touching the one before or after it. */
export interface Run<T> {
  readonly result: Promise<T>
  cancel(): void
}

export class QueryCancelled extends Error {
  override readonly name = 'QueryCancelled'
  constructor() {
    super('The query was stopped: nobody waits for it any more.')
  }
}

/** Connections that share the queries: each goes where fewest wait, so that a long one holds up nobody while another lane is free. */
export class Lanes {
  readonly #lanes: readonly Lane[]
  #closed = false

  constructor(connections: readonly DuckDBConnection[]) {
    this.#lanes = connections.map((connection) => ({
      connection,
      last: Promise.resolve(),
      waiting: 0,
      running: null,
    }))
  }

  run<T>(query: (connection: DuckDBConnection) => Promise<T>): Run<T> {
    const lane = this.#lanes.reduce((a, b) => (b.waiting < a.waiting ? b : a))
    const own = {}
    let cancelled = false
    lane.waiting++
    const turn = async () => {
      if (cancelled || this.#closed) throw new QueryCancelled()
      lane.running = own
      try {
        return await query(lane.connection)
      } catch (error) {
        throw cancelled || this.#closed ? new QueryCancelled() : error
      } finally {
        lane.running = null
      }
    }
    const result = lane.last.then(turn, turn).finally(() => lane.waiting--)
    lane.last = result.catch(() => undefined)
    return {
      result,
      cancel() {
        cancelled = true
        stop(lane, own)
      },
    }
  }

  /** Stops what runs, then closes: a connection closed under its query takes the process's last thread with it, for ever. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(
      this.#lanes.map(async (lane) => {
        if (lane.running) stop(lane, lane.running)
        await lane.last
        lane.connection.closeSync()
      }),
    )
  }
}

/** Milliseconds between one interrupt and the next. */
const AGAIN = 20

/**
 * An interrupt meets whatever runs on the connection: it is given while this very query does. One that comes before the database has begun
 * with the query is forgotten by it, so it is given until the query has ended.
 */
function stop(lane: Lane, query: object): void {
  if (lane.running !== query) return
  lane.connection.interrupt()
  setTimeout(() => stop(lane, query), AGAIN)
}
