import { resolve } from 'node:path'
import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import { publishedColumns, quoteName, sqlType } from '@cockpit/semantic-layer/lake/sql'
import { readPartitions } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Session } from '../ingest/session'
import type { LakeFault, OnProgress } from './fault'

/** Without `full` one key in this many is looked at, the same ones each time. */
const SAMPLE = 32

/** That no business key stands twice in a table, over all of its partitions. */
export async function checkKeys(
  session: Session,
  lake: string,
  partitions: readonly Partition[],
  tables: readonly WarehouseTable[],
  full: boolean,
  onProgress: OnProgress,
): Promise<LakeFault[]> {
  const faults: LakeFault[] = []
  for (const [index, table] of tables.entries()) {
    onProgress('keys', index + 1, tables.length)
    const files = partitions.filter((part) => part.table === table.name).map(({ file }) => resolve(lake, file))
    if (files.length === 0 || table.key.length === 0) continue
    const columns = publishedColumns(table)
      .filter(({ name }) => table.key.includes(name))
      .map((column) => ({ name: column.name, type: sqlType(column) }))
    const key = table.key.map(quoteName).join(', ')
    const sampled = full ? '' : `WHERE hash(${key}) % ${SAMPLE} = 0`
    // Hashes first: they are small. Only what collides is compared as it stands.
    const twice =
      await session.rows(`SELECT ${table.key.map((name) => `${quoteName(name)}::VARCHAR AS ${quoteName(name)}`).join(', ')}, count(*)::INTEGER AS _n
      FROM ${readPartitions(files, columns)}
      WHERE hash(${key}) IN (SELECT h FROM (SELECT hash(${key}) AS h FROM ${readPartitions(files, columns)} ${sampled}) GROUP BY h HAVING count(*) > 1)
      GROUP BY ${table.key.map(quoteName).join(', ')} HAVING count(*) > 1 LIMIT 20`)
    for (const row of twice)
      faults.push({
        check: 'key',
        subject: table.name,
        problem: `the key ${table.key.map((name) => `${name}=${row[name]}`).join(', ')} stands ${row._n} times`,
      })
  }
  return faults
}
