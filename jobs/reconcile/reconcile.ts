import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { LINEAGE, quoteName, sqlType } from '@cockpit/semantic-layer/lake/sql'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import type { Pack, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { RECONCILIATION_RESULT } from '@cockpit/semantic-layer/packs/quality/reconciliation-table'
import { tableSample } from '@cockpit/semantic-layer/packs/territory/sample-table'
import { describePartition, partitionPath } from '../ingest/partition-file'
import { publishSystemTable } from '../ingest/publish-system-table'
import { newRun } from '../ingest/run'
import { Session } from '../ingest/session'
import { reconciledTables, reconciliationSql } from './reconciliation-sql'

export interface ReconciliationRow {
  /** Id of the reconciliation. */
  readonly id: string
  readonly facility: string
  /** `yyyy-mm` */
  readonly month: string
  readonly left: number
  readonly right: number
  /** Left less right. */
  readonly difference: number
  readonly allowed: number
  readonly within: boolean
}

export interface ReconcileOptions {
  /** Tolerances of the commission by the id of the reconciliation (`QualitySettings.reconciliation`). */
  readonly tolerances?: Readonly<Record<string, number>>
}

/** Compares what the packs say should agree, over the published lake; by reconciliation, facility and month. */
export async function reconcile(
  lake: string,
  packs: readonly Pack[],
  options: ReconcileOptions = {},
): Promise<ReconciliationRow[]> {
  const sql = reconciliationSql(packs, options.tolerances ?? {})
  if (sql === null) return []
  return withLake(lake, packs, await currentManifest(lake), async (session) => {
    const rows = await session.rows(`SELECT * REPLACE (strftime(month, '%Y-%m') AS month) FROM (${sql})`)
    return rows.map((row) => ({
      id: String(row.reconciliation),
      facility: String(row.facility_id),
      month: String(row.month),
      left: Number(row.left_value),
      right: Number(row.right_value),
      difference: Number(row.difference),
      allowed: Number(row.allowed),
      within: row.within === true,
    }))
  })
}

/**
 * Writes the system table `reconciliation_result` anew when a table it depends on was published since. Twice is harmless: the same rows
 * publish nothing.
 * @param since data version up to which it was done before, 0 at first
 * @returns the data version it now stands for, and whether the rows changed
 */
export async function publishReconciliation(
  lake: string,
  packs: readonly Pack[],
  options: ReconcileOptions & { readonly since: number; readonly now: () => Date },
): Promise<{ readonly since: number; readonly changed: boolean }> {
  const manifest = await currentManifest(lake)
  const newest = Math.max(0, ...reconciledTables(packs).map((name) => manifest.tables[name]?.version ?? 0))
  if (newest <= options.since) return { since: options.since, changed: false }
  const sql = reconciliationSql(packs, options.tolerances ?? {})
  if (sql === null) return { since: newest, changed: false }
  return withLake(lake, packs, manifest, async (session, folder, run) => {
    const table = RECONCILIATION_RESULT
    const staged = join(folder, 'reconciliation.parquet')
    const columns = table.columns.map(
      (column) => `${quoteName(column.name)}::${sqlType(column)} AS ${quoteName(column.name)}`,
    )
    const names = [...table.columns, ...LINEAGE].map(({ name }) => name)
    const lineage = LINEAGE.map(({ name, type }) => `${name === '_flags' ? '[]' : 'NULL'}::${type} AS ${name}`)
    const rows = await session.copyToParquet(
      `SELECT ${[...columns, ...lineage].join(', ')} FROM (${sql})`,
      staged,
      fieldIdsSql(names),
    )
    const path = partitionPath(table.name, 'system', run, 0)
    const parts =
      rows === 0 ? [] : [{ staged, partition: await describePartition(session, table, staged, { path, batch: null }) }]
    const { changed } = await publishSystemTable(lake, table.name, parts, options.now)
    return { since: newest, changed }
  })
}

/** A session with the views of one published state, and a staging folder that is gone afterwards. */
async function withLake<T>(
  lake: string,
  packs: readonly Pack[],
  manifest: Manifest,
  work: (session: Session, folder: string, run: string) => Promise<T>,
): Promise<T> {
  const run = newRun()
  const folder = join(lake, 'staging', run)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const session = await Session.open(folder)
    try {
      const wanted = new Set(reconciledTables(packs))
      const tables = new Map<string, WarehouseTable>([[tableSample.name, tableSample]])
      for (const table of packs.flatMap((pack) => pack.tables))
        if (wanted.has(table.name)) tables.set(table.name, table)
      for (const statement of viewStatements(manifest, [...tables.values()], lake)) await session.run(statement)
      return await work(session, folder, run)
    } finally {
      session.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
