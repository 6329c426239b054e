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

  override async release(): Promise<void> {
    // The warehouse is closed by the process that opened it.
  }
}
