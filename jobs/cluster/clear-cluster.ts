import type { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { at, LIVE, PART, SHOWN } from '@cockpit/semantic-layer/clickhouse/tables'
import { text } from '@cockpit/semantic-layer/clickhouse/types'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'

/** Questions that began with a showing may go on reading it for this long after the next one. Milliseconds. */
export const GRACE = 10 * 60_000

export interface Cleared {
  readonly showings: number
  readonly parts: number
}

/**
 * Drops what nobody can see any more: showings replaced longer than `grace` ago, loads that no kept showing names (superseded, erased,
 * compacted away) and what killed loads left. Rows are taken out for good, not only hidden. The caller holds `lockLoader`.
 *
 * A load loses its record before its rows: killed between the two, its rows are found again as rows without a record.
 */
export async function clearCluster(
  connection: WarehouseConnection,
  manifest: Manifest,
  now: Date,
  grace = GRACE,
): Promise<Cleared> {
  const { address } = connection
  const showings = await dropShowings(connection, now.getTime() - grace)
  const published = new Set(manifest.partitions.map(({ file }) => file))
  const unseen = await connection.rows<{ part: string; file: string }>(
    `SELECT part, file FROM ${at(address, PART)} WHERE part NOT IN (SELECT part FROM ${at(address, LIVE)})`,
  )
  // A file of the newest manifest is waiting for its showing: a load of hours was interrupted.
  const dead = unseen.filter(({ file }) => !published.has(file))
  if (dead.length > 0)
    await remove(connection, PART, `part IN (${dead.map(({ part }) => `toUInt64('${part}')`).join(', ')})`)
  let parts = 0
  for (const rows of await storedTables(connection)) {
    const without = await connection.rows<{ part: string }>(
      `SELECT DISTINCT _load AS part FROM ${at(address, rows)} WHERE _load NOT IN (SELECT part FROM ${at(address, PART)})`,
    )
    parts += without.length
    if (without.length > 0)
      await remove(connection, rows, `_load IN (${without.map(({ part }) => `toUInt64('${part}')`).join(', ')})`)
  }
  return { showings, parts }
}

/** Also those of tables that no pack declares any more. */
async function storedTables(connection: WarehouseConnection): Promise<string[]> {
  const found = await connection.rows<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = ${text(connection.address.database)}
       AND (startsWith(name, 'lake_row_') OR startsWith(name, 'lake_said_')) ORDER BY name`,
  )
  return found.map(({ name }) => name)
}

async function dropShowings(connection: WarehouseConnection, replacedBefore: number): Promise<number> {
  const { address } = connection
  const kept = await connection.rows<{ showing: string; at: string }>(
    `SELECT showing, toUnixTimestamp64Milli(shown_at) AS at FROM ${at(address, SHOWN)} ORDER BY showing`,
  )
  const over = kept.filter((_, index) => Number(kept[index + 1]?.at ?? Number.POSITIVE_INFINITY) <= replacedBefore)
  if (over.length > 0)
    await remove(connection, SHOWN, `showing IN (${over.map(({ showing }) => `toUInt64('${showing}')`).join(', ')})`)
  // What stands under a number that was never shown is what a kill left before the switch.
  const parted = await connection.rows<{ table: string; partition: string }>(
    `SELECT DISTINCT table, partition FROM system.parts WHERE active AND database = ${text(address.database)}
       AND table = ${text(LIVE)}
       AND partition NOT IN (SELECT toString(showing) FROM ${at(address, SHOWN)})`,
  )
  for (const { table, partition } of parted)
    await connection.command(`ALTER TABLE ${at(address, table)} DROP PARTITION ${partition}`)
  return over.length
}

/**
 * A heavy deletion, waited for: the rows leave the disk with the old data parts, minutes later, and not at some merge. Replicas take
 * it over by themselves.
 */
async function remove(connection: WarehouseConnection, table: string, condition: string): Promise<void> {
  const { address } = connection
  await connection.command(`ALTER TABLE ${at(address, table)} DELETE WHERE ${condition}`, {
    mutations_sync: address.cluster === null ? 1 : 2,
  })
}
