import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import { Transform } from 'node:stream'
import type { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { at, PART, rowTable } from '@cockpit/semantic-layer/clickhouse/tables'
import { instant, quoted, type StoredColumn, storedColumns, text } from '@cockpit/semantic-layer/clickhouse/types'
import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'

/** What was loaded is not what was published: nothing of it is shown. */
export class LoadMismatch extends Error {
  override readonly name = 'LoadMismatch'
}

/**
 * Loads one partition file under a number of its own, counts its rows in the warehouse and then records it. A load that was killed has
 * no record: its rows are seen by nobody and the next attempt takes another number, so that nothing has to be undone first.
 * @returns the number of the load
 * @throws LoadMismatch when the file's checksum or the number of rows is not the manifest's; WarehouseError
 */
export async function loadPart(
  connection: WarehouseConnection,
  lake: string,
  table: WarehouseTable,
  partition: Partition,
  now: () => Date,
): Promise<string> {
  const { address } = connection
  const part = (randomBytes(8).readBigUInt64BE() | 1n).toString()
  const target = at(address, rowTable(table.name))
  const sum = createHash('sha256')
  await connection.insertFile(
    insertStatement(target, storedColumns(table), { _part: `toUInt64('${part}')` }),
    path.join(lake, partition.file),
    (bytes) =>
      bytes.pipe(
        new Transform({
          transform(chunk: Buffer, _, done) {
            sum.update(chunk)
            done(null, chunk)
          },
        }),
      ),
  )
  const digest = sum.digest('hex')
  if (partition.sha256 !== '' && digest !== partition.sha256)
    throw new LoadMismatch(
      `${partition.file} has the checksum ${digest}, the manifest says ${partition.sha256}. Run \`cockpit verify\` and restore the file from a backup.`,
    )
  const [counted] = await connection.rows<{ rows: string }>(
    `SELECT count() AS rows FROM ${target} WHERE _part = toUInt64('${part}')`,
  )
  const rows = Number(counted?.rows)
  if (rows !== partition.rows)
    throw new LoadMismatch(`${partition.file}: ${rows} rows arrived in the warehouse, ${partition.rows} were sent.`)
  await connection.insert(at(address, PART), [
    { part, table_name: table.name, file: partition.file, rows, loaded_at: instant(now()) },
  ])
  return part
}

/** An INSERT that takes a Parquet file as its body. Columns are found by name; one the file does not have is NULL. */
export function insertStatement(
  target: string,
  columns: readonly StoredColumn[],
  constants: Readonly<Record<string, string>>,
): string {
  const names = columns.map(({ name }) => quoted(name))
  const structure = columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(', ')
  return `INSERT INTO ${target} (${[...names, ...Object.keys(constants).map(quoted)].join(', ')}) SELECT ${[
    ...names,
    ...Object.values(constants),
  ].join(', ')} FROM input(${text(structure)}) FORMAT Parquet`
}
