import { resolve } from 'node:path'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { quoteName } from '@cockpit/semantic-layer/lake/sql'
import { readPartitions } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { checkCodeSets } from './code-sets'
import { flagUnlikely } from './far-values'
import { FILE_LIMITS, type FileLimits, refuseByCheck, refuseMostlyRejected } from './file-limits'
import type { Layout } from './header'
import { facilityColumns, type UnknownFacility, unknownFacilities } from './institution-aliases'
import { Refused } from './outcome'
import { checkFacilities } from './sender-bounds'
import type { Session } from './session'
import type { Staged } from './stage'

export interface FileToCheck {
  readonly table: WarehouseTable
  readonly layout: Layout
  readonly staged: Staged
  readonly manifest: Manifest
  readonly lake: string
  /** Facilities the sender may report for; undefined when it is bound to none. */
  readonly facilities?: ReadonlySet<string> | undefined
  readonly limits?: FileLimits | undefined
  /** Told the names that no facility answers to, before the file may be refused for them. */
  readonly onUnknownFacilities?: ((names: readonly UnknownFacility[]) => Promise<void>) | undefined
}

/**
 * Checks that need more than one row: references into the lake's dimensions, code sets, the sender's facilities, the same business
 * key twice in the file (the first sound row stays), values far from their fellows, and how much of the file is bad.
 * Fills the session's tables `late(_line, fault)` with what rejects rows that are sound in themselves, at most one fault of each kind and
 * column a row, and `late_flag(_line, flag)` with what flags rows that stay.
 * @throws Refused when a check refuses the whole file
 */
export async function checkAcrossRows(
  session: Session,
  { table, layout, staged, manifest, lake, facilities, limits, onUnknownFacilities }: FileToCheck,
): Promise<void> {
  const { rows } = staged
  await session.run('CREATE TABLE late(_line BIGINT, fault VARCHAR)')
  await session.run('CREATE TABLE late_flag(_line BIGINT, flag VARCHAR)')
  await refuseByCheck(session, table, staged)
  if (facilities) await checkFacilities(session, { table, rows, facilities, manifest, lake })
  for (const [at, column] of table.columns.entries()) {
    if (!column.references || column.identifier) continue
    const name = quoteName(column.name)
    const known = dimensionQuery(column.references, manifest, lake)
    await session.run(`CREATE OR REPLACE TEMP TABLE unknown_value AS
      SELECT DISTINCT ${name} AS value FROM ${rows} WHERE _errors IS NULL AND ${name} IS NOT NULL AND ${name} NOT IN (${known})`)
    if ((await session.count('SELECT count(*) FROM unknown_value')) === 0) continue
    if (onUnknownFacilities && facilityColumns(table).includes(column))
      await onUnknownFacilities(await unknownFacilities(session, column, rows))
    await session.run(`INSERT INTO late SELECT _line, '${at}:reference' FROM ${rows}
      WHERE _errors IS NULL AND ${name} IN (SELECT value FROM unknown_value)`)
  }
  await checkCodeSets(session, table, staged.rows, manifest, lake, layout)
  // Where a part of the key is never the same twice, the key is not.
  if (!table.key.some((part) => staged.distinct.has(part))) await checkKeys(session, table, rows)
  await refuseMostlyRejected(session, table, staged, limits ?? FILE_LIMITS)
  await flagUnlikely(session, table, staged.rows)
}

/** Refuses early what would otherwise reject every row: a dimension nobody has loaded. */
export function refuseEmptyReferences(table: WarehouseTable, manifest: Manifest): void {
  for (const { references, identifier } of table.columns) {
    if (!references || identifier || references.table === table.name) continue
    if (manifest.partitions.some((partition) => partition.table === references.table)) continue
    throw new Refused({
      code: 'reference-empty',
      message: {
        zh: `“${table.title.zh}”要对照 ${references.table}，但该表还没有数据。请先导入 ${references.table}。`,
        en: `"${table.title.en}" is checked against ${references.table}, which has no data yet. Import ${references.table} first.`,
      },
    })
  }
}

/** SQL of the values a reference may take. */
export function dimensionQuery(to: { table: string; column: string }, manifest: Manifest, lake: string): string {
  const files = manifest.partitions
    .filter((partition) => partition.table === to.table)
    .map(({ file }) => resolve(lake, file))
  return `SELECT ${quoteName(to.column)} FROM ${readPartitions(files, [{ name: to.column, type: 'VARCHAR' }])} WHERE ${quoteName(to.column)} IS NOT NULL`
}

async function checkKeys(session: Session, table: WarehouseTable, rows: string): Promise<void> {
  const keys = table.key.map(quoteName).join(', ')
  const sound = `SELECT _line, ${keys}, hash(${keys}) AS _hash FROM ${rows} WHERE _errors IS NULL AND _line NOT IN (SELECT _line FROM late)`
  await session.run(
    `CREATE OR REPLACE TEMP TABLE twice AS SELECT _hash FROM (${sound}) GROUP BY _hash HAVING count(*) > 1`,
  )
  if ((await session.count('SELECT count(*) FROM twice')) === 0) return
  const at = table.columns.findIndex(({ name }) => name === table.key.at(-1))
  await session.run(`INSERT INTO late SELECT _line, '${at}:duplicate:' || first_line FROM (
    SELECT _line, min(_line) OVER (PARTITION BY ${keys}) AS first_line FROM (${sound}) WHERE _hash IN (SELECT _hash FROM twice)
  ) WHERE _line <> first_line`)
}
