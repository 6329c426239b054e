import { join, resolve } from 'node:path'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import { LINEAGE, publishedColumns, quoteName, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import { readPartitions } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { describePartition, partitionPath } from './partition-file'
import type { Session } from './session'

/** Rows that stand ready in staging, and the partition they will be. */
export interface Part {
  readonly staged: string
  readonly partition: Partition
}

/** What became of an older partition: `removed` rows of each batch gave way; `rest` holds the others, null when none is left. */
export interface Superseded {
  readonly removed: ReadonlyMap<string, number>
  readonly rest: Partition | null
  /** Where `rest` stands until it is settled. */
  readonly staged: string | null
}

/** Where rewritten partitions are made. */
export interface Workplace {
  readonly lake: string
  /** Staging folder of the attempt. */
  readonly folder: string
  readonly run: string
}

/** Name in the place of a batch's for a partition that holds several. */
export const SEVERAL = 'several'

/** Which rows of a partition, alias `o`, go. */
export interface Leaving {
  /** Those that have a match in these rows, alias `n`. */
  readonly matching?: { readonly rows: string; readonly on: string }
  /** Those for which this SQL is true. */
  readonly where?: string
}

/**
 * Takes rows out of published partitions by writing those partitions anew without them. Only partitions that hold such rows
 * are rewritten, and one once looked at is not read again when the publication is retried.
 */
export class RowRemoval {
  readonly #seen = new Map<string, Superseded | null>()
  #made = 0

  /**
   * @param leaving null when the partition, known by its days and batch, cannot hold a row to go
   * @param label part of the new files' names, different for each removal of one attempt
   */
  constructor(
    private readonly session: Session,
    private readonly table: WarehouseTable,
    private readonly leaving: (older: Partition) => Leaving | null,
    private readonly place: Workplace,
    private readonly label = 'rest',
  ) {}

  /** Null when the partition stays as it is. */
  async of(older: Partition): Promise<Superseded | null> {
    const known = this.#seen.get(older.file)
    if (known !== undefined) return known
    const leaving = older.table === this.table.name ? this.leaving(older) : null
    const found = leaving === null ? null : await this.#rewrite(older, leaving)
    this.#seen.set(older.file, found)
    return found
  }

  async #rewrite(older: Partition, { matching, where = 'false' }: Leaving): Promise<Superseded | null> {
    const columns = [
      ...publishedColumns(this.table).map((column) => ({ name: column.name, type: sqlType(column) })),
      ...LINEAGE,
    ]
    // First which rows go, by their number in the file, from the key's columns alone; then the others are copied as they stand.
    const old = readPartitions([resolve(this.place.lake, older.file)], columns, { numbered: true })
    const newer = matching ? `JOIN ${matching.rows} n ON ${matching.on}` : null
    const row = 'o.file_row_number AS place, o._batch AS batch'
    const gone = newer
      ? `SELECT ${row} FROM ${old} o SEMI ${newer} UNION SELECT ${row} FROM ${old} o WHERE ${where}`
      : `SELECT ${row} FROM ${old} o WHERE ${where}`
    await this.session.run(`CREATE OR REPLACE TEMP TABLE leaving_rows AS ${gone}`)
    const removed = new Map<string, number>()
    for (const { batch, n } of await this.session.rows(
      'SELECT batch, count(*)::INTEGER AS n FROM leaving_rows GROUP BY 1',
    )) {
      const of = older.batch ?? (typeof batch === 'string' ? batch : '')
      removed.set(of, (removed.get(of) ?? 0) + Number(n))
    }
    const total = sumOf(removed)
    if (total === 0) return null
    if (total === older.rows) return { removed, rest: null, staged: null }
    const n = ++this.#made
    const staged = join(this.place.folder, `${this.label}-${this.table.name}-${n}.parquet`)
    // A mark join keeps the rows in the order in which they stood, without sorting them.
    const kept = `SELECT o.* EXCLUDE (file_row_number) FROM ${old} o WHERE (o.file_row_number IN (SELECT place FROM leaving_rows)) IS NOT TRUE`
    await this.session.copyToParquet(kept, staged, fieldIdsSql(columns.map(({ name }) => name)))
    const path = partitionPath(this.table.name, older.batch ?? SEVERAL, this.place.run, `${this.label}${n}`)
    const rest = await describePartition(this.session, this.table, staged, { path, batch: older.batch })
    return { removed, staged, rest }
  }
}

/**
 * The later file wins row by row on the business key: rows of older partitions that the new file brings again, and all rows of
 * the batch it replaces, give way. Only partitions whose days overlap are looked at.
 */
export class Supersession extends RowRemoval {
  constructor(
    session: Session,
    table: WarehouseTable,
    newer: readonly Part[],
    place: Workplace,
    { replaces = null, label }: { readonly replaces?: string | null; readonly label?: string } = {},
  ) {
    const keys = table.columns.flatMap((column) =>
      table.key.includes(column.name) ? [{ name: column.name, type: sqlType(column) }] : [],
    )
    const on = table.key.map((key) => `o.${quoteName(key)} IS NOT DISTINCT FROM n.${quoteName(key)}`).join(' AND ')
    super(
      session,
      table,
      (older) => {
        const files = newer.filter(({ partition }) => overlaps(older, partition)).map(({ staged }) => staged)
        const where = replaces === null ? null : ofBatch(older, replaces)
        if (files.length === 0 && where === null) return null
        return {
          ...(files.length > 0 ? { matching: { rows: readPartitions(files, keys), on } } : {}),
          ...(where === null ? {} : { where }),
        }
      },
      place,
      label,
    )
  }
}

/** SQL for the rows of a batch in a partition; null when it can hold none. */
export function ofBatch(older: Partition, batch: string): string | null {
  if (older.batch === null) return `o._batch = ${quoteText(batch)}`
  return older.batch === batch ? 'true' : null
}

export function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, n) => sum + n, 0)
}

/** Partitions without days (dimensions) always overlap. */
export function overlaps(a: Partition, b: Partition): boolean {
  if (a.from === null || a.to === null || b.from === null || b.to === null) return true
  return a.from <= b.to && b.from <= a.to
}
