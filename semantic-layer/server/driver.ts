import type { QueryOptions } from '@cubejs-backend/base-driver'
import { DuckDBDriver } from '@cubejs-backend/duckdb-driver'
import {
  buildTransform,
  type ColumnConverter,
  convertDuckDBParams,
  transformChunk,
} from '@cubejs-backend/duckdb-driver/dist/src/Transform.js'
import { type DuckDBConnection, type DuckDBInstance, type DuckDBTimestampValue, DuckDBTypeId } from '@duckdb/node-api'
import type { Lanes, Run } from './lanes'

/** A result that Cube's queue can stop. */
export type Cancellable<T> = Promise<T> & { cancel(): Promise<void> }

/** What the driver asks of the warehouse it serves. */
export interface Served {
  readonly instance: DuckDBInstance
  /** For streams. */
  readonly aside: DuckDBConnection
  readonly lanes: Lanes
  /** Reads the lake's newest state when it is time to. */
  refreshIfDue(): Promise<unknown>
}

/** A rollup being made belongs to everyone who will ask it: only questions are stopped. */
const IS_QUESTION = /^\s*(?:SELECT|WITH)\b/i

/**
 * Cube's own DuckDB driver over our warehouse. The parent would open a database of its own and swallow errors of `initSql`; here the
 * views are made, and their errors raised, by the warehouse, before a query runs.
 */
export class LakeDriver extends DuckDBDriver {
  constructor(private readonly warehouse: Served) {
    super({})
  }

  /** What the parent's streams open their own connection with. */
  protected override async getInitiatedState() {
    await this.warehouse.refreshIfDue()
    return { defaultConnection: this.warehouse.aside, instance: this.warehouse.instance }
  }

  override query<R = unknown>(query: string, values: unknown[] = [], _options?: QueryOptions): Cancellable<R[]> {
    let stopped = false
    let run: Run<R[]> | undefined
    const result = this.#attempts<R>(query, values, (begun) => {
      run = begun
      if (stopped) run.cancel()
    })
    return Object.assign(result, {
      async cancel() {
        if (!IS_QUESTION.test(query)) return
        stopped = true
        run?.cancel()
      },
    })
  }

  /** Two statements may touch the catalogue at once (a rollup made, an old one dropped); the loser has done nothing and tries again. */
  async #attempts<R>(query: string, values: unknown[], begun: (run: Run<R[]>) => void): Promise<R[]> {
    await this.warehouse.refreshIfDue()
    for (let attempt = 1; ; attempt++) {
      try {
        const run = this.warehouse.lanes.run((connection) => this.#on<R>(connection, query, values))
        begun(run)
        return await run.result
      } catch (error) {
        if (attempt === 5 || !(error instanceof Error && error.message.includes('write-write conflict'))) throw error
        await new Promise((done) => setTimeout(done, attempt * 20))
      }
    }
  }

  /** The parent's way of running a query and reading its rows, on one connection; an instant that comes in many rows is written once. */
  async #on<R>(connection: DuckDBConnection, query: string, values: unknown[]): Promise<R[]> {
    const result = await connection.run(query, convertDuckDBParams(values))
    const types = result.columnTypes()
    const transform = buildTransform(result.columnNames(), types)
    const converters = transform.converters.map((convert, n) =>
      convert && types[n]?.typeId === DuckDBTypeId.TIMESTAMP ? remembering(convert) : convert,
    )
    const rows: R[] = []
    for (const chunk of await result.fetchAllChunks())
      for (const row of transformChunk(chunk, { ...transform, converters })) rows.push(row as R)
    return rows
  }

  override async release(): Promise<void> {
    // The warehouse is closed by the process that opened it.
  }
}

/** Months of a line are few, and its rows many. */
function remembering(convert: ColumnConverter): ColumnConverter {
  const known = new Map<bigint, unknown>()
  return (value) => {
    const { micros } = value as DuckDBTimestampValue
    const found = known.get(micros) ?? convert(value)
    known.set(micros, found)
    return found
  }
}
