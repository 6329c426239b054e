import { join, resolve } from 'node:path'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import { LINEAGE, publishedColumns, quoteName, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import { readPartitions } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { describePartition, partitionPath } from './partition-file'
import type { Session } from './session'

/** What became of an older partition: `removed` rows gave way; `rest` holds the others, null when none is left. */
export interface Superseded {
  readonly removed: number
  readonly rest: Partition | null
  /** Where `rest` stands until it is settled. */
  readonly staged: string | null
}

/**
 * The later file wins row by row on the business key: rows of older partitions that the new file brings again are taken
 * out by writing those partitions anew without them. Only partitions whose days overlap are looked at, only those with
 * such rows are rewritten, and a partition once looked at is not read again when the publication is retried.
 */
export class Supersession {
  readonly #seen = new Map<string, Superseded | null>()
  #made = 0

  constructor(
    private readonly session: Session,
    private readonly table: WarehouseTable,
    private readonly newer: { readonly file: string; readonly partition: Partition },
    private readonly lake: string,
    private readonly folder: string,
    private readonly run: string,
  ) {}

  /** Null when the partition stays as it is. */
  async of(older: Partition): Promise<Superseded | null> {
    const known = this.#seen.get(older.file)
    if (known !== undefined) return known
    const found = overlaps(older, this.newer.partition) ? await this.#rewrite(older) : null
    this.#seen.set(older.file, found)
    return found
  }

  async #rewrite(older: Partition): Promise<Superseded | null> {
    const columns = [
      ...publishedColumns(this.table).map((column) => ({ name: column.name, type: sqlType(column) })),
      ...LINEAGE,
    ]
    const old = readPartitions([resolve(this.lake, older.file)], columns)
    const same = this.table.key
      .map((key) => `o.${quoteName(key)} IS NOT DISTINCT FROM n.${quoteName(key)}`)
      .join(' AND ')
    const newer = `read_parquet(${quoteText(this.newer.file)})`
    const removed = await this.session.count(`SELECT count(*) FROM ${old} o SEMI JOIN ${newer} n ON ${same}`)
    if (removed === 0) return null
    if (removed === older.rows) return { removed, rest: null, staged: null }
    const n = ++this.#made
    const staged = join(this.folder, `rest-${n}.parquet`)
    // By line, so that a partition keeps the order of its file through any number of corrections.
    const kept = `SELECT o.* FROM ${old} o ANTI JOIN ${newer} n ON ${same} ORDER BY o._line`
    await this.session.copyToParquet(kept, staged, fieldIdsSql(columns.map(({ name }) => name)))
    const path = partitionPath(this.table.name, older.batch, this.run, n)
    return {
      removed,
      staged,
      rest: await describePartition(this.session, this.table, staged, { path, batch: older.batch }),
    }
  }
}

/** Partitions without days (dimensions) always overlap. */
export function overlaps(a: Partition, b: Partition): boolean {
  if (a.from === null || a.to === null || b.from === null || b.to === null) return true
  return a.from <= b.to && b.from <= a.to
}
