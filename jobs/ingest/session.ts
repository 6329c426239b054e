import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import { type DuckDBConnection, DuckDBInstance, type JS } from '@duckdb/node-api'
import { saidByDatabase } from './said-by-database'

/** What one import may hold in memory before it spills to its staging folder. */
const MEMORY_LIMIT = '1GB'

/** A private DuckDB for one import: bounded memory, spilling into the staging folder, rows kept in the order they come. */
export class Session {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  static async open(staging: string): Promise<Session> {
    const spill = join(staging, 'spill')
    await mkdir(spill, { recursive: true })
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: MEMORY_LIMIT,
      temp_directory: spill,
      preserve_insertion_order: 'true',
      // Files are named by us alone, and nothing is ever fetched.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    })
    return new Session(instance, await instance.connect())
  }

  /** Two pieces of work on the same tables at once, the second over a connection of its own; temporary tables of one are not there for the other. */
  async both(here: (session: Session) => Promise<void>, beside: (session: Session) => Promise<void>): Promise<void> {
    const other = new Session(this.instance, await this.instance.connect())
    try {
      // Neither is left running when the other fails.
      const done = await Promise.allSettled([here(this), beside(other)])
      const failed = done.find((one): one is PromiseRejectedResult => one.status === 'rejected')
      if (failed) throw failed.reason
    } finally {
      other.connection.closeSync()
    }
  }

  async run(sql: string): Promise<void> {
    await told(() => this.connection.run(sql))
  }

  /** Rows as JavaScript values, each a record by column name. */
  async rows(sql: string): Promise<Record<string, JS>[]> {
    return (await told(() => this.connection.runAndReadAll(sql))).getRowObjectsJS()
  }

  /** The first column of the first row as a number. */
  async count(sql: string): Promise<number> {
    return Number((await told(() => this.connection.runAndReadAll(sql))).getRowsJS()[0]?.[0] ?? 0)
  }

  /** A large result a chunk of rows at a time. */
  async *stream(sql: string): AsyncGenerator<Record<string, JS>[]> {
    const rows = (await told(() => this.connection.stream(sql))).yieldRowObjectJs()
    for (let next = await told(() => rows.next()); !next.done; next = await told(() => rows.next())) yield next.value
  }

  /**
   * Rows written. Row groups of about 120,000 keep pruning fine and a scan parallel. Keyed hashes do not compress, so a
   * higher level of zstd than the first costs an eighth of the import and saves next to nothing.
   * Rows stand in the order they come unless `ordered` is false: kept in order, a large copy within the memory limit is written by one
   * thread, at half the speed.
   */
  async copyToParquet(query: string, file: string, fieldIds: string, { ordered = true } = {}): Promise<number> {
    const copy = `COPY (${query}) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880, FIELD_IDS ${fieldIds})`
    if (ordered) return this.count(copy)
    await this.run('SET preserve_insertion_order = false')
    try {
      return await this.count(copy)
    } finally {
      await this.run('SET preserve_insertion_order = true')
    }
  }

  close(): void {
    this.connection.closeSync()
    this.instance.closeSync()
  }
}

/** @throws what the database said, without the rows it said it of */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw saidByDatabase(error)
  }
}
