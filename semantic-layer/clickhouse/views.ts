import { rowColumns } from '../lake/list-view'
import type { Column, WarehouseTable } from '../packs/contract'
import type { WarehouseAddress } from './address'
import { at, LIVE, onCluster, rowTable, SHOWN, saidTable } from './tables'
import { quoted, type StoredColumn, storedColumns, text } from './types'

/** A view with the name and the columns it has over the lake. */
export interface ClusterView {
  readonly name: string
  readonly sql: string
}

/**
 * The number readers see. The same words in every view: ClickHouse computes a scalar subquery once a query, so all tables of one
 * question show one state, however many switches happen while it runs.
 */
export function newestShowing(address: WarehouseAddress): string {
  return `(SELECT max(showing) FROM ${at(address, SHOWN)})`
}

/** Rows of a stored table that the newest showing shows. */
function shownRows(address: WarehouseAddress, stored: string, columns: readonly StoredColumn[]): string {
  return `SELECT ${columns.map(({ name }) => quoted(name)).join(', ')} FROM ${at(address, stored)}
    WHERE _load IN (SELECT part FROM ${at(address, LIVE)} WHERE showing = ${newestShowing(address)})`
}

/** The views over a table's loaded rows: itself and its lists. A dimension with a past is not loaded row by row but copied. */
export function tableViews(address: WarehouseAddress, table: WarehouseTable): ClusterView[] {
  const lists = table.columns.flatMap((column) => (column.list ? [listView(address, table, column, column.list)] : []))
  if (table.history) return lists
  return [{ name: table.name, sql: shownRows(address, rowTable(table.name), storedColumns(table)) }, ...lists]
}

function listView(
  address: WarehouseAddress,
  table: WarehouseTable,
  column: Column,
  list: NonNullable<Column['list']>,
): ClusterView {
  const owner = rowColumns(table).map(quoted).join(', ')
  const members = list.members.map(({ name }) => `tupleElement(entry, ${text(name)}) AS ${quoted(name)}`).join(', ')
  const entries = quoted(column.name)
  return {
    name: list.view,
    sql: `SELECT ${owner}, toInt64(place) AS seq, ${members}, _batch, _line FROM ${at(address, table.name)}
      ARRAY JOIN ${entries} AS entry, arrayEnumerate(${entries}) AS place`,
  }
}

/** A small view of the lake, from the copies the loader keeps. */
export function saidView(address: WarehouseAddress, view: string, columns: readonly StoredColumn[]): ClusterView {
  return { name: view, sql: shownRows(address, saidTable(view), columns) }
}

const CREATION = /^CREATE OR REPLACE VIEW "?([A-Za-z0-9_]+)"? AS\s+/

/**
 * A view statement of the lake in ClickHouse's words: the two know the same SQL for windows, joins and recursion, and differ in the
 * types a day and an instant have.
 * @throws Error when the statement is not one that makes a view
 */
export function translated(address: WarehouseAddress, statement: string): ClusterView {
  const name = CREATION.exec(statement)?.[1]
  if (name === undefined) throw new Error(`Not a statement that makes a view: ${statement.slice(0, 80)}`)
  const sql = statement
    .replace(CREATION, '')
    // A count is signed here and unsigned there, and the two have no type in common.
    .replaceAll(/\bcount\(\*\)(?!\s+OVER)/gi, 'toInt64(count())')
    .replaceAll(/\bDATE '(\d{4}-\d\d-\d\d)'/g, "toDate32('$1')")
    .replaceAll(/\bAS DATE\)/g, 'AS Nullable(Date32))')
    .replaceAll(/::DATE\b/g, '::Nullable(Date32)')
    .replaceAll(/::VARCHAR\b(?!\[)/g, '::Nullable(String)')
    .replaceAll(/::TIMESTAMPTZ\b/g, "::Nullable(DateTime64(6, 'UTC'))")
    .replaceAll(/::DOUBLE\b/g, '::Nullable(Float64)')
    .replaceAll(/::TIMESTAMP\b/g, "::Nullable(DateTime64(6, 'UTC'))")
  return {
    name,
    sql: sql.replaceAll(
      /\b(FROM|JOIN) "([A-Za-z0-9_]+)"/g,
      (_, word: string, from: string) => `${word} ${at(address, from)}`,
    ),
  }
}

/** The same view with the column types the lake's has. */
export function typed(view: ClusterView, columns: readonly StoredColumn[]): ClusterView {
  const cast = columns.map(({ name, type }) => `CAST(${quoted(name)} AS ${type}) AS ${quoted(name)}`)
  return { name: view.name, sql: `SELECT ${cast.join(', ')} FROM (${view.sql})` }
}

export function viewStatement(address: WarehouseAddress, { name, sql }: ClusterView): string {
  return `CREATE OR REPLACE VIEW ${at(address, name)}${onCluster(address)} AS ${sql}`
}
