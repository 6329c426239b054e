import { LINEAGE, publishedColumns, quoteName, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { highest, isMonth, lowest } from './faults'
import type { Layout } from './header'
import { type CsvInput, columnText, fieldName, readCsv } from './layout-sql'
import { hmacSql, identifierSql } from './pseudonym'
import { dateSql, timestampSql } from './time-sql'

/** What stands for a value that must not be repeated. */
export const MASK = '***'

/** Blanks cut from both ends of a value where the file holds any other than the ordinary space. */
const ODD_BLANKS = ' \t\r\u00a0\u3000'

/** What the file holds that the plain reading would not understand; see SourceFacts. */
export interface Odd {
  readonly oddBlanks: boolean
  readonly odd: boolean
}

interface CheckedColumn {
  readonly column: Column
  /** The trimmed text, `_r<n>`; the double of a number, `_d<n>`. */
  readonly raw: string
  readonly double: string
  readonly rawSql: string
  readonly at: number
}

/**
 * One query that reads the file, types and checks every row, and replaces identifiers: what comes out may be stored.
 * Columns: the published ones, `_batch`, `_line`, `_flags`, and for a row with a fault `_errors` (see faults.ts) and
 * `_raw` (the sender's fields in the sender's order, identifiers and unknown columns masked); NULL on a sound row.
 */
export function stagingQuery(
  table: WarehouseTable,
  layout: Layout,
  input: CsvInput,
  options: { readonly batch: string } & Odd,
): string {
  const columns = table.columns.map((column, at) => checkedColumn(column, at, layout, options))
  const fields = layout.headers.map((_, at) => fieldName(at))
  const flags = table.checks.filter(({ severity }) => severity === 'flag')
  const rejects = table.checks.filter(({ severity }) => severity === 'reject')

  const texts = `SELECT _line, ${fields.join(', ')}, ${columns.map(({ rawSql, raw }) => `${rawSql} AS ${raw}`).join(', ')} FROM (${readCsv(input, layout)})`
  const doubles = columns.filter(({ column }) => isNumeric(column))
  const measured = `SELECT *${doubles.map(({ raw, double }) => `, TRY_CAST(${raw} AS DOUBLE) AS ${double}`).join('')} FROM (${texts})`
  const typed = `SELECT *, ${columns.map((checked) => `${typedSql(checked)} AS ${quoteName(checked.column.name)}`).join(', ')} FROM (${measured})`
  const bad = [...columns.map(brokenSql), ...rejects.map(({ brokenWhen }) => holds(brokenWhen))].filter(Boolean)
  const judged = `SELECT *, (${bad.length > 0 ? bad.join(' OR ') : 'false'}) AS _bad FROM (${typed})`

  const faults = [
    ...columns.map(faultSql),
    ...rejects.map(
      ({ id, column, brokenWhen }) =>
        `CASE WHEN ${holds(brokenWhen)} THEN ${quoteText(`${indexOf(table, column)}:check:${id}`)} END`,
    ),
  ]
  const flagged = flags.map(
    ({ id, brokenWhen }) => `CASE WHEN ${holds(brokenWhen)} THEN [${quoteText(id)}] ELSE [] END`,
  )
  const anyFlag = flags.map(({ brokenWhen }) => holds(brokenWhen)).join(' OR ')
  return `SELECT ${publishedColumns(table)
    .map(({ name }) => quoteName(name))
    .join(', ')}, ${quoteText(options.batch)} AS _batch, _line,
    ${flags.length === 0 ? '[]::VARCHAR[]' : `CASE WHEN ${anyFlag} THEN ${flagged.join(' || ')} ELSE [] END`} AS _flags,
    CASE WHEN _bad THEN ${present(faults)} END AS _errors,
    CASE WHEN _bad THEN [${layout.columns.map(shownField).join(', ')}] END AS _raw
    FROM (${judged})`
}

/** Names and types of what a staged file holds beyond the published columns. */
export const STAGED: readonly { readonly name: string; readonly type: string }[] = [
  ...LINEAGE,
  { name: '_errors', type: 'VARCHAR[]' },
  { name: '_raw', type: 'VARCHAR[]' },
]

function indexOf(table: WarehouseTable, name: string): number {
  const at = table.columns.findIndex((column) => column.name === name)
  if (at === -1) throw new Error(`A check of ${table.name} names the column ${name}, which the table does not have.`)
  return at
}

function present(list: readonly string[]): string {
  return `list_filter([${list.join(', ')}], lambda entry: entry IS NOT NULL)`
}

function holds(expression: string): string {
  return `coalesce((${expression}), false)`
}

/** Only what a known, harmless column holds is repeated to the sender; the rest could be anybody's name. */
function shownField(column: Column | null, at: number): string {
  return column === null || column.identifier ? quoteText(MASK) : fieldName(at)
}

function checkedColumn(column: Column, at: number, layout: Layout, options: Odd): CheckedColumn {
  const source = columnText(column, layout, options.odd)
  // Casting a number passes over blanks by itself, so trimming it would only cost time.
  const rawSql = options.oddBlanks
    ? `nullif(nullif(trim(${source}, ${quoteText(ODD_BLANKS)}), ''), '-')`
    : isNumeric(column)
      ? source
      : `nullif(nullif(trim(${source}), ''), '-')`
  return { column, at, raw: `_r${at}`, double: `_d${at}`, rawSql }
}

function isNumeric(column: Column): boolean {
  return column.type === 'integer' || column.type === 'decimal'
}

function typedSql({ column, raw, double }: CheckedColumn): string {
  if (column.identifier === 'hash') return hmacSql(identifierSql(raw))
  switch (column.type) {
    case 'text':
      return raw
    case 'integer':
      return `TRY_CAST(${double} AS BIGINT)`
    case 'decimal':
      return double
    case 'date':
      return dateSql(raw, isMonth(column))
    case 'timestamp':
      return timestampSql(raw)
    case 'boolean':
      return `CASE WHEN lower(${raw}) IN ('1', 'true', 'yes', 'y', '是') THEN true WHEN lower(${raw}) IN ('0', 'false', 'no', 'n', '否') THEN false END`
    case 'list':
      return `NULL::${sqlType(column)}`
    default:
      throw new Error(`Column ${column.name} has the unknown type ${column.type satisfies never}.`)
  }
}

/** True when the value breaks a rule of its column. One cheap expression for every row; which rule it was is asked of the bad ones alone. */
function brokenSql(checked: CheckedColumn): string {
  const { column, raw, double } = checked
  const name = quoteName(column.name)
  if (column.identifier) return column.required ? `${raw} IS NULL` : ''
  if (column.type === 'list') return ''
  if (column.type === 'text') {
    const outside = column.values ? `${raw} NOT IN (${column.values.map(quoteText).join(', ')})` : ''
    if (column.required) return outside ? `${raw} IS NULL OR ${outside}` : `${raw} IS NULL`
    return outside ? `(${raw} IS NOT NULL AND ${outside})` : ''
  }
  const sound = {
    integer: `(${double} = ${name} AND ${name} BETWEEN ${lowest(column)} AND ${highest(column)})`,
    // NaN and infinity compare above every bound.
    decimal: `(${name} BETWEEN ${lowest(column)} AND ${highest(column)})`,
    date: inCentury(name),
    timestamp: inCentury(name),
    boolean: `(${name} IS NOT NULL)`,
  }[column.type]
  const broken = `NOT coalesce(${sound}, false)`
  return column.required ? broken : `(${raw} IS NOT NULL AND ${broken} AND trim(${raw}) <> '')`
}

function inCentury(name: string): string {
  return `(${name} >= DATE '1800-01-01' AND ${name} < DATE '2200-01-01')`
}

/** The first rule of its column that the value breaks, as a fault, or NULL. */
function faultSql(checked: CheckedColumn): string {
  const { column, at, raw, double } = checked
  const name = quoteName(column.name)
  const fault = (when: string, code: string) => `WHEN ${when} THEN '${at}:${code}'`
  const empty = `coalesce(trim(${raw}), '') = ''`
  const cases = [column.required ? fault(empty, 'required') : `WHEN ${empty} THEN NULL`]
  if (!column.identifier) {
    if (column.values) cases.push(fault(`${raw} NOT IN (${column.values.map(quoteText).join(', ')})`, 'values'))
    if (column.type === 'integer') cases.push(fault(`${name} IS NULL OR ${double} <> ${name}`, 'integer'))
    if (column.type === 'decimal') cases.push(fault(`${name} IS NULL OR NOT isfinite(${name})`, 'number'))
    if (isNumeric(column)) {
      cases.push(fault(`${name} < ${lowest(column)}`, 'min'), fault(`${name} > ${highest(column)}`, 'max'))
    }
    if (column.type === 'date' || column.type === 'timestamp')
      cases.push(fault(`${name} IS NULL`, column.type), fault(`NOT ${inCentury(name)}`, 'date-range'))
    if (column.type === 'boolean') cases.push(fault(`${name} IS NULL`, 'boolean'))
  }
  return `CASE ${cases.join(' ')} END`
}
