import type { Column, ColumnType, WarehouseTable } from '../packs/contract'

/** DuckDB types of the warehouse. `decimal` is a double: amounts are summed as money of at most 15 significant digits. */
export const SQL_TYPE: Readonly<Record<Exclude<ColumnType, 'list'>, string>> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  decimal: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  boolean: 'BOOLEAN',
}

/** Where a row came from: its batch, its line in the sender's file, the ids of the flagging checks it broke. */
export const LINEAGE: readonly { readonly name: string; readonly type: string }[] = [
  { name: '_batch', type: 'VARCHAR' },
  { name: '_line', type: 'BIGINT' },
  { name: '_flags', type: 'VARCHAR[]' },
]

/** Type of a column as DuckDB writes it; a list is a list of structs of its members. */
export function sqlType(column: Column): string {
  if (column.type !== 'list') return SQL_TYPE[column.type]
  const members = (column.list?.members ?? []).map(({ name, type }) => `${quoteName(name)} ${SQL_TYPE[type]}`)
  return `STRUCT(${members.join(', ')})[]`
}

/** The columns that may be published: those declared `drop` exist only while a file is being checked. */
export function publishedColumns(table: WarehouseTable): readonly Column[] {
  return table.columns.filter((column) => column.identifier !== 'drop')
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
