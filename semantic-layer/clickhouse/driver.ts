import { ClickHouseDriver } from '@cubejs-backend/clickhouse-driver'
import type { WarehouseAddress } from './address'
import { ANSWER_SETTINGS } from './settings'

/** Cube's own ClickHouse driver, with the settings under which it answers as DuckDB does. */
export class ClusterDriver extends ClickHouseDriver {
  constructor(address: WarehouseAddress) {
    const { protocol, hostname, port } = new URL(address.url)
    super({
      protocol,
      host: hostname,
      port: port || (protocol === 'https:' ? '443' : '80'),
      username: address.username,
      password: address.password,
      database: address.database,
    })
    Object.assign(this.config.clickhouseSettings, ANSWER_SETTINGS)
  }

  override async release(): Promise<void> {
    // Closed by the process that made it: Cube releases a driver it believes to be one of many.
  }

  async close(): Promise<void> {
    await super.release()
  }
}
