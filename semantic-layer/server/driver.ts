import type { QueryOptions } from '@cubejs-backend/base-driver'
import { DuckDBDriver } from '@cubejs-backend/duckdb-driver'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Run } from './lanes'
import type { Warehouse } from './warehouse'

/** A result that Cube's queue can stop. */
export type Cancellable<T> = Promise<T> & { cancel(): Promise<void> }

/** A rollup being made belongs to everyone who will ask it: only questions are stopped. */
const IS_QUESTION = /^\s*(?:SELECT|WITH)\b/i

/**
 * Cube's own DuckDB driver over our warehouse. The parent would open a database of its own and swallow errors of `initSql`; here the
 * views are made, and their errors raised, by the warehouse, before a query runs.
 */
export class LakeDriver extends DuckDBDriver {
  constructor(private readonly warehouse: Warehouse) {
    super({})
  }

  /** What the parent's streams open their own connection with. */
  protected override async getInitiatedState() {
    await this.warehouse.refreshIfDue()
    return { defaultConnection: this.warehouse.aside, instance: this.warehouse.instance }
  }

  override query<R = unknown>(query: string, values: unknown[] = [], options?: QueryOptions): Cancellable<R[]> {
    let stopped = false
    let run: Run<R[]> | undefined
    const result = this.#attempts<R>(query, values, options, (begun) => {
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
  async #attempts<R>(
    query: string,
    values: unknown[],
    options: QueryOptions | undefined,
    begun: (run: Run<R[]>) => void,
  ): Promise<R[]> {
    await this.warehouse.refreshIfDue()
    for (let attempt = 1; ; attempt++) {
      try {
        const run = this.warehouse.lanes.run((connection) => this.#on(connection).query<R>(query, values, options))
        begun(run)
        return await run.result
      } catch (error) {
        if (attempt === 5 || !(error instanceof Error && error.message.includes('write-write conflict'))) throw error
        await new Promise((done) => setTimeout(done, attempt * 20))
      }
    }
  }

  /** The parent's way of running a query and reading its rows, on one connection. */
  #on(connection: DuckDBConnection): Pick<DuckDBDriver, 'query'> {
    const state = async () => ({ defaultConnection: connection, instance: this.warehouse.instance })
    const parent = Object.create(this, { getInitiatedState: { value: state } }) as DuckDBDriver
    return { query: (...call) => super.query.apply(parent, call) as never }
  }

  override async release(): Promise<void> {
    // The warehouse is closed by the process that opened it.
  }
}
