import { LINEAGE, publishedColumns } from '../lake/sql'
import type { Column, ColumnType, WarehouseTable } from '../packs/contract'

/**
 * ClickHouse types of the warehouse. Days are `Date32` (1900-2299), because people were born and hospitals opened before 1970; instants
 * carry UTC, like the lake's.
 */
export const CLICKHOUSE_TYPE: Readonly<Record<Exclude<ColumnType, 'list'>, string>> = {
  text: 'Nullable(String)',
  integer: 'Nullable(Int64)',
  decimal: 'Nullable(Float64)',
  date: 'Nullable(Date32)',
  timestamp: "Nullable(DateTime64(6, 'UTC'))",
  boolean: 'Nullable(Bool)',
}

export interface StoredColumn {
  readonly name: string
  readonly type: string
}

const LINEAGE_TYPE: Readonly<Record<string, string>> = {
  VARCHAR: 'Nullable(String)',
  BIGINT: 'Nullable(Int64)',
  'VARCHAR[]': 'Array(String)',
}

export function clickhouseType(column: Column): string {
  if (column.type !== 'list') return CLICKHOUSE_TYPE[column.type]
  const members = (column.list?.members ?? []).map(({ name, type }) => `${quoted(name)} ${CLICKHOUSE_TYPE[type]}`)
  return `Array(Tuple(${members.join(', ')}))`
}

/**
 * Columns of a table as they are stored: those the lake publishes, then lineage. Everything may be NULL, as in the lake, where a file
 * written before a column was added has none.
 */
export function storedColumns(table: WarehouseTable): StoredColumn[] {
  return [
    ...publishedColumns(table).map((column) => ({ name: column.name, type: clickhouseType(column) })),
    ...LINEAGE.map(({ name, type }) => ({ name, type: LINEAGE_TYPE[type] ?? unknownLineage(name, type) })),
  ]
}

function unknownLineage(name: string, type: string): never {
  throw new Error(
    `The lineage column ${name} has type ${type}, for which semantic-layer/clickhouse/types.ts has no ClickHouse type.`,
  )
}

/** Name of a column or table in ClickHouse. */
export function quoted(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
}

/** A text in ClickHouse, where the backslash escapes. */
export function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** An instant as the loader's own tables take it, `yyyy-mm-dd hh:mm:ss.mmm` in UTC. */
export function instant(at: Date): string {
  return at.toISOString().replace('T', ' ').replace('Z', '')
}
