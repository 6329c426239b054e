import { resolve } from 'node:path'
import type { WarehouseTable } from '../packs/contract'
import { batchFileView } from './batch-view'
import { fieldId } from './field-id'
import { historyViews } from './history-views'
import { listViews } from './list-view'
import type { Manifest, Partition } from './manifest'
import { LINEAGE, publishedColumns, quoteName, quoteText, sqlType } from './sql'

/**
 * Statements that make the lake readable in a DuckDB database: one view a declared table, the views of its lists (`listViews`) and of
 * its history (`historyViews`), `publication` and `batch_file`. A table without a partition is an empty view with the same columns and
 * types. Views name their files, so a reader keeps one published state until it runs the statements of the next.
 */
export function viewStatements(manifest: Manifest, tables: readonly WarehouseTable[], lake: string): string[] {
  return [
    ...tables.flatMap((table) => [...tableViews(manifest, table, lake), ...listViews(table)]),
    publicationView(manifest),
    batchFileView(manifest, lake),
  ]
}

interface ViewColumn {
  readonly name: string
  readonly type: string
}

function tableViews(manifest: Manifest, table: WarehouseTable, lake: string): string[] {
  const columns: ViewColumn[] = [
    ...publishedColumns(table).map((column) => ({ name: column.name, type: sqlType(column) })),
    ...LINEAGE,
  ]
  const files = manifest.partitions.filter((partition) => partition.table === table.name)
  const rows = files.length === 0 ? noRows(columns) : publishedRows(files, columns, lake)
  if (!table.history) return [`CREATE OR REPLACE VIEW ${quoteName(table.name)} AS ${rows}`]
  return historyViews(
    table,
    table.history,
    rows,
    columns.map(({ name }) => name),
    // Some thousand rows that every question joins: read and sorted out once a publication rather than once a question.
    'CREATE OR REPLACE TABLE',
  )
}

function publishedRows(files: readonly Partition[], columns: readonly ViewColumn[], lake: string): string {
  const paths = files.map(({ file }) => resolve(lake, file))
  return `SELECT ${columns.map(({ name }) => quoteName(name)).join(', ')} FROM ${readPartitions(paths, columns)}`
}

/** `read_parquet(...)` by field id: a column that a file does not have is read as NULL from it. `numbered` adds `file_row_number`. */
export function readPartitions(
  files: readonly string[],
  columns: readonly ViewColumn[],
  { numbered = false } = {},
): string {
  const schema = columns.map(
    ({ name, type }) => `${fieldId(name)}: {name: ${quoteText(name)}, type: ${quoteText(type)}, default_value: NULL}`,
  )
  return `read_parquet([${files.map(quoteText).join(', ')}], schema = MAP {${schema.join(', ')}}${numbered ? ', file_row_number = true' : ''})`
}

function noRows(columns: readonly ViewColumn[]): string {
  return `SELECT ${columns.map((column) => `NULL::${column.type} AS ${quoteName(column.name)}`).join(', ')} WHERE false`
}

function publicationView(manifest: Manifest): string {
  const rows = Object.entries(manifest.tables).map(
    ([table, { version, publishedAt }]) => `(${quoteText(table)}, ${version}, ${instant(publishedAt)})`,
  )
  return valuesView('publication', rows, [
    { name: 'table_name', type: 'VARCHAR' },
    { name: 'version', type: 'BIGINT' },
    { name: 'published_at', type: 'TIMESTAMP' },
  ])
}

function valuesView(name: string, rows: readonly string[], columns: readonly ViewColumn[]): string {
  if (rows.length === 0) return `CREATE OR REPLACE VIEW ${quoteName(name)} AS ${noRows(columns)}`
  const typed = columns.map((column) => `${quoteName(column.name)}::${column.type} AS ${quoteName(column.name)}`)
  return `CREATE OR REPLACE VIEW ${quoteName(name)} AS SELECT ${typed.join(', ')} FROM (VALUES ${rows.join(', ')}) AS v(${columns
    .map((column) => quoteName(column.name))
    .join(', ')})`
}

/** Instants are kept in UTC; the views carry them without a zone. */
function instant(iso: string): string {
  return `TIMESTAMP ${quoteText(new Date(iso).toISOString().replace('T', ' ').replace('Z', ''))}`
}
