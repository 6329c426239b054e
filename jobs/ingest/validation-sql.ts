import { LINEAGE, publishedColumns, quoteName, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Layout } from './header'
import { type CsvInput, fieldName, hashName, readCsv } from './layout-sql'
import { checkedList } from './list-sql'
import { isSentAgain, restoredSql } from './reason-columns'
import { sentFields } from './shown-fields'
import { brokenSql, checkedColumn, faultSql, isNumeric, type Odd, typedSql } from './value-sql'

const JUDGED: readonly { readonly name: string; readonly type: string }[] = [
  { name: '_errors', type: 'VARCHAR[]' },
  { name: '_raw', type: 'VARCHAR[]' },
  { name: '_origin', type: 'VARCHAR' },
]

/** Names and types of what a staged file may hold beyond the published columns. */
export const STAGED: readonly { readonly name: string; readonly type: string }[] = [...LINEAGE, ...JUDGED]

export interface StagingQuery {
  readonly sql: string
  /** Of the columns it gives, in their order. */
  readonly names: readonly string[]
}

/**
 * One query that reads the file, types and checks every row, and replaces identifiers: what comes out may be stored.
 * Columns: the published ones that the file has a field for, `_batch`, `_line`, `_flags`, and for a row with a fault `_errors` (see faults.ts) and
 * `_raw` (the fields of shown-fields.ts, identifiers and unknown columns masked); NULL on a sound row. `_origin` tells of a row that
 * was rejected before. A quick reading (see `QuickRead`) gives the sound rows alone.
 */
export function stagingQuery(
  table: WarehouseTable,
  layout: Layout,
  input: CsvInput,
  options: { readonly batch: string } & Odd,
): StagingQuery {
  const again = isSentAgain(layout.headers)
  const columns = table.columns.flatMap((column, at) =>
    column.list ? [] : [checkedColumn(table, at, column, layout, { ...options, again, quick: input.quick })],
  )
  const lists = table.columns.flatMap((column, at) => (column.list ? [checkedList(column, at, layout, options)] : []))
  const flags = table.checks.filter(({ severity }) => severity === 'flag')
  // A check that may refuse the file rejects its rows; how many there were is counted afterwards.
  const rejects = table.checks.filter(({ severity }) => severity !== 'flag')

  const fields = [...layout.headers, ...layout.derived].map((_, at) => fieldName(at))
  const read = readCsv(input, layout)
  const text = again
    ? `SELECT _line, ${fields.map((name) => `${restoredSql(name)} AS ${name}`).join(', ')} FROM (${read})`
    : read
  const raws = [
    ...columns.map(({ rawSql, raw }) => `${rawSql} AS ${raw}`),
    ...lists.flatMap(({ texts }) => texts.map(({ name, sql }) => `${sql} AS ${name}`)),
  ]
  const hashes = (input.quick?.hashed ?? []).map(hashName)
  const texts = `SELECT _line, ${[...hashes, ...fields, ...raws].join(', ')} FROM (${text})`
  const measures = [
    ...columns
      .filter(({ column }) => isNumeric(column))
      .map(({ raw, double }) => `TRY_CAST(${raw} AS DOUBLE) AS ${double}`),
    ...lists.flatMap(({ days }) => days.map(({ name, sql }) => `${sql} AS ${name}`)),
  ]
  const measured = `SELECT ${['*', ...measures].join(', ')} FROM (${texts})`
  const types = [
    ...columns.map((checked) => `${typedSql(checked)} AS ${quoteName(checked.column.name)}`),
    ...lists.map(({ column, valueSql }) => `${valueSql} AS ${quoteName(column.name)}`),
  ]
  const typed = `SELECT *, ${types.join(', ')} FROM (${measured})`
  const bad = [
    ...brokenSql(columns),
    ...lists.map((list) => list.brokenSql),
    ...rejects.map(({ brokenWhen }) => `(${brokenWhen})`),
  ].filter(Boolean)
  // Judged a layer below what is told of it, or the optimizer works out parts of every check for every row, to have them twice.
  const judged = `SELECT *, ${anyOf(bad)} AS _bad, ${anyOf(flags.map(({ brokenWhen }) => `(${brokenWhen})`))} AS _any FROM (${typed})`

  const faults = [
    ...columns.map(faultSql),
    ...lists.flatMap((list) => list.faultSql),
    ...rejects.map(
      ({ id, column, brokenWhen }) =>
        `CASE WHEN ${holds(brokenWhen)} THEN ${quoteText(`${indexOf(table, column)}:check:${id}`)} END`,
    ),
  ]
  const flagged = flags.map(
    ({ id, brokenWhen }) => `CASE WHEN ${holds(brokenWhen)} THEN [${quoteText(id)}] ELSE [] END`,
  )
  // What no field of the file gives is not written: it is read as NULL, and writing sixty empty columns costs a tenth of the work.
  const given = new Set(
    [...columns.filter(({ absent }) => !absent), ...lists.filter(({ entries }) => entries.length > 0)].map(
      ({ column }) => column.name,
    ),
  )
  const names = publishedColumns(table).flatMap(({ name }) => (given.has(name) ? [name] : []))
  const published = `${[...names.map(quoteName), `${quoteText(options.batch)} AS _batch`].join(', ')}, _line,
    ${flags.length === 0 ? '[]::VARCHAR[]' : `CASE WHEN _any THEN ${flagged.join(' || ')} ELSE [] END`} AS _flags`
  names.push(...LINEAGE.map(({ name }) => name))
  if (input.quick) return { sql: `SELECT ${published} FROM (${judged}) WHERE NOT _bad`, names }
  const sql = `SELECT ${published},
    CASE WHEN _bad THEN ${present(faults)} END AS _errors,
    CASE WHEN ${keepsText(layout) ? 'true' : '_bad'} THEN [${sentFields(layout, table)
      .map(({ rawSql }) => rawSql)
      .join(', ')}] END AS _raw,
    ${originSql(layout)} AS _origin
    FROM (${judged})`
  return { sql, names: [...names, ...JUDGED.map(({ name }) => name)] }
}

/** From what a mapping computed the sender's own fields cannot be written again: then `_raw` is kept of every row, until it is judged. */
export function keepsText(layout: Layout): boolean {
  return layout.derived.length > 0
}

/**
 * SQL of the rows of staged files, with every column that such a file may have.
 * @param written names of the columns that stand in one of them
 */
export function stagedRows(table: WarehouseTable, files: readonly string[], written: ReadonlySet<string>): string {
  if (files.length === 0) {
    const none = stagedColumns(table).map(({ name, type }) => `NULL::${type} AS ${quoteName(name)}`)
    return `(SELECT ${none.join(', ')} WHERE false)`
  }
  const absent = stagedColumns(table).filter(({ name }) => !written.has(name))
  const nothing = absent.map(({ name, type }) => `NULL::${type} AS ${quoteName(name)}`)
  return `(SELECT ${['*', ...nothing].join(', ')} FROM read_parquet([${files.map(quoteText).join(', ')}], union_by_name = true))`
}

function stagedColumns(table: WarehouseTable): readonly { readonly name: string; readonly type: string }[] {
  return [...publishedColumns(table).map((column) => ({ name: column.name, type: sqlType(column) })), ...STAGED]
}

/** A row is told where it was rejected before only in the words in which a reject file tells it. */
function originSql(layout: Layout): string {
  const at = layout.headers.findIndex((header) => header.normalize('NFKC').trim().toLowerCase() === '_origin')
  if (at === -1) return 'NULL::VARCHAR'
  const text = `trim(${fieldName(at)})`
  return `CASE WHEN regexp_matches(${text}, '^[0-9a-f]{16}:[0-9]{1,12}( [0-9a-f]{16}:[0-9]{1,12})*$') THEN ${text} END`
}

function indexOf(table: WarehouseTable, name: string): number {
  const at = table.columns.findIndex((column) => column.name === name)
  if (at === -1) throw new Error(`A check of ${table.name} names the column ${name}, which the table does not have.`)
  return at
}

function present(list: readonly string[]): string {
  return `list_filter([${list.join(', ')}], lambda entry: entry IS NOT NULL)`
}

/** True when one holds, false when none does or is NULL. As a case each is asked only of the rows that its first words leave. */
function anyOf(conditions: readonly string[]): string {
  return conditions.length > 0 ? `CASE WHEN ${conditions.join(' OR ')} THEN true ELSE false END` : 'false'
}

function holds(expression: string): string {
  return `coalesce((${expression}), false)`
}
