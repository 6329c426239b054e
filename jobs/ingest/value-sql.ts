import { quoteName, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { CELL_ERRORS } from './cell-errors'
import { highest, lowest, shortForm } from './faults'
import type { Layout } from './header'
import { fromTokenSql, looksLikeToken } from './identifier-token'
import { columnText, hashName, type QuickRead } from './layout-sql'
import { hmacSql, identifierSql } from './pseudonym'
import { dateSql, timestampSql } from './time-sql'

/** What stands for a value that must not be repeated. */
export const MASK = '***'

/** Blanks cut from both ends of a value where the file holds any other than the ordinary space. */
const ODD_BLANKS = ' \t\r\u00a0\u3000'

/** A column that holds one value, on its way from text to type. */
export interface CheckedColumn {
  readonly column: Column
  readonly table: string
  /** The trimmed text, `_r<n>`; the double of a number, `_d<n>`. */
  readonly raw: string
  readonly double: string
  readonly rawSql: string
  readonly at: number
  /** An identifier that a reject file does not give back cannot be asked for in the corrected one. */
  readonly required: boolean
  /** The keyed hash of the identifier where it was made before; empty where it was not. */
  readonly hashed: string | null
  /** The number was read as one: `raw` is no text. */
  readonly native: boolean
  /** Its bounds are looked at once the values are written. */
  readonly unbounded: boolean
  /** The file has no field for it. */
  readonly absent: boolean
  /** The file may hold a spreadsheet's errors in place of values. */
  readonly odd: boolean
}

const YES = ['1', 'true', 'yes', 'y', '是']
const NO = ['0', 'false', 'no', 'n', '否']

/** What the file holds that the plain reading would not understand; see SourceFacts. */
export interface Odd {
  readonly oddBlanks: boolean
  readonly odd: boolean
  /** False when no field has a blank at an end; the reader itself takes an empty field and a lone hyphen for NULL. */
  readonly edgeBlanks?: boolean
}

export function checkedColumn(
  table: WarehouseTable,
  at: number,
  column: Column,
  layout: Layout,
  options: Odd & { readonly again: boolean; readonly quick?: QuickRead | undefined },
): CheckedColumn {
  const field = layout.columns.indexOf(column)
  const source = columnText(column, layout, options.odd)
  // Casting a number passes over blanks by itself, so trimming it would only cost time.
  const rawSql = isNumeric(column) && !options.oddBlanks ? source : trimmed(source, options)
  const required = column.required && !(column.identifier === 'drop' && options.again)
  return {
    ...{ column, table: table.name, at, raw: `_r${at}`, double: `_d${at}`, rawSql, required },
    hashed: options.quick?.hashed.includes(field) ? hashName(field) : null,
    native: options.quick?.numbers.includes(field) ?? false,
    unbounded: options.quick?.unbounded.includes(field) ?? false,
    absent: source === 'NULL::VARCHAR',
    odd: options.odd,
  }
}

/** Without the blanks at both ends; nothing, and the hyphen that says nothing, are NULL. */
export function trimmed(source: string, { odd, oddBlanks, edgeBlanks }: Odd): string {
  if (!odd && !oddBlanks && edgeBlanks === false) return source
  const cut = oddBlanks ? `trim(${source}, ${quoteText(ODD_BLANKS)})` : `trim(${source})`
  return `nullif(nullif(${cut}, ''), '-')`
}

export function isNumeric(column: Column): boolean {
  return column.type === 'integer' || column.type === 'decimal'
}

export function typedSql({ column, table, raw, double, hashed, absent }: CheckedColumn): string {
  if (absent) return `NULL::${sqlType(column)}`
  if (column.identifier === 'hash') {
    const made = `CASE WHEN ${looksLikeToken(raw)} THEN ${fromTokenSql(table, column.name, raw)} WHEN ${raw} <> ${quoteText(MASK)} THEN ${hmacSql(identifierSql(raw))} END`
    return hashed ? `coalesce(${hashed}, ${made})` : made
  }
  switch (column.type) {
    case 'text':
      return raw
    case 'integer':
      return `TRY_CAST(${double} AS BIGINT)`
    case 'decimal':
      return double
    case 'date':
      return dateSql(raw, shortForm(column))
    case 'timestamp':
      return timestampSql(raw)
    case 'boolean':
      return `CASE WHEN ${amongSql(`lower(${raw})`, YES)} THEN true WHEN ${amongSql(`lower(${raw})`, NO)} THEN false END`
    case 'list':
      throw new Error(`The list ${column.name} holds more than one value; list-sql.ts builds it.`)
    default:
      throw new Error(`Column ${column.name} has the unknown type ${column.type satisfies never}.`)
  }
}

/**
 * True when a value breaks a rule of its column: a few cheap comparisons for every row; which rule it was is asked of the bad ones alone.
 * NULL counts as false. A number that was read as one is NULL only where nothing stands, and NaN is larger than any bound.
 */
export function brokenSql(columns: readonly CheckedColumn[]): string[] {
  return columns.map((column) => (column.native ? numberBroken(column) : brokenText(column))).filter(Boolean)
}

function numberBroken({ column, double, required, unbounded }: CheckedColumn): string {
  const rules = required ? [`${double} IS NULL`] : []
  if (!unbounded) rules.push(`${double} < ${lowest(column)}`, `${double} > ${highest(column)}`)
  if (column.type === 'integer') rules.push(`${double} <> trunc(${double})`)
  return rules.join(' OR ')
}

function brokenText(checked: CheckedColumn): string {
  const broken = checked.absent && !checked.required ? '' : ruleBrokenSql(checked)
  // In any other type an error is no value anyhow.
  if (!checked.odd || (checked.column.type !== 'text' && !checked.column.identifier)) return broken
  const error = `coalesce(${isCellError(checked.raw)}, false)`
  return broken ? `(${broken}) OR ${error}` : error
}

function ruleBrokenSql({ column, raw, double, required }: CheckedColumn): string {
  const name = quoteName(column.name)
  if (column.identifier === 'hash') return required ? `${name} IS NULL` : `(${raw} IS NOT NULL AND ${name} IS NULL)`
  if (column.identifier === 'drop') return required ? `${raw} IS NULL` : ''
  if (column.type === 'list') return ''
  if (column.type === 'text') {
    const outside = column.values ? outsideSql(raw, column.values) : ''
    if (required) return outside ? `${raw} IS NULL OR ${outside}` : `${raw} IS NULL`
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
  if (required) return broken
  return `(${raw} IS NOT NULL AND ${broken} AND trim(${raw}) <> '')`
}

/** The first rule of its column that the value breaks, as a fault, or NULL. */
export function faultSql({ column, at, raw, double, required, odd }: CheckedColumn): string {
  const name = quoteName(column.name)
  const fault = (when: string, code: string) => `WHEN ${when} THEN '${at}:${code}'`
  const empty = `coalesce(trim(${raw}), '') = ''`
  const cases = [required ? fault(empty, 'required') : `WHEN ${empty} THEN NULL`]
  if (odd) cases.push(fault(isCellError(raw), 'cell-error'))
  if (column.identifier === 'hash')
    cases.push(fault(`${raw} = ${quoteText(MASK)}`, 'masked'), fault(`${name} IS NULL`, 'token'))
  if (!column.identifier) {
    if (column.values) cases.push(fault(outsideSql(raw, column.values), 'values'))
    if (column.type === 'integer') cases.push(fault(`${name} IS NULL OR ${double} <> ${name}`, 'integer'))
    if (column.type === 'decimal') cases.push(fault(`${name} IS NULL OR NOT isfinite(${name})`, 'number'))
    if (isNumeric(column)) {
      cases.push(fault(`${name} < ${lowest(column)}`, 'min'), fault(`${name} > ${highest(column)}`, 'max'))
    }
    if (column.type === 'date' || column.type === 'timestamp')
      cases.push(
        fault(`${name} IS NULL AND ${isDaySerial(raw, column)}`, 'serial-date'),
        fault(`${name} IS NULL`, column.type),
        fault(`NOT ${inCentury(name)}`, 'date-range'),
      )
    if (column.type === 'boolean') cases.push(fault(`${name} IS NULL`, 'boolean'))
  }
  return `CASE ${cases.join(' ')} END`
}

/**
 * A number as spreadsheets count the days since 1900, of the years 1927 to 2173; its fraction is a time. Where a year may stand alone only those from 2000
 * on: 20244 is rather a year with a digit too many.
 */
function isDaySerial(text: string, column: Column): string {
  const whole = shortForm(column) === null ? '[1-9][0-9]{4}' : '(3[7-9]|[4-9][0-9])[0-9]{3}'
  return `regexp_full_match(trim(${text}), '${whole}([.][0-9]+)?')`
}

/** A text that a spreadsheet writes where it could not compute a value. */
function isCellError(text: string): string {
  return amongSql(text, CELL_ERRORS)
}

/** A few values are told apart one by one: of IN, and of equalities with OR between them, the optimizer makes a join, which loses the order of the rows. */
export function outsideSql(text: string, values: readonly string[]): string {
  return values.length > 5
    ? `NOT ${amongSql(text, values)}`
    : `(${values.map((value) => `${text} <> ${quoteText(value)}`).join(' AND ')})`
}

function amongSql(text: string, values: readonly string[]): string {
  return `list_contains([${values.map(quoteText).join(', ')}], ${text})`
}

export function inCentury(moment: string): string {
  return `(${moment} >= DATE '1800-01-01' AND ${moment} < DATE '2200-01-01')`
}
