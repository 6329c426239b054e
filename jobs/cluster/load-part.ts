import { createHash, randomBytes } from 'node:crypto'
import type { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { at, PART } from '@cockpit/semantic-layer/clickhouse/tables'
import { instant, quoted, type StoredColumn, text } from '@cockpit/semantic-layer/clickhouse/types'

/** What was loaded is not what was published: nothing of it is shown. */
export class LoadMismatch extends Error {
  override readonly name = 'LoadMismatch'
}

export interface PartToLoad {
  /** ClickHouse's table. */
  readonly stored: string
  readonly columns: readonly StoredColumn[]
  /** What it is recorded as: the partition file's name in the lake, or the content of a copied view. */
  readonly name: string
  readonly path: string
  readonly rows: number
  /** Empty where nobody has promised one. */
  readonly sha256: string
}

/**
 * Loads one Parquet file under a number of its own, counts its rows in the warehouse and then records it. A load that was killed has
 * no record: its rows are seen by nobody and the next attempt takes another number, so that nothing has to be undone first.
 * @returns the number of the load
 * @throws LoadMismatch when the file's checksum or the number of rows is not the promised one; WarehouseError
 */
export async function loadPart(connection: WarehouseConnection, wanted: PartToLoad, now: () => Date): Promise<string> {
  const { address } = connection
  const part = (randomBytes(8).readBigUInt64BE() | 1n).toString()
  const target = at(address, wanted.stored)
  const sum = createHash('sha256')
  await connection.insertFile(insertStatement(target, wanted.columns, part), wanted.path, (bytes) => sum.update(bytes))
  const digest = sum.digest('hex')
  if (wanted.sha256 !== '' && digest !== wanted.sha256)
    throw new LoadMismatch(
      `${wanted.name} has the checksum ${digest}, the manifest says ${wanted.sha256}. Run \`cockpit verify\` and restore the file from a backup.`,
    )
  const [counted] = await connection.rows<{ rows: string }>(
    `SELECT count() AS rows FROM ${target} WHERE _load = toUInt64('${part}')`,
  )
  const rows = Number(counted?.rows)
  if (rows !== wanted.rows)
    throw new LoadMismatch(`${wanted.name}: ${rows} rows arrived in the warehouse, ${wanted.rows} were sent.`)
  await connection.insert(at(address, PART), [
    { part, table_name: wanted.stored, file: wanted.name, rows, loaded_at: instant(now()) },
  ])
  return part
}

/** An INSERT that takes a Parquet file as its body. Columns are found by name; one the file does not have is NULL. */
function insertStatement(target: string, columns: readonly StoredColumn[], part: string): string {
  const names = columns.map(({ name }) => quoted(name)).join(', ')
  const structure = columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(', ')
  return `INSERT INTO ${target} (${names}, _load) SELECT ${names}, toUInt64('${part}') FROM input(${text(structure)}) FORMAT Parquet`
}
