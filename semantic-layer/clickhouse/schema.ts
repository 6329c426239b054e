import { createHash } from 'node:crypto'
import type { WarehouseTable } from '../packs/contract'
import type { WarehouseAddress } from './address'
import type { WarehouseConnection } from './connection'
import type { DescribedView } from './lake-reader'
import { at, onCluster, SCHEMA, saidStatements, tableStatements } from './tables'
import { instant } from './types'
import { type ClusterView, saidView, tableViews, translated, typed, viewStatement } from './views'

/** Tables whose partition files are loaded; dimensions with a past are copied as the lake sorts them out. */
export function loadedTables(tables: readonly WarehouseTable[]): readonly WarehouseTable[] {
  return tables.filter(({ history }) => history === undefined)
}

export interface ClusterSchema {
  readonly statements: readonly string[]
  readonly views: readonly ClusterView[]
  /** Views whose rows are copied at every showing. */
  readonly said: readonly DescribedView[]
  /** The same statements have the same hash: what is there already need not be made again. */
  readonly hash: string
}

/**
 * Read by every question, for its coverage, and counted from all tables: copied as the lake has counted them. On DuckDB a rollup of
 * Cube's does this.
 */
const COPIED: ReadonlySet<string> = new Set(['reporting_span', 'reporting_month', 'reporting_done'])

/**
 * Everything the cluster holds for these tables.
 * @param described the views of the lake: those of a table are made anew over the loaded rows, those that read such a view are
 * translated, all others are copied
 */
export function clusterSchema(
  address: WarehouseAddress,
  tables: readonly WarehouseTable[],
  described: readonly DescribedView[],
): ClusterSchema {
  const ofTables = tables.flatMap((table) => tableViews(address, table))
  const named = new Set(ofTables.map(({ name }) => name))
  const said: DescribedView[] = []
  const derived: ClusterView[] = []
  for (const view of described.filter(({ name }) => !named.has(name))) {
    const reads = [...view.statement.matchAll(/\b(?:FROM|JOIN) "([A-Za-z0-9_]+)"/g)]
    if (COPIED.has(view.name) || !reads.some(([, name]) => named.has(name ?? ''))) said.push(view)
    else {
      named.add(view.name)
      derived.push(typed(translated(address, view.statement), view.columns))
    }
  }
  for (const { name, columns } of said)
    for (const column of columns)
      if (column.type.startsWith('unknown'))
        throw new Error(`The view ${name} has a column ${column.name} of an ${column.type}; give it a plain type.`)
  const views = [...ofTables, ...said.map(({ name, columns }) => saidView(address, name, columns)), ...derived]
  const statements = [
    ...tableStatements(address, loadedTables(tables)),
    ...said.flatMap(({ name, columns }) => saidStatements(address, name, columns)),
    ...views.map((view) => viewStatement(address, view)),
  ]
  return { statements, views, said, hash: createHash('sha256').update(statements.join('\n')).digest('hex') }
}

/**
 * Makes what is missing. Every statement may run again, so a kill in the middle is mended by the next call.
 * @returns true when something was made
 */
export async function ensureSchema(connection: WarehouseConnection, schema: ClusterSchema): Promise<boolean> {
  const { address } = connection
  await connection.command(
    `CREATE TABLE IF NOT EXISTS ${at(address, SCHEMA)}${onCluster(address)} (hash String, made_at DateTime64(3, 'UTC')) ENGINE = ${
      address.cluster === null ? 'MergeTree' : 'ReplicatedMergeTree'
    } ORDER BY made_at`,
  )
  const made = await connection.rows<{ hash: string }>(
    `SELECT hash FROM ${at(address, SCHEMA)} ORDER BY made_at DESC LIMIT 1`,
  )
  if (made[0]?.hash === schema.hash) return false
  for (const statement of schema.statements) await connection.command(statement)
  await connection.insert(at(address, SCHEMA), [{ hash: schema.hash, made_at: instant(new Date()) }])
  return true
}
