import type { Column, WarehouseTable } from '../packs/contract'
import { publishedColumns, quoteName } from './sql'

/**
 * The view of every `list` column of a table: the row's key, its date and facility, `seq` from 1 in the sender's order, the members,
 * and the row's `_batch` and `_line`. It reads the table's own view, so it shows the rows that one shows.
 */
export function listViews(table: WarehouseTable): string[] {
  return publishedColumns(table).flatMap((column) => (column.list ? [listView(table, column, column.list)] : []))
}

function listView(table: WarehouseTable, column: Column, list: NonNullable<Column['list']>): string {
  const owner = rowColumns(table).map(quoteName).join(', ')
  const members = list.members.map(({ name }) => `entry.${quoteName(name)} AS ${quoteName(name)}`).join(', ')
  const entries = quoteName(column.name)
  return `CREATE OR REPLACE VIEW ${quoteName(list.view)} AS SELECT ${owner}, seq, ${members}, _batch, _line FROM (
    SELECT ${owner}, _batch, _line, unnest(${entries}) AS entry, generate_subscripts(${entries}, 1) AS seq
    FROM ${quoteName(table.name)} WHERE len(${entries}) > 0)`
}

/** Columns by which an entry finds its row: the key, and the date and facility where they are not part of it. */
export function rowColumns(table: WarehouseTable): string[] {
  const extra = [table.dateColumn, table.facilityColumn].filter((name) => name !== undefined)
  return [...new Set([...table.key, ...extra])]
}
