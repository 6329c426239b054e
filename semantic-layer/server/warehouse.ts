import { mkdirSync, rmSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Manifest } from '../lake/manifest'
import { currentManifest, currentVersion } from '../lake/read'
import type { WarehouseTable } from '../packs/contract'
import { LakeDriver } from './driver'
import { lakeViews } from './lake-views'
import { Lanes } from './lanes'

/** Where Cube keeps its rollups. */
export const ROLLUP_SCHEMA = 'rollups'
/** Connections that share the queries: as many as Cube runs at once, and as many for the keys it reads beside them. */
const CONNECTIONS = 8
/** The manifest is looked at before a query, but not more often than this. Milliseconds. */
const LOOK_AGAIN = 250

/**
 * One DuckDB in memory whose views show the published state of the lake. A new manifest replaces all views in one transaction:
 * a query that is running keeps the files it began with (they are immutable), the next one sees the new state whole.
 */
export class Warehouse {
  readonly kind = 'duckdb'
  readonly rollups = true
  readonly driver: LakeDriver
  readonly environment = { CUBEJS_DB_TYPE: 'duckdb', CUBEJS_REFRESH_WORKER: 'true' }
  #version = -1
  #changing = false
  #lookedAt = 0
  #looking: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #published: () => void = () => undefined

  private constructor(
    readonly instance: DuckDBInstance,
    private readonly writer: DuckDBConnection,
    readonly lanes: Lanes,
    /** For what takes no lane. */
    readonly aside: DuckDBConnection,
    private readonly lake: string,
    private readonly tables: readonly WarehouseTable[],
    private readonly now: () => number,
  ) {
    this.driver = new LakeDriver(this)
  }

  /**
   * @param data the data folder; the lake is `<data>/lake`
   * @throws Error when a published file cannot be read or a view cannot be made
   */
  static async open(data: string, tables: readonly WarehouseTable[], now: () => number = Date.now): Promise<Warehouse> {
    const spill = join(data, 'run', 'semantic-layer-spill')
    // What an earlier process left when it was killed.
    rmSync(spill, { recursive: true, force: true })
    mkdirSync(spill, { recursive: true })
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${memoryLimit()}B`,
      temp_directory: spill,
    })
    const writer = await instance.connect()
    await writer.run("SET TimeZone = 'UTC'")
    await writer.run('SET preserve_insertion_order = false')
    // Made before Cube asks: two rollups being built at once would both try, and one would lose.
    await writer.run(`CREATE SCHEMA ${ROLLUP_SCHEMA}`)
    const readers = await Promise.all(Array.from({ length: CONNECTIONS }, () => instance.connect()))
    const aside = await instance.connect()
    for (const reader of [...readers, aside]) await reader.run("SET TimeZone = 'UTC'")
    const warehouse = new Warehouse(instance, writer, new Lanes(readers), aside, join(data, 'lake'), tables, now)
    await warehouse.refresh()
    return warehouse
  }

  /** Version of the manifest the views show. */
  get version(): number {
    return this.#version
  }

  /** The version every query begun from now on sees at least; null while one takes the place of another. */
  async shown(): Promise<number | null> {
    await this.refreshIfDue()
    return this.#changing ? null : this.#version
  }

  /** For readiness: a manifest that cannot be shown is told in the log, and the one before goes on being served. */
  async health(): Promise<{ warehouse: string; lakeVersion: number; fault: string | null }> {
    return { warehouse: this.kind, lakeVersion: await currentVersion(this.lake), fault: null }
  }

  /** Looks at the manifest and replaces the views if it has moved on. Concurrent callers share one look. */
  async refresh(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  /** `refresh`, unless that was done a moment ago. */
  async refreshIfDue(): Promise<void> {
    if (this.now() - this.#lookedAt >= LOOK_AGAIN) await this.refresh()
  }

  /** Calls `f` whenever the views show a new manifest. */
  onPublication(f: () => void): void {
    this.#published = f
  }

  /** Follows the lake even when nobody asks, so that readiness shows the version and rollups are renewed early. */
  follow(every: number, onError: (error: unknown) => void): void {
    this.#timer = setInterval(() => void this.refresh().catch(onError), every)
    this.#timer.unref()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking?.catch(() => undefined)
    await this.lanes.close()
    this.aside.closeSync()
    this.writer.closeSync()
    this.instance.closeSync()
  }

  async #look(): Promise<void> {
    const manifest = await currentManifest(this.lake)
    if (manifest.version !== this.#version) await this.#show(manifest)
    this.#lookedAt = this.now()
  }

  async #show(manifest: Manifest): Promise<void> {
    const statements = lakeViews(manifest, this.tables, this.lake)
    this.#changing = true
    try {
      await this.#replace(manifest.version, statements)
    } finally {
      this.#changing = false
    }
    this.#published()
  }

  async #replace(version: number, statements: readonly string[]): Promise<void> {
    await this.writer.run('BEGIN TRANSACTION')
    try {
      for (const statement of statements) await this.writer.run(statement)
      await this.writer.run('COMMIT')
    } catch (cause) {
      await this.writer.run('ROLLBACK')
      throw new Error(`The lake's manifest ${version} cannot be shown: ${reason(cause)}`, { cause })
    }
    this.#version = version
  }
}

const GIB = 2 ** 30

/**
 * Bytes that rollups and questions may hold before they spill to disk: a quarter of what the process may use, 2 GiB at least. Left to itself the
 * database takes four fifths of the machine, on which the importer and the web live too.
 */
function memoryLimit(): number {
  return Math.max(2 * GIB, Math.floor(Math.min(totalmem(), process.constrainedMemory() || Infinity) / 4))
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
