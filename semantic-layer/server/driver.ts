import type { QueryOptions } from '@cubejs-backend/base-driver'
import { DuckDBDriver } from '@cubejs-backend/duckdb-driver'
import type { Warehouse } from './warehouse'

/**
 * Cube's own DuckDB driver over our warehouse. The parent would open a database of its own and swallow errors of `initSql`; here the
 * views are made, and their errors raised, by the warehouse, before a query runs.
 */
export class LakeDriver extends DuckDBDriver {
  constructor(private readonly warehouse: Warehouse) {
    super({})
  }

  protected override async getInitiatedState() {
    await this.warehouse.refreshIfDue()
    return { defaultConnection: this.warehouse.reader(), instance: this.warehouse.instance }
  }

  /** Two statements may touch the catalogue at once (a rollup made, an old one dropped); the loser has done nothing and tries again. */
  override async query<R = unknown>(query: string, values: unknown[] = [], options?: QueryOptions): Promise<R[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await super.query<R>(query, values, options)
      } catch (error) {
        if (attempt === 5 || !(error instanceof Error && error.message.includes('write-write conflict'))) throw error
        await new Promise((done) => setTimeout(done, attempt * 20))
      }
    }
  }

  override async release(): Promise<void> {
    // The warehouse is closed by the process that opened it.
  }
}
