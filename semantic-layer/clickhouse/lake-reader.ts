import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Manifest } from '../lake/manifest'
import { quoteName, quoteText } from '../lake/sql'
import type { WarehouseTable } from '../packs/contract'
import { lakeViews } from '../server/lake-views'
import type { StoredColumn } from './types'

/** A view of the lake, or a table it keeps instead of one, as DuckDB describes it. */
export interface DescribedView {
  readonly name: string
  /** The statement that makes it. */
  readonly statement: string
  /** With ClickHouse's types. */
  readonly columns: readonly StoredColumn[]
}

const TYPES: Readonly<Record<string, string>> = {
  VARCHAR: 'Nullable(String)',
  'VARCHAR[]': 'Array(String)',
  BOOLEAN: 'Nullable(Bool)',
  INTEGER: 'Nullable(Int64)',
  BIGINT: 'Nullable(Int64)',
  HUGEINT: 'Nullable(Int64)',
  DOUBLE: 'Nullable(Float64)',
  DATE: 'Nullable(Date32)',
  TIMESTAMP: "Nullable(DateTime64(6, 'UTC'))",
}

/**
 * One published state of the lake, opened with the views our own process would show. What is small and made from the manifest
 * (publications, batches, duties) is copied from here into the cluster, so that both say the same by construction.
 */
export class LakeReader {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    readonly views: readonly DescribedView[],
  ) {}

  /** @throws Error when a view cannot be made */
  static async open(manifest: Manifest, tables: readonly WarehouseTable[], lake: string): Promise<LakeReader> {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run("SET TimeZone = 'UTC'")
    const statements = new Map<string, string>()
    for (const statement of lakeViews(manifest, tables, lake)) {
      await connection.run(statement)
      const name = /^CREATE OR REPLACE (?:VIEW|TABLE) "?([A-Za-z0-9_]+)"?/.exec(statement)?.[1]
      if (name === undefined) throw new Error(`Not a statement that makes a view: ${statement.slice(0, 80)}`)
      statements.set(name, statement)
    }
    const views: DescribedView[] = []
    for (const [name, statement] of statements)
      views.push({ name, statement, columns: await described(connection, name) })
    return new LakeReader(instance, connection, views)
  }

  /** Writes all rows of a view as Parquet. @returns how many */
  async copy(view: DescribedView, file: string): Promise<number> {
    const reader = await this.connection.runAndReadAll(
      `COPY (SELECT * FROM ${quoteName(view.name)}) TO ${quoteText(file)} (FORMAT parquet)`,
    )
    return Number(reader.getRows()[0]?.[0] ?? 0)
  }

  /** Rows of every view. */
  async counts(): Promise<Record<string, number>> {
    const counted: Record<string, number> = {}
    for (const { name } of this.views) {
      const reader = await this.connection.runAndReadAll(`SELECT count(*) FROM ${quoteName(name)}`)
      counted[name] = Number(reader.getRows()[0]?.[0])
    }
    return counted
  }

  close(): void {
    this.connection.closeSync()
    this.instance.closeSync()
  }
}

async function described(connection: DuckDBConnection, view: string): Promise<StoredColumn[]> {
  const reader = await connection.runAndReadAll(`DESCRIBE ${quoteName(view)}`)
  return reader.getRows().map((row) => {
    const [name, type] = [String(row[0]), String(row[1])]
    // Lists of a table have their own ClickHouse types and are never copied from here.
    return { name, type: TYPES[type] ?? `unknown ${type}` }
  })
}
