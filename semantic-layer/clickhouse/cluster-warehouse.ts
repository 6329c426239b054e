import { join } from 'node:path'
import { currentVersion } from '../lake/read'
import { shownAddress, type WarehouseAddress } from './address'
import { WarehouseConnection } from './connection'
import { ClusterDriver } from './driver'
import { newestShown } from './shown'

/** The cluster has not been made ready for this model. */
export class ClusterNotReady extends Error {
  override readonly name = 'ClusterNotReady'
}

/** The warehouse on ClickHouse: its views are made and filled by the jobs (jobs/cluster); here it is only read. */
export class ClusterWarehouse {
  readonly kind = 'clickhouse'
  /** ClickHouse answers from the tables themselves. */
  readonly rollups = false
  readonly driver: ClusterDriver
  readonly environment = { CUBEJS_DB_TYPE: 'clickhouse', CUBEJS_REFRESH_WORKER: 'false' }
  #version = 0
  #fault: string | null = null
  #timer: NodeJS.Timeout | undefined
  #looking = false

  private constructor(
    private readonly connection: WarehouseConnection,
    private readonly lake: string,
  ) {
    this.driver = new ClusterDriver(connection.address)
  }

  /**
   * @param data the data folder, whose lake tells how far the cluster is behind
   * @throws WarehouseError when it does not answer, ClusterNotReady when nothing was ever loaded
   */
  static async open(data: string, address: WarehouseAddress): Promise<ClusterWarehouse> {
    const connection = new WarehouseConnection(address)
    try {
      const shown = await newestShown(connection)
      if (!shown)
        throw new ClusterNotReady(
          `The warehouse ${shownAddress(address)} holds no lake yet; \`cockpit up\` or \`cockpit cluster load\` fills it.`,
        )
      const warehouse = new ClusterWarehouse(connection, join(data, 'lake'))
      warehouse.#version = shown.version
      return warehouse
    } catch (error) {
      await connection.close()
      throw error
    }
  }

  get version(): number {
    return this.#version
  }

  /** For readiness. `fault`: the cluster does not answer. */
  async health(): Promise<{ warehouse: string; lakeVersion: number; fault: string | null }> {
    return { warehouse: this.kind, lakeVersion: await currentVersion(this.lake), fault: this.#fault }
  }

  onPublication(): void {
    // Nothing is built ahead.
  }

  follow(every: number, onError: (error: unknown) => void): void {
    this.#timer = setInterval(() => void this.#look(onError), every)
    this.#timer.unref()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.driver.close()
    await this.connection.close()
  }

  async #look(onError: (error: unknown) => void): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      this.#version = (await newestShown(this.connection))?.version ?? 0
      this.#fault = null
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      // Told once, not twice a second for as long as it lasts.
      if (this.#fault === null) onError(error)
      this.#fault = said
    } finally {
      this.#looking = false
    }
  }
}
